"""Dossiers from a file: the case's whole archive, and a faulty file that changes nothing."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from dangvu.dossiers.kinds.base import REGISTRY
from dangvu.dossiers.models import Dossier, Step
from dangvu.exchange.dossiers import load_dossiers
from dangvu.figures.services import evaluate
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from tests import case, cast

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "cases" / "dong-anh" / "dossiers"


def test_the_cases_dossiers_stand_behind_its_entries_and_change_no_figure() -> None:
    org = case.load()
    before, last = evaluate(["member_total", "admitted", "admission_dossiers"], case.quarter(org)), book.last_number()
    for file in sorted(FOLDER.glob("*.jsonl")):
        assert load_dossiers(file, actor="vanphong").errors == []
    assert Dossier.objects.count() >= 200
    assert not Entry.objects.filter(number__gt=last).exclude(kind__in=("person", "appointed")).exists()
    after = evaluate(["member_total", "admitted", "admission_dossiers"], case.quarter(org))
    assert {code: answer.value for code, answer in after.items()} == {code: answer.value for code, answer in before.items()}
    admissions = Dossier.objects.filter(kind="admission", state="celebrated")
    assert admissions.count() == 65
    assert all(Step.objects.get(dossier=each, verb="celebrate").entries for each in admissions)
    on_the_way = set(Dossier.objects.filter(kind="admission").values_list("state", flat=True))
    assert on_the_way == set(REGISTRY["admission"].workflow.states)


def write(path: Path, *lines: object) -> Path:
    path.write_bytes(b"".join((line if isinstance(line, bytes) else orjson.dumps(line)) + b"\n" for line in lines))
    return path


def test_every_faulty_line_is_told_and_one_is_enough_to_write_none(tmp_path: Path) -> None:
    cast.record(*cast.book())
    new = {"name": "Phạm Văn Dũng", "birth": "1995-03-04", "sex": "male"}
    good = {"dossier": "KN-1", "procedure": "admission", "org": "A", "on": "2021-01-05", "new": new}
    file = write(
        tmp_path / "d.jsonl",
        good,
        good,
        {"dossier": "KN-2", "procedure": "admission", "org": "Z", "on": "2021-01-05", "new": new},
        {"dossier": "KN-3", "step": "enlist", "on": "2021-01-06"},
        {"dossier": "KN-1", "step": "enlist", "on": "2021-01-01", "given": {"mentor": "an"}},
        {"dossier": "KN-1", "step": "enlist"},
        {"dossier": "KN-1", "paper": "1-KNĐ", "colour": "red"},
        b'{"dossier": ',
    )
    last = book.last_number()
    report = load_dossiers(file, actor="vanphong")
    assert [error.line for error in report.errors] == [2, 3, 4, 5, 6, 7, 8]
    assert (Dossier.objects.count(), book.last_number()) == (0, last)
    assert load_dossiers(write(tmp_path / "good.jsonl", good), actor="vanphong").opened == 1


def test_after_a_refused_line_the_dossier_stands_where_it_stood(tmp_path: Path) -> None:
    """A step refused at its very end, by the entry it names, and the same step told rightly: only the first is at fault."""
    cast.record(*cast.book())
    new = {"name": "Phạm Văn Dũng", "birth": "1995-03-04", "sex": "male"}
    opened = {"dossier": "KN-1", "procedure": "admission", "org": "A", "on": "2021-01-05", "new": new}
    step = {"dossier": "KN-1", "step": "enlist", "on": "2021-02-01", "given": {"mentor": "an"}, "historic": True}
    learned = {"dossier": "KN-1", "step": "learn", "on": "2021-03-01", "given": {"class_on": "2021-03-01"}, "historic": True}
    lines = (opened, {**step, "entries": ["unknown"]}, step, learned)
    assert [error.line for error in load_dossiers(write(tmp_path / "d.jsonl", *lines), actor="vanphong").errors] == [2]
    assert load_dossiers(write(tmp_path / "d.jsonl", opened, step), actor="vanphong").steps == 1
    assert load_dossiers(write(tmp_path / "more.jsonl", learned), actor="vanphong").steps == 1
    kept = Dossier.objects.get()
    assert (kept.steps_taken, kept.moved_on.isoformat()) == (3, "2021-03-01")
    assert [(each.place, each.verb) for each in kept.steps.all()] == [(1, "opened"), (2, "enlist"), (3, "learn")]
