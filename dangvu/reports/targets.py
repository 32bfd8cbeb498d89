"""Targets against the books: what should have been reached by now, what was, and whether that is on track."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from dangvu.core.rounding import half_up, share
from dangvu.figures import remembered
from dangvu.figures import services as figures
from dangvu.figures.errors import UnknownFigure
from dangvu.reports.content import Asked, TargetLine, Value
from dangvu.reports.spans import Span
from dangvu.reports.stated import Stated, in_force, stated
from dangvu.reports.subject import Subject

ADDITIVE = frozenset({"flow", "sum"})
FLOOR, CEILING, EXACT, RANGE = "floor", "ceiling", "exact", "range"


def target_lines(subject: Subject) -> tuple[TargetLine, ...]:
    """The targets of the organisation whose period meets the report's, in the order they were given."""
    given = in_force(each for each in stated("target_set", [subject.org], subject.known) if _meets(each, subject))
    return tuple(line for each in given if (line := _line(each, subject)) is not None)


def _meets(target: Stated, subject: Subject) -> bool:
    """Set by the end of the report, for a period that runs in it; a target of one year is not one of the term."""
    start, end = target.start or target.on, target.end or target.on
    dates = subject.dates
    return target.on <= dates.end and start <= dates.end and end >= dates.end and start <= dates.start


def _line(target: Stated, subject: Subject) -> TargetLine | None:
    if target.value is None or target.start is None or target.end is None:
        return None
    try:
        figure = figures.get(target.figure)
    except UnknownFigure:
        return None
    additive = figure.klass in ADDITIVE if target.prorated is None else target.prorated
    span = Span(min(subject.dates.as_of, target.end), target.start, min(subject.dates.end, target.end))
    actual = remembered.evaluate([target.figure], subject.query(span))[target.figure].value
    elapsed = share_elapsed(target.start, target.end, span.end)
    goal = prorated(target.value, elapsed) if additive else whole(target.value)
    return TargetLine(
        entry=target.entry,
        figure=target.figure,
        title=figure.title,
        unit=str(figure.unit),
        bound=target.bound,
        giver=target.who,
        start=target.start,
        end=target.end,
        value=whole(target.value),
        goal=goal,
        prorated=additive and elapsed < 1,
        actual=actual,
        percent=share(actual, target.value),
        on_track=on_track(target.bound, actual, goal, whole(target.value), over=elapsed >= 1, most=target.most),
        most=whole(target.most) if target.most is not None else None,
        asked=Asked(target.figure, subject.org, span.as_of, span.start, span.end),
    )


def share_elapsed(start: dt.date, end: dt.date, now: dt.date) -> Decimal:
    """The share of a period's days that have passed by the evening of ``now``, from 0 to 1."""
    days = (end - start).days + 1
    return Decimal(min(max((now - start).days + 1, 0), days)) / days


def prorated(value: Decimal, elapsed: Decimal) -> Value:
    """The share of an additive target: whole units for a whole target, else one place; half up."""
    part = value * elapsed
    return int(half_up(part, 0)) if value == value.to_integral_value() else half_up(part, 1)


def whole(value: Decimal) -> int | Decimal:
    """A whole number where nothing is lost by it."""
    return int(value) if value == value.to_integral_value() else value


def on_track(bound: str, actual: Value, goal: Value, value: Value, *, over: bool, most: Value = None) -> bool | None:
    """Whether the goal is kept. An exact target can only fail by excess before its period is over."""
    if actual is None or goal is None or value is None:
        return None
    if bound == CEILING:
        return actual <= goal
    if bound == RANGE and most is not None and actual > most:
        return False
    if bound == EXACT:
        return (actual == value) if over or actual > value else None
    return actual >= goal
