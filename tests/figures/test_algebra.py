"""Spans, composites and picks, without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from dangvu.figures.base import Flow, Leaf, Reading, Span, Stock, Target, year_before
from dangvu.figures.composites import Attainment, Change, Opening, Rate, Sum, difference
from dangvu.figures.errors import BadQuery
from dangvu.figures.picks import NoneOf, Prefix, Present, Unlike, pick

MEMBERS, ADMITTED = Stock(pick("member")), Flow(pick("outside", of="member", reason="admitted"), -1)
OTHER = Flow(pick("recognition"))
QUARTER = Span(None, dt.date(2023, 1, 1), dt.date(2023, 3, 31))


def looking(values: dict[Leaf, object]) -> Callable[[Leaf, Span], Reading]:
    return lambda leaf, _span: Reading(values[leaf])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2023-03-31", "2022-03-31"),
        ("2024-02-29", "2023-02-28"),
        ("2025-02-28", "2024-02-29"),
        ("2024-02-28", "2023-02-28"),
        ("2023-04-30", "2022-04-30"),
    ],
)
def test_the_same_day_last_year(day: str, before: str) -> None:
    assert year_before(dt.date.fromisoformat(day)) == dt.date.fromisoformat(before)


def test_a_stock_is_taken_at_its_day_or_at_the_end_of_the_period() -> None:
    assert MEMBERS.at(QUARTER) == Span(as_of=dt.date(2023, 3, 31))
    assert MEMBERS.at(Span(dt.date(2023, 3, 22), QUARTER.start, QUARTER.end)) == Span(as_of=dt.date(2023, 3, 22))
    assert list(Opening(MEMBERS).leaves(QUARTER)) == [(MEMBERS, Span(as_of=dt.date(2022, 12, 31)))]


@pytest.mark.parametrize("span", [Span(as_of=dt.date(2023, 1, 1)), Span(None, dt.date(2023, 2, 1), dt.date(2023, 1, 1))])
def test_a_flow_needs_a_period_in_order(span: Span) -> None:
    with pytest.raises(BadQuery):
        ADMITTED.at(span)


def test_a_stock_needs_a_day() -> None:
    with pytest.raises(BadQuery):
        MEMBERS.at(Span())


def test_a_rate_is_half_up_to_one_place_and_carries_its_base() -> None:
    rate = Rate(OTHER, ADMITTED)
    found = rate.read(QUARTER, looking({OTHER: 1, ADMITTED: 16}))
    assert (found.value, found.base) == (Decimal("6.3"), {"numerator": 1, "denominator": 16})
    assert rate.read(QUARTER, looking({OTHER: 0, ADMITTED: 16})).value == Decimal("0.0")


def test_a_rate_of_nobody_is_unknown_and_not_zero() -> None:
    found = Rate(OTHER, ADMITTED).read(QUARTER, looking({OTHER: 0, ADMITTED: 0}))
    assert (found.value, found.base) == (None, {"numerator": 0, "denominator": 0})


def test_sums_and_differences_of_something_unknown_are_unknown() -> None:
    both = {OTHER: 5, ADMITTED: 7}
    assert Sum((OTHER, ADMITTED)).read(QUARTER, looking(both)).value == 12
    assert difference(OTHER, ADMITTED).read(QUARTER, looking(both)).value == -2
    assert Sum((OTHER, ADMITTED)).read(QUARTER, looking({OTHER: 5, ADMITTED: None})).value is None


def test_an_attainment_names_actual_and_target_and_says_it_is_not_prorated() -> None:
    target = Target("admitted")
    found = Attainment(ADMITTED, target).read(QUARTER, looking({ADMITTED: 65, target: 120}))
    assert found.value == Decimal("54.2")
    assert found.base is not None and (found.base["actual"], found.base["target"]) == (65, 120)
    assert "không chia theo thời gian" in found.remark
    assert Attainment(ADMITTED, target).read(QUARTER, looking({ADMITTED: 65, target: None})).value is None


def test_a_change_compares_with_the_same_days_of_last_year() -> None:
    values = {QUARTER.end: 8, dt.date(2022, 3, 31): 10}
    found = Change(ADMITTED).read(QUARTER, lambda _leaf, span: Reading(values[span.end]))  # type: ignore[index]
    assert (found.value, found.base) == (-2, {"now": 8, "before": 10, "percent": Decimal("-20.0")})


def test_picks_test_attributes() -> None:
    rounds = pick("inspection_round", type=Prefix("supervision_", but=("supervision_routine",)), acting=NoneOf(("x",)))
    assert rounds.matches("inspection_round", {"type": "supervision_thematic", "acting": "committee"})
    assert not rounds.matches("inspection_round", {"type": "supervision_routine", "acting": "committee"})
    assert not rounds.matches("inspection_round", {"type": "supervision_thematic", "acting": "x"})
    assert not rounds.matches("inspection_target", {"type": "supervision_thematic", "acting": "committee"})
    assert Present().holds("good") and not Present().holds("") and not Present().holds(None)
    assert Unlike(("kinh",)).holds("Tày") and not Unlike(("kinh",)).holds("KINH") and not Unlike(("kinh",)).holds(None)


def test_dimensions_are_those_all_operands_share() -> None:
    assert "status" in ADMITTED.dimensions and "month" in ADMITTED.dimensions and "reason" not in ADMITTED.dimensions
    assert "month" not in Rate(ADMITTED, Opening(MEMBERS)).dimensions
    assert "month" not in Change(ADMITTED).dimensions and "org" in Change(ADMITTED).dimensions
    assert Attainment(ADMITTED, Target("admitted")).dimensions == ()
