"""What the proofreader answers: claims with their places in the text, and alarms. Values only; nothing of a text is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from dangvu.figures.base import Figure
from dangvu.figures.services import Query, Value

AGREES, DISAGREES, CONTRADICTS, NOT_DERIVED = "agrees", "disagrees", "contradicts", "not_derived"
ANSWERS: Final = (AGREES, DISAGREES, CONTRADICTS, NOT_DERIVED)
HEADING, PARAGRAPH = "heading", "paragraph"
KINDS: Final = ("books", "contradiction", "total", "percent", "cut", "shares", "part")
"""Alarms: against the books, against another claim, parts against their total, a percentage against its base, a percentage that was
cut and not rounded, shares of more than a hundred, a part larger than its whole."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading of a text."""

    text: str
    kind: str = PARAGRAPH


@dataclass(frozen=True, slots=True)
class Days:
    """What a claim is about in time: a stock at one of the days ``first``–``last``, a flow from ``start`` to one of them.

    ``said``: the words that say so; ``near``: they stand in the same sentence; ``loose``: the first day is known to the year only.
    ``whole``: the last day of the period, when the text was written before it was over.
    """

    start: dt.date | None
    first: dt.date
    last: dt.date
    said: str = ""
    near: bool = True
    loose: bool = False
    whole: dt.date | None = None


@dataclass(slots=True)
class Claim:
    """One figure that the text prints. ``start``–``end`` is its place in ``Reading.text``.

    ``value`` is the number as printed, in ``unit``; ``upto`` the end of a range; ``of`` the m of ``n/m``; ``scale`` how many đồng one
    of a unit of money is. ``manner``: ``""``, over, nearly, about, at_least, at_most, range. ``by`` and ``part`` name a part of a
    breakdown, keys joined by ``+``. ``change``: up, down (against an earlier time) or above (a target). ``books`` is None where the
    books do not say or the reader may not see it. ``against``: indexes of the claims it contradicts.
    """

    start: int
    end: int
    text: str
    value: Decimal
    upto: Decimal | None = None
    of: Decimal | None = None
    manner: str = ""
    unit: str = ""
    scale: int = 1
    figure: str = ""
    title: str = ""
    by: str = ""
    part: str = ""
    org: int | None = None
    days: Days | None = None
    answer: str = NOT_DERIVED
    books: Value = None
    query: Query | None = None
    change: str = ""
    why: str = ""
    against: tuple[int, ...] = ()

    @property
    def is_percent(self) -> bool:
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that must be looked at before the text goes out: a sentence for the user, and the claims it speaks of."""

    kind: str
    message: str
    claims: tuple[int, ...]


@dataclass(slots=True)
class Reading:
    """A text read: as it was understood (NFC, without invisible signs), its claims in order, its alarms."""

    text: str
    claims: list[Claim] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    org: int | None = None
    on: dt.date | None = None

    def pieces(self) -> Iterator[tuple[str, int | None]]:
        """The text in order: what stands between claims (None), and claims with their index."""
        at = 0
        for index, claim in enumerate(self.claims):
            if claim.start > at:
                yield self.text[at : claim.start], None
            yield self.text[claim.start : claim.end], index
            at = claim.end
        if at < len(self.text):
            yield self.text[at:], None


def _nothing_hidden(_figure: Figure, _by: str, _query: Query) -> str:
    return ""


@dataclass(frozen=True)
class Reader:
    """Who reads: the organisations whose figures he or she may see (None: all), and why a figure is not shown to him or her ("": it is)."""

    orgs: frozenset[int] | None = None
    hides: Callable[[Figure, str, Query], str] = _nothing_hidden


EVERYTHING: Final = Reader()
"""The program itself, and whoever sits at its command line."""
