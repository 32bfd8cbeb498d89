"""The term a report lies in: the longest period the organisation's targets were set for, else five years from its start."""

from __future__ import annotations

import datetime as dt

from dangvu.ledger import book
from dangvu.reports.spans import DAY
from dangvu.reports.stated import stated

YEARS = 5


class Terms:
    """The terms of one organisation, its targets read once: for whoever asks about many periods."""

    def __init__(self, org: int) -> None:
        given = ((each.start, each.end) for each in stated("target_set", [org], book.last_number()))
        self._given = [(first, last) for first, last in given if first and last]

    def of(self, start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
        """First and last day of the term that holds the period."""
        known = [(first, last) for first, last in self._given if first <= start and last >= end]
        if known:
            return max(known, key=lambda days: days[1] - days[0])
        return start, five_years_after(start) - DAY


def term_of(org: int, start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the term that holds the period."""
    return Terms(org).of(start, end)


def term_so_far(org: int, day: dt.date) -> dt.date | None:
    """Since when the term runs that a day lies in; none where the books know of no term of that day, or it begins that very day."""
    start, _end = term_of(org, day, day)
    return start if start < day else None


def five_years_after(day: dt.date) -> dt.date:
    """The same day five years on; 29 February becomes 1 March."""
    leap = (day.month, day.day) == (2, 29)
    return dt.date(day.year + YEARS, 3, 1) if leap else day.replace(year=day.year + YEARS)


def term_text(start: dt.date, end: dt.date) -> str:
    """``2020-2025``."""
    return f"{start.year}-{end.year}"
