"""The days figures of a report are taken over, and the goals of targets."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest

from dangvu.reports.spans import Dates, Span, span
from dangvu.reports.tables.membership import days
from dangvu.reports.tables.years import years
from dangvu.reports.targets import on_track, prorated, share_elapsed
from dangvu.reports.terms import five_years_after


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


REVIEW = Dates(day("2020-06-01"), day("2023-03-22"), day("2023-03-22"), day("2020-06-01"), day("2025-05-31"))
FEBRUARY = Dates(day("2024-02-01"), day("2024-02-29"), day("2024-02-29"), day("2020-06-01"), day("2025-05-31"))


@pytest.mark.parametrize(
    ("dates", "period", "found"),
    [
        (REVIEW, "", ("2023-03-22", "2020-06-01", "2023-03-22")),
        (REVIEW, "opening", ("2020-05-31", "2020-05-31", "2020-05-31")),
        (REVIEW, "quarter", ("2023-03-31", "2023-01-01", "2023-03-31")),
        (REVIEW, "year", ("2023-03-22", "2023-01-01", "2023-03-22")),
        (FEBRUARY, "term", ("2024-02-29", "2020-06-01", "2024-02-29")),
        (FEBRUARY, "last_year", ("2023-02-28", "2023-02-01", "2023-02-28")),
    ],
)
def test_periods(dates: Dates, period: str, found: tuple[str, str, str]) -> None:
    assert span(dates, period) == Span(*map(day, found))


def test_years_of_the_term_tile_it() -> None:
    found = years(REVIEW)
    assert [year for year, _ in found] == [2020, 2021, 2022, 2023]
    assert found[0][1].start == REVIEW.term_start and found[-1][1].end == REVIEW.end
    assert all(one.end + dt.timedelta(days=1) == two.start for (_, one), (_, two) in pairwise(found))


def test_the_course_of_members_begins_before_the_term_and_ends_with_the_report() -> None:
    found = days(REVIEW)
    assert (found[0], found[1], found[-1]) == (day("2020-05-31"), day("2020-06-30"), day("2023-03-22"))
    assert found == sorted(set(found))


def test_goals_are_the_share_of_the_days_passed() -> None:
    elapsed = share_elapsed(day("2020-06-01"), day("2025-05-31"), day("2023-03-22"))
    assert elapsed == Decimal(1025) / 1826
    assert prorated(Decimal(120), elapsed) == 67
    assert prorated(Decimal("1.5"), elapsed) == Decimal("0.8")
    assert share_elapsed(day("2023-01-01"), day("2023-12-31"), day("2022-06-01")) == 0
    assert share_elapsed(day("2023-01-01"), day("2023-12-31"), day("2024-06-01")) == 1


@pytest.mark.parametrize(
    ("bound", "actual", "over", "found"),
    [
        ("floor", 5, False, True),
        ("floor", 4, False, False),
        ("ceiling", 6, False, False),
        ("ceiling", 5, False, True),
        ("exact", 5, False, None),
        ("exact", 11, False, False),
        ("exact", 10, True, True),
        ("exact", 9, True, False),
        ("floor", None, True, None),
    ],
)
def test_on_track(bound: str, actual: int | None, over: bool, found: bool | None) -> None:
    """A target of 10, of which 5 should be reached by now."""
    assert on_track(bound, actual, 10 if over else 5, 10, over=over) is found


def test_five_years_after_a_leap_day() -> None:
    assert five_years_after(day("2020-02-29")) == day("2025-03-01")
    assert five_years_after(day("2020-06-01")) == day("2025-06-01")
