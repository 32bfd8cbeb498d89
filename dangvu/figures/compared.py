"""A figure beside itself: the same period last year, since a day on, and against the organisation's target. For every figure alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from dangvu.core.rounding import share
from dangvu.figures.base import Span, Target
from dangvu.figures.catalogue import get
from dangvu.figures.engines.postings import at_org, find
from dangvu.figures.services import Query, Value, evaluate, scope_of


@dataclass(frozen=True)
class Compared:
    """``year_before``: the same days a year earlier, and the change from it in percent; ``since``: from ``since_day`` on (None for what
    stands on a day); ``target``: the organisation's own that is in force on the last day asked; ``reached``: the figure over the
    target's own days up to then, and how much of the target that is, never prorated.
    """

    value: Value
    year_before: Value
    change_percent: Value
    since_day: dt.date | None
    since: Value
    target: Value
    reached: Value
    attained_percent: Value


def compared(code: str, query: Query, since: dt.date | None = None) -> Compared:
    """One figure of one organisation, compared. Raises FigureError as ``services.evaluate`` does."""
    value = evaluate([code], query)[code]
    before = evaluate([code], _asked(query, query.span.year_before()))[code].value
    longer = None
    if since is not None and value.start is not None and value.end is not None and since <= value.end:
        longer = evaluate([code], replace(query, start=since))[code].value
    target, reached = _target(code, query)
    return Compared(
        value=value.value,
        year_before=before,
        change_percent=share(value.value - before, before) if value.value is not None and before is not None else None,
        since_day=since if longer is not None else None,
        since=longer,
        target=target,
        reached=reached,
        attained_percent=share(reached, target),
    )


def _asked(query: Query, span: Span) -> Query:
    return replace(query, as_of=span.as_of, start=span.start, end=span.end)


def _target(code: str, query: Query) -> tuple[Value, Value]:
    """The target on the figure, and what of it is reached; None twice where none was given."""
    leaf, scope = Target(get(code, query.known, query.store).code), scope_of(query)
    span = leaf.at(query.span)
    found = at_org(find([(leaf, span)], scope), query.org)(leaf, span)
    if found.value is None or found.base is None:
        return None, None
    own = replace(query, start=found.base["from"], end=query.span.day(), as_of=query.span.day())
    return found.value, evaluate([code], own)[code].value
