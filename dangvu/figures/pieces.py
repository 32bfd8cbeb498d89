"""A question cut in pieces that are answered one after the other, as far as somebody reads on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dangvu.figures.base import ONE_DAY, Span
from dangvu.figures.engines.scope import Scope
from dangvu.figures.engines.sql import MOST_ORGS

FEW = 10
"""Organisations that are read all at once: cutting would cost more than it spares."""


def large(scope: Scope, span: Span) -> bool:
    """Whether the organisation asked for has so much below it that cutting pays."""
    return len(scope.tree.at(span.day()).subtree(scope.root)) > FEW


def of_orgs(scope: Scope, day: dt.date, parts: int) -> Iterator[Scope]:
    """The scope cut by organisations of a day, in the order of their ids."""
    if parts <= 1:
        yield scope
        return
    orgs = sorted(scope.tree.at(day).subtree(scope.root))
    # More at once would be read as if all were asked for.
    size = min(max(1, len(orgs) // parts), MOST_ORGS)
    for place in range(0, len(orgs), size):
        yield scope.among(orgs[place : place + size])


def of_days(span: Span, parts: int) -> Iterator[Span]:
    """A period cut into stretches of days."""
    if parts <= 1:
        yield span
        return
    start, end = span.period()
    length = dt.timedelta(days=max(1, ((end - start).days + 1) // parts))
    while start <= end:
        last = min(start + length - ONE_DAY, end)
        yield Span(span.as_of, start, last)
        start = last + ONE_DAY
