"""The gaps of each member of an organisation on a day: what a sheet to be filled in lists. How many there are is a figure's to say."""

from __future__ import annotations

from dataclasses import dataclass

from dangvu.figures.base import Span
from dangvu.figures.catalogue.membership import MEMBERS
from dangvu.figures.engines.legs import counted
from dangvu.figures.gaps import GAPS, Gap
from dangvu.figures.services import Query, scope_of


@dataclass(frozen=True)
class Lacking:
    """A member, the cell on the day, and every gap of the record."""

    person: int
    org: int
    gaps: tuple[Gap, ...]


def gaps_by_member(query: Query) -> list[Lacking]:
    """Members with at least one gap, in the order of cells and ids."""
    scope, span = scope_of(query), Span(as_of=query.span.day())
    legs = [leg for leg in counted(MEMBERS, span, scope, ("person",)) if leg.quantity and leg.person is not None]
    scope.lives.ready((leg.person, span.day()) for leg in legs)
    found = {
        leg.person: Lacking(leg.person, leg.org, tuple(GAPS[code] for code in scope.lives.codes(leg.person, span.day())))
        for leg in legs
        if leg.person
    }
    return sorted((each for each in found.values() if each.gaps), key=lambda each: (each.org, each.person))
