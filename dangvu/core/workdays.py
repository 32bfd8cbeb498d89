"""Working days: Monday to Friday without public holidays, with the days swapped for others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from holidays import HolidayBase

from dangvu.core.lazily import apart

VIETNAM = apart("holidays.countries.vietnam").Vietnam
"""Of the library's countries this one is loaded: all of them take 8 MiB in every process that looks at a deadline."""
SATURDAY = 5
DAY = dt.timedelta(days=1)


class WorkCalendar:
    """Vietnam's calendar as the ``holidays`` library knows it, with days off and days worked that an office adds.

    Rest on Saturdays and Sundays is the rule of public offices; a committee that works Saturdays adds nothing here, because
    deadlines of Party rules count the same for all.
    """

    def __init__(self, off: Iterable[dt.date] = (), working: Iterable[dt.date] = ()) -> None:
        self._off, self._working = frozenset(off), frozenset(working)

    def is_working(self, day: dt.date) -> bool:
        """Whether a day counts."""
        if day in self._off or day in self._working:
            return day in self._working
        known = _year(day.year)
        if day.weekday() >= SATURDAY:
            return day in known.weekend_workdays
        return day not in known

    def name(self, day: dt.date) -> str:
        """What public holiday a day is, empty when it is none."""
        return str(_year(day.year).get(day, ""))

    def add(self, start: dt.date, count: int) -> dt.date:
        """The working day so many working days after ``start``, which is not counted itself. ``count`` is 0 or more."""
        day = start
        while count > 0:
            day += DAY
            count -= self.is_working(day)
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """Working days after ``start`` up to ``end``, negative when the end comes first."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + DAY * number) for number in range(1, (end - start).days + 1))


@lru_cache(maxsize=200)
def _year(year: int) -> HolidayBase:
    found: HolidayBase = VIETNAM(years=year, language="vi")
    return found


def vietnamese_calendar(*, off: Iterable[dt.date] = (), working: Iterable[dt.date] = ()) -> WorkCalendar:
    """The calendar with what an office added."""
    return WorkCalendar(off, working)
