"""Whether a zero is a count or only says that nothing of the kind was ever recorded in the book.

A book that has just been opened holds organisations and members. That it has no inspections does not say that none took place. Once the
first is recorded, a year without one has a zero that is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dangvu.figures.base import Among, Distinct, Flow, Kind, Leaf, Moved, Passed, Span, Stock
from dangvu.figures.composites import Attainment, Rate
from dangvu.figures.engines.scope import Scope
from dangvu.figures.picks import Pick

WITH_MEMBERS: Final = frozenset(
    {"exempt", "suspended", "temporary_out", "guest", "recognition", "exemption_begun", "suspension_begun", "handover", "organisation"}
)
"""Measures that are kept wherever membership is: nobody exempt is a fact of a register of members, not a page left blank."""


def ever(how: Kind, span: Span, scope: Scope) -> bool:
    """Whether anything a kind counts was ever recorded by anybody in this book; True for what has no accounts of its own."""
    measures = {_measure(pick) for pick in _picks(how, span)}
    return not measures or not measures.isdisjoint(scope.accounts.measures)


def _picks(how: Kind, span: Span) -> Iterator[Pick]:
    """What is counted; of a rate and an attainment, what stands above the line."""
    if isinstance(how, Rate | Attainment):
        inner, at = how.operands(span)[0]
        yield from _picks(inner, at)
        return
    for leaf, _at in how.leaves(span):
        yield from _picked(leaf)


def _picked(leaf: Leaf) -> Iterator[Pick]:
    if isinstance(leaf, Among):
        leaf = leaf.inner
    if isinstance(leaf, Distinct):
        leaf = leaf.flow
    if isinstance(leaf, Stock | Flow | Passed | Moved):
        yield leaf.pick


def _measure(pick: Pick) -> str:
    """The measure by which one sees whether a register is kept: what comes and goes is seen by what it comes to."""
    found = (pick.fixed("of") or pick.measure) if pick.measure == "outside" else pick.measure
    return "member" if found in WITH_MEMBERS else found
