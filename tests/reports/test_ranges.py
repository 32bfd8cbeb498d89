"""Targets that are a range, and those whose goal on the way is said to grow with time, or not to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dangvu.ledger import book as ledger
from dangvu.reports.content import TargetLine
from dangvu.reports.spans import Dates
from dangvu.reports.subject import Subject
from dangvu.reports.tables.targets import targets_table
from dangvu.reports.targets import target_lines
from tests.cast import Line, book, faults, line, org, record

pytestmark = pytest.mark.django_db
TERM = {"from": "2020-01-01", "to": "2021-12-31"}


def given(**more: Any) -> Line:
    return line("target_set", "2020-01-01", org="K1", **{"figure": "member_total", "value": 2, "bound": "range", "most": 3, **TERM, **more})


def lines(on: str = "2020-12-31") -> tuple[Subject, tuple[TargetLine, ...]]:
    day = dt.date.fromisoformat(on)
    subject = Subject(org("K1"), Dates(dt.date(2020, 1, 1), day, day, dt.date(2020, 1, 1), dt.date(2021, 12, 31)), ledger.last_number())
    return subject, target_lines(subject)


def members(count: int) -> list[Line]:
    found = []
    for number in range(count):
        found += [
            line("person", "2019-01-01", person=f"m{number}", name="Phạm Dũng"),
            line("carried_over", "2020-02-01", person=f"m{number}", org="A"),
        ]
    return [{**each, "status": "official"} if each["kind"] == "carried_over" else each for each in found]


@pytest.mark.parametrize(("more", "on_track"), [(0, False), (1, True), (2, True), (3, False)])
def test_within_a_range_or_not(more: int, on_track: bool) -> None:
    record(*book(), *members(more), given())
    subject, (found,) = lines()
    assert (found.on_track, found.most) == (on_track, 3)
    assert targets_table(subject, (found,)).rows[0].cells[3].text == "2–3"


def test_whether_the_goal_grows_with_time_may_be_said() -> None:
    record(
        *book(),
        given(figure="admitted", value=10, most=12),
        given(figure="admitted", value=20, bound="floor", most=None, prorated=False, giver="x"),
    )
    told = {each.value: (each.goal, each.prorated) for each in lines("2020-12-30")[1]}
    assert told == {10: (5, True), 20: (20, False)}


@pytest.mark.parametrize("more", [{"most": None}, {"bound": "floor"}, {"most": 1}])
def test_a_range_has_two_ends(more: dict[str, Any]) -> None:
    record(*book())
    assert [each.field for each in faults([given(**more)])] == ["most"]
