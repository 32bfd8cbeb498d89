"""The days a figure of a report is taken over: the report's own, or another period that is reckoned from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dangvu.core import periods

DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Stocks are taken at the end of ``as_of``; flows run from ``start`` to ``end``, both included."""

    as_of: dt.date
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a report."""

    start: dt.date
    end: dt.date
    as_of: dt.date
    term_start: dt.date
    term_end: dt.date


def span(dates: Dates, period: str) -> Span:
    """The days of a named period. Raises ``KeyError`` for a name that is not in ``PERIODS``."""
    return PERIODS[period](dates)


def own(dates: Dates) -> Span:
    """The report's own period and day."""
    return Span(dates.as_of, dates.start, dates.end)


def opening(dates: Dates) -> Span:
    """The evening before the period begins: what it started from. Flows of that one day."""
    before = dates.start - DAY
    return Span(before, before, before)


def term(dates: Dates) -> Span:
    """From the first day of the term to the end of the report."""
    return Span(dates.as_of, dates.term_start, dates.end)


def term_opening(dates: Dates) -> Span:
    """The evening before the term begins."""
    before = dates.term_start - DAY
    return Span(before, before, before)


def quarter(dates: Dates) -> Span:
    """The whole calendar quarter in which the report ends."""
    first, last = periods.quarter(dates.end.year, periods.quarter_of(dates.end))
    return Span(last, first, last)


def year(dates: Dates) -> Span:
    """From New Year to the end of the report."""
    return Span(dates.as_of, dates.end.replace(month=1, day=1), dates.end)


def last_year(dates: Dates) -> Span:
    """The same period, a year earlier."""
    return Span(year_before(dates.as_of), year_before(dates.start), year_before(dates.end))


def year_before(day: dt.date) -> dt.date:
    """The same day a year earlier; 29 February becomes 28 February."""
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if last_of_february else day.day)


PERIODS: Final[dict[str, Callable[[Dates], Span]]] = {
    "": own,
    "as_of": own,
    "opening": opening,
    "term": term,
    "term_opening": term_opening,
    "quarter": quarter,
    "year": year,
    "last_year": last_year,
}
