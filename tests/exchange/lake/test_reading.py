"""Several lakes are read as one nation; what arrives twice counts once; what a lake does not carry it does not answer."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from django.db import transaction

from dangvu.exchange.lake import asking, write
from dangvu.exchange.lake.extras import LakeError
from dangvu.exchange.lake.store import Lake
from dangvu.exchange.lake.trees import TOGETHER
from dangvu.figures import services
from dangvu.figures.errors import BadQuery, UnknownFigure
from dangvu.figures.services import Query
from dangvu.figures.statement import statement
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from tests.exchange.lake.books import ask, lake_of, member, org, organisations, record, talks

pytestmark = pytest.mark.django_db
START, END = dt.date(2015, 1, 1), dt.date(2022, 12, 31)
CODES = ("member_total", "member_by_gender", "member_women_rate", "cell_count", "org_founded", "admitted", "member_died", "handbook_rate")


def province(folder: Path, lines: list[dict[str, object]]) -> dict[str, services.Value]:
    """A book of its own, exported and gone; what it answers for its root."""
    with transaction.atomic():
        record(lines)
        write.export(folder)
        found = services.evaluate(CODES, Query(org("K"), None, START, END, book.last_number()))
        transaction.set_rollback(True)
    return {code: answer.value for code, answer in found.items()}


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "ha-noi", tmp_path / "hue"


@pytest.fixture
def answers(two: tuple[Path, Path]) -> list[dict[str, services.Value]]:
    died = {"kind": "died", "on": "2021-06-01", "ref": "d", "person": "binh"}
    figure = {"kind": "figure_defined", "on": "2021-01-01", "ref": "f", "org": "K", "figure": "own_talks", "title": "Nói chuyện",
              "unit": "buổi", "class": "count", "measure": "activity", "where": {"type": "talk"}}  # fmt: skip
    one = [*organisations(), *member("an"), *member("binh", "B", "male"), died, figure]
    return [province(two[0], one), province(two[1], [*organisations(), *member("an", "B"), *member("chi"), *talks(0, 4)])]


def test_a_nation_is_the_sum_of_its_books(two: tuple[Path, Path], answers: list[dict[str, services.Value]]) -> None:
    nation = lake_of(*two)
    roots = [nation.tree(nation.last()).by_code(code) for code in ("ha-noi:K", "hue:K")]
    everywhere = services.evaluate_everywhere(CODES, Query(TOGETHER, None, START, END, None, nation))
    for code in CODES:
        assert [everywhere[code][root or 0].value for root in roots] == [each[code] for each in answers], code
    for code in ("member_total", "member_by_gender", "cell_count", "org_founded", "member_died"):
        assert ask(code, nation, TOGETHER) == sum(each[code] or 0 for each in answers), code
    assert ask("member_women_rate", nation, TOGETHER) == 100
    parts = services.breakdown("member_total", Query(TOGETHER, END, None, None, None, nation), "org")
    assert [(part.key, part.value) for part in parts] == [("ha-noi:K", 1), ("hue:K", 2)]
    assert statement(Query(TOGETHER, None, START, END, None, nation)).identity_holds


def test_all_books_together_tell_apart_what_must_be(tmp_path: Path) -> None:
    """Different organisations stay different, of units each is looked at, what passes between two of a book does not leave the whole."""
    target = {"kind": "target_set", "on": "2020-01-01", "ref": "g", "org": "K", "figure": "admitted", "value": 1, "bound": "at_least",
              "from": "2020-01-01", "to": "2020-12-31"}  # fmt: skip
    admitted = {"on": "2020-06-01", "kind": "admitted", "person": "moi", "org": "A"}
    rounds = {"kind": "inspection_round", "on": "2020-05-01", "org": "K", "type": "inspection_thematic", "acting": "committee"}
    moved = {"kind": "transferred", "on": "2020-07-01", "ref": "t", "person": "an", "org": "B"}
    one = [*organisations(), *member("an"), member("moi")[0], {**admitted, "ref": "m"}, moved,
           {**rounds, "ref": "r", "targets": [{"org": "A"}, {"org": "B"}]}, target]  # fmt: skip
    two = [*organisations(), {**rounds, "ref": "r", "targets": [{"org": "A"}]}, target]
    for name, lines in (("one", one), ("two", two)):
        province(tmp_path / name, lines)
    nation = lake_of(tmp_path / "one", tmp_path / "two")
    asked = Query(TOGETHER, None, dt.date(2020, 1, 1), dt.date(2020, 12, 31), None, nation)
    codes = ("inspected_orgs_distinct", "units_meeting_target", "transfers_internal", "transfers_out", "admitted")
    assert [services.evaluate([code], asked)[code].value for code in codes] == [3, 1, 1, 0, 1]


def test_a_province_alone_keeps_its_numbers_and_its_own_figures(two: tuple[Path, Path], answers: list[dict[str, services.Value]]) -> None:
    alone = lake_of(two[0])
    assert ask("own_talks", alone, alone.tree(alone.last()).by_code("K") or 0) == 0
    with pytest.raises(UnknownFigure):
        ask("own_talks", lake_of(*two), TOGETHER)


def test_known_at_a_moment_is_what_each_book_knew(two: tuple[Path, Path], answers: list[dict[str, services.Value]]) -> None:
    nation, first, second = lake_of(*two), lake_of(two[0]), lake_of(two[1])
    moment = second.moment_of(5)
    assert moment is not None
    known = nation.known_at(moment)
    alone = [ask("member_total", lake, lake.tree(lake.last()).by_code("K") or 0, lake.known_at(moment)) for lake in (first, second)]
    assert alone == [1, 1]
    assert ask("member_total", nation, TOGETHER, known) == 2
    assert ask("member_total", nation, TOGETHER, nation.known_at(None)) == 3
    assert nation.moment_of(known) == moment
    assert first.known_at(dt.datetime(2000, 1, 1, tzinfo=dt.UTC)) == 0


def test_the_same_entries_arriving_twice_count_once(tmp_path: Path) -> None:
    record([*organisations(), *member("an")])
    write.export(tmp_path / "lake")
    shutil.copytree(tmp_path / "lake", tmp_path / "copy")
    record(member("binh"))
    write.append(tmp_path / "lake")
    root = org("K")
    for places in (("lake", "lake"), ("copy", "lake"), ("lake", "copy")):
        twice = lake_of(*(tmp_path / place for place in places))
        assert twice.alone
        assert ask("member_total", twice, root) == 2


def test_a_book_that_went_two_ways_is_not_read_as_one(tmp_path: Path) -> None:
    record(organisations())
    for name, line in (("one", talks(0, 1)), ("two", talks(5, 2))):
        with transaction.atomic():
            record(line)
            write.export(tmp_path / name)
            transaction.set_rollback(True)
    with pytest.raises(LakeError, match="hai nhánh"):
        lake_of(tmp_path / "one", tmp_path / "two")


def test_known_at_is_the_entry_of_the_moment(tmp_path: Path) -> None:
    record([*organisations(), *talks(0, 3)])
    write.export(tmp_path)
    lake = lake_of(tmp_path)
    for number, moment in Entry.objects.values_list("number", "recorded_at"):
        assert lake.known_at(moment) == number
        assert lake.known_at(moment - dt.timedelta(microseconds=1)) == number - 1
        assert lake.moment_of(number) == moment


def refused(lake: Lake, code: str, by: str | None = None) -> str:
    with pytest.raises(BadQuery) as problem:
        asking.may(code, Query(1, END, START, END, None, lake), lake, by)
    return str(problem.value)


def test_what_a_lake_does_not_carry_it_does_not_answer(tmp_path: Path) -> None:
    believers = {"kind": "figure_defined", "on": "2021-01-01", "ref": "f", "org": "K", "figure": "own_tay", "title": "Tày", "unit": "người",
                 "class": "count", "measure": "member", "where": {"ethnicity": ["Tày"]}}  # fmt: skip
    record([*organisations(), *member("an"), believers])
    write.export(tmp_path / "all")
    write.export(tmp_path / "less", leave_out=["religion", "birth"])
    whole, less = lake_of(tmp_path / "all"), lake_of(tmp_path / "less")
    asking.may("member_by_religion", Query(1, END, None, None, None, whole), whole, "ethnicity")
    assert "tôn giáo" in refused(less, "member_by_religion")
    assert "nhóm tuổi" in refused(less, "member_total", "age_band")
    assert "nghề nghiệp" in refused(whole, "member_total", "occupation")
    assert "dân tộc" in refused(whole, "own_tay")
