"""What a text says of time, as values: an expression with its place, the calendar it is read by, the year around it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangvu.figures.proofreader.reading import Days

EARLY = 3
"""The last month in which “năm qua” still means the year before."""
NOW, PERIOD, POINT, UNTIL, OPENING, FUTURE, COMPARED, ROUND, HERE, VAGUE, NAMED = (
    "now", "period", "point", "until", "opening", "future", "compared", "round", "here", "vague", "named",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """An expression of time: where it stands, of what sort, and the days it names (none for “cùng kỳ”, “thời gian tới”)."""

    start: int
    end: int
    sort: str
    days: Days | None = None


@dataclass(frozen=True)
class Calendar:
    """What an expression is read by: the day of the text, the term (its first day; ``loose``: only its year is known)."""

    on: dt.date
    term_start: dt.date
    term_loose: bool = False


@dataclass(frozen=True)
class Place:
    """The year around a place of the text, and the calendar."""

    calendar: Calendar
    year: int
    known: bool

    @property
    def on(self) -> dt.date:
        return self.calendar.on

    def fit(self, months: int) -> int:
        """The year of a month without one: the one around, or the one before where that would lie ahead of the text."""
        return self.year - 1 if not self.known and dt.date(self.year, months, 1) > self.on else self.year
