"""Numbers that were agreed once: each is checked against the books, for ever after, as of the day it was agreed for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dangvu.core.rounding import half_up
from dangvu.figures.base import Number
from dangvu.figures.engines.stated import exact
from dangvu.figures.errors import FigureError
from dangvu.figures.names import known_code
from dangvu.figures.remembered import evaluate, evaluate_everywhere
from dangvu.figures.services import LIVE, Live, Query, Value
from dangvu.ledger import book


@dataclass(frozen=True)
class Claim:
    """What an assertion says: the value of a figure at an organisation as of a day (from a day on, for a flow)."""

    entry: int
    org: int
    code: str
    claimed: Number
    start: dt.date | None
    on: dt.date


@dataclass(frozen=True)
class Broken:
    """A claim the books do not bear out. ``found`` is None when they cannot say."""

    claim: Claim
    found: Value

    @property
    def entry(self) -> int:
        return self.claim.entry


def claims(known: int) -> Iterator[Claim]:
    """Assertions known at an entry number and not reversed, in the order of recording."""
    for number, _kind, on, told in book.told(["assertion"], known):
        start = dt.date.fromisoformat(told["from"]) if told.get("from") else None
        yield Claim(number, told["org"], told["figure"], exact(told["value"]), start, on)


def broken(known: int | None = None, store: Live = LIVE) -> list[Broken]:
    """Every assertion that does not hold against the books as known at an entry number (None: now), in entry order.

    ``store``: ``AFRESH`` where the postings themselves are in question.
    """
    moment = book.last_number() if known is None else known
    together: dict[tuple[dt.date | None, dt.date], list[Claim]] = defaultdict(list)
    for claim in claims(moment):
        together[claim.start, claim.on].append(claim)
    failed = [each for alike in together.values() for each in _failed(alike, moment, store)]
    return sorted(failed, key=lambda each: each.entry)


def _failed(alike: list[Claim], known: int, store: Live) -> Iterator[Broken]:
    """Claims for the same days are checked together."""
    found = _values(alike, known, store)
    for claim in alike:
        value = found.get((claim.code, claim.org))
        if value is None or half_up(value, 3) != half_up(claim.claimed, 3):
            yield Broken(claim, value)


def _values(alike: list[Claim], known: int, store: Live) -> dict[tuple[str, int], Value]:
    orgs = {claim.org for claim in alike}
    found: dict[tuple[str, int], Value] = {}
    for code in sorted({claim.code for claim in alike if known_code(claim.code)}):
        query = Query(org=min(orgs), as_of=alike[0].on, start=alike[0].start, end=alike[0].on, known=known, store=store)
        try:
            if len(orgs) == 1:
                found[code, query.org] = evaluate([code], query)[code].value
            else:
                everywhere = evaluate_everywhere([code], query)[code]
                found.update({(code, org): everywhere[org].value for org in orgs if org in everywhere})
        except FigureError:
            # A claim about a flow that names no first day cannot be borne out: it is reported with nothing found.
            continue
    return found
