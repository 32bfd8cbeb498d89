"""The figures of the desk: each with its course as a line as small as a word, and where it stands against its target.

They depend on the books alone, so they are reckoned once for each state of the book, day, period and organisation, and then remembered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from django.utils.translation import gettext as _

from dangvu.core import periods
from dangvu.core.days import vn_day
from dangvu.core.sparks import Spark, spark
from dangvu.core.vietnamese import vn_number
from dangvu.figures.remembered import evaluate, series_of
from dangvu.figures.services import Answer, Figure, Query, Value, get
from dangvu.ledger import book
from dangvu.orgs.tree import OrgState
from dangvu.privacy.small import sensitive
from dangvu.reports.content import TargetLine
from dangvu.reports.spans import Dates
from dangvu.reports.subject import Subject
from dangvu.reports.targets import target_lines
from dangvu.reports.terms import term_of
from dangvu.staff.desk import Desk
from dangvu.staff.periods import quarter_ends

CODES = (
    "member_total", "cell_count", "member_probationary", "admitted", "official_recognition", "handbook_rate", "badge_total",
    "inspection_rounds", "supervision_rounds",
)  # fmt: skip
CELLS = "cell_count"
ADDED = ("flow", "sum")
Points = list[tuple[dt.date, Value]]


@dataclass(frozen=True)
class Headline:
    """``points``: stocks at the ends of quarters, flows in each; of a flow with a target, what came together since it was given."""

    figure: Figure
    answer: Answer
    points: tuple[tuple[dt.date, Value], ...]
    drawn: Spark | None
    target: TargetLine | None

    @property
    def told(self) -> str:
        """The points in words, for who cannot see the line."""
        words = "; ".join(f"{vn_day(day)}: {vn_number(value)}" for day, value in self.points)
        said = _("%(title)s qua các quý: %(words)s.") % {"title": self.figure.title_vi, "words": words}
        return said if self.target is None else said + " " + _("Chỉ tiêu: %(value)s.") % {"value": vn_number(self.target.value)}


def headlines(desk: Desk) -> tuple[Headline, ...]:
    """The desk's figures, as far as this reader may see them."""
    timeline = desk.forest.timelines[desk.org]
    days = tuple(day for day in quarter_ends(desk.end) if timeline.at(day) is not None)
    shown = (each for each in _reckoned(desk.head, desk.at(), days) if of_place(each.figure.code, desk.state))
    return tuple(each for each in shown if desk.sees_persons or not sensitive(each.figure))


def of_place(code: str, place: OrgState) -> bool:
    """Whether a figure says something of a place: a cell has none below it, and the one it would count is itself."""
    return not (code == CELLS and place.is_cell)


@lru_cache(maxsize=512)
def _reckoned(head: str, query: Query, days: tuple[dt.date, ...]) -> tuple[Headline, ...]:
    answers = evaluate(CODES, query)
    targets = _targets(query)
    courses = _courses(query, days, targets)
    return tuple(_headline(get(code, query.known), answers[code], courses.get(code, []), targets.get(code)) for code in CODES)


def _targets(query: Query) -> dict[str, TargetLine]:
    """The organisation's targets in force on the day, by figure; of several the one that ends last."""
    day = query.span.day()
    first, last = term_of(query.org, day, day)
    known = book.last_number() if query.known is None else query.known
    lines = target_lines(Subject(query.org, Dates(first, day, day, first, last), known))
    return {line.figure: line for line in sorted(lines, key=lambda each: each.end) if line.figure in CODES}


def _courses(query: Query, days: Sequence[dt.date], targets: dict[str, TargetLine]) -> dict[str, Points]:
    """Courses over the days. A flow with a target adds up from the target's first day."""
    if not days:
        return {}
    quarter, _last = periods.quarter(days[0].year, periods.quarter_of(days[0]))
    added = {code: line.start for code, line in targets.items() if get(code, query.known).klass in ADDED}
    found = series_of([code for code in CODES if code not in added], replace(query, start=quarter), days)
    for start in sorted(set(added.values())):
        codes = [code for code, begun in added.items() if begun == start]
        flows = series_of(codes, replace(query, start=start), [day for day in days if day >= start])
        found |= {code: _together(points) for code, points in flows.items()}
    return found


def _together(points: Points) -> Points:
    sums = accumulate((value or 0 for _day, value in points), initial=0)
    return list(zip((day for day, _value in points), list(sums)[1:], strict=True))


def _headline(figure: Figure, answer: Answer, points: Points, target: TargetLine | None) -> Headline:
    points = points if answer.recorded else []
    drawn = spark([value for _day, value in points], target.value if target else None) if points else None
    return Headline(figure, answer, tuple(points), drawn, target)
