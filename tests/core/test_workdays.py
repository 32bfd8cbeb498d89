"""Working days against the calendar of the years the seed lived through."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.core import workdays
from dangvu.core.workdays import WorkCalendar

DAYS = st.dates(dt.date(2016, 1, 1), dt.date(2030, 12, 31))
CALENDAR = WorkCalendar()


@pytest.mark.parametrize(
    ("on", "works"),
    [
        ("2023-01-20", False),  # Tết
        ("2023-01-27", True),
        ("2023-05-02", False),  # for Hùng Kings' day on a Saturday
        ("2023-09-04", False),
        ("2024-05-04", True),  # a Saturday worked for 29 April
        ("2024-04-29", False),
        ("2025-07-05", False),
        ("2025-07-07", True),
        ("2026-11-24", False),
    ],
)
def test_a_day_counts_or_not(on: str, works: bool) -> None:
    assert CALENDAR.is_working(dt.date.fromisoformat(on)) is works


def test_thirty_working_days_over_tet() -> None:
    assert CALENDAR.add(dt.date(2023, 1, 3), 30) == dt.date(2023, 2, 21)


@given(DAYS, st.integers(0, 90))
def test_adding_and_counting_agree(start: dt.date, count: int) -> None:
    assert CALENDAR.between(start, CALENDAR.add(start, count)) == count


@given(DAYS)
def test_an_office_may_say_otherwise(day: dt.date) -> None:
    assert not WorkCalendar(off=[day]).is_working(day)
    assert WorkCalendar(working=[day]).is_working(day)


def test_one_country_is_loaded_and_is_the_librarys_own() -> None:
    counted = "import sys, dangvu.core.workdays as w; w._year(2026); print(*(each for each in sys.modules if 'holidays.countries' in each))"
    told = subprocess.run([sys.executable, "-c", counted], capture_output=True, encoding="utf-8", check=True)
    assert told.stdout == "holidays.countries.vietnam\n"
    for year in (1990, 2013, 2026, 2030):
        ours, theirs = workdays._year(year), holidays.country_holidays("VN", years=year, language="vi")
        assert dict(ours) == dict(theirs) and ours.weekend_workdays == theirs.weekend_workdays
