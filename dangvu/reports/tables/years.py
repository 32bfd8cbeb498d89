"""The calendar years of a term, cut to what the report covers."""

from __future__ import annotations

import datetime as dt

from dangvu.reports.spans import Dates, Span


def years(dates: Dates) -> list[tuple[int, Span]]:
    """Each calendar year from the term's first day to the report's last, with the days of it that count."""
    return [(year, _cut(year, dates)) for year in range(dates.term_start.year, dates.end.year + 1)]


def _cut(year: int, dates: Dates) -> Span:
    first = max(dates.term_start, dt.date(year, 1, 1))
    last = min(dates.end, dt.date(year, 12, 31))
    return Span(last, first, last)
