"""What is told of persons is summed by the engine, and of those of whom it was told anew each posting is judged on its day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dangvu.exchange.lake import write
from dangvu.exchange.lake.store import Lake
from dangvu.figures import services
from dangvu.figures.services import Query
from dangvu.ledger import book
from dangvu.orgs.models import Organisation
from tests.exchange.lake.books import CARRIED, Line, lake_of, member, organisations, record

pytestmark = pytest.mark.django_db
DAYS = ("2020-06-30", "2021-03-01", "2021-12-31", "2022-12-31")


def amended(code: str, on: str, ref: str, **changes: object) -> Line:
    return {"kind": "amended", "on": on, "ref": ref, "person": code, "changes": changes}


def of_persons() -> list[Line]:
    """Five who were told of once, three of whom it was told anew: one of them wrongly, and taken back; one of whom nothing is known."""
    found = [line for number in range(5) for line in member(f"p{number}", "AB"[number % 2], "female" if number % 2 else "male")]
    for code in ("q1", "q2", "q3"):
        found += member(code, "A")
    found += [
        {"kind": "person", "on": "2020-01-01", "ref": "p-none", "person": "none", "name": "Lê Văn Ẩn"},
        {"kind": "carried_over", "on": "2020-01-01", "ref": "m-none", "person": "none", "org": "B", "status": "official"},
    ]
    found += [
        amended("q1", "2021-03-01", "a1", sex="male", schooling="12/12", ethnicity="Kinh"),
        amended("q2", "2021-03-01", "a2", qualification="university", religion="Không"),
        amended("q2", "2022-03-01", "a3", sex="male", qualification="master"),
        amended("q3", "2021-03-01", "a4", sex="male"),
        {"kind": "reversal", "on": "2021-04-01", "ref": "a4/huy", "of": "a4"},
    ]
    for code in ("q1", "q2", "p1", "none"):
        found.append({"kind": "badge_awarded", "on": "2021-05-01", "ref": f"b-{code}", "person": code, "years": 30})
        found.append({"kind": "transferred", "on": "2021-06-01", "ref": f"t-{code}", "person": code, "org": "B" if code[0] == "q" else "A"})
    for code, changed in (("n1", "2021-03-01"), ("n2", "2021-09-01")):
        found += [*member(code)[:1], amended(code, changed, f"a-{code}", sex="male", youth_union=True)]
        found.append({"kind": "admitted", "on": "2021-05-01", "ref": f"m-{code}", "person": code, "org": "A"})
    return found


def answers(query: Query, code: str) -> object:
    return services.evaluate_everywhere([code], query)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    record([*organisations(), *of_persons()])
    write.export(tmp_path / "lake")
    return lake_of(tmp_path / "lake")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("back", [0, 3, 9])
def test_every_figure_is_as_in_the_books_whatever_was_told_when(lake: Lake, day: str, back: int) -> None:
    root, on = Organisation.objects.get(code="K").pk, dt.date.fromisoformat(day)
    live = Query(root, on, dt.date(2020, 1, 1), on, book.last_number() - back)
    for code in CARRIED:
        assert answers(replace(live, store=lake), code) == answers(live, code), code
    lake.close()


def test_nobody_is_looked_at_who_did_not_change(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    told = Lake.told
    monkeypatch.setattr(Lake, "told", lambda self, known, persons: told(self, known, asked.extend(persons) or persons))
    day = dt.date(2022, 12, 31)
    root = Organisation.objects.get(code="K").pk
    found = services.evaluate(["member_by_gender"], Query(root, day, dt.date(2020, 1, 1), day, None, lake))["member_by_gender"]
    assert found.value == 3 and len(set(asked)) == 4
    lake.close()
