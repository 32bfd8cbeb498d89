"""Postings of one account in memory, in the order of their days: what a stock or a flow of every organisation is summed from.

Balances are kept at the first day of every quarter, so a stock is a balance and the days since; what was recorded later than asked
is found by the latest entry of each quarter, so an earlier knowledge costs what was recorded late, not what there is; it is
found once for all questions of that knowledge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from dangvu.exchange.lake.extras import extra
from dangvu.exchange.lake.forest import Array

QUARTER = 91
"""Days between two balances."""


class Late(NamedTuple):
    """The rows recorded later than an entry: where they stand, and what they say."""

    known: int
    places: Array
    org: Array
    quantity: Array


@dataclass
class Slot:
    """Columns of equal length by day: place of the organisation, of the one on the other side (−1: none), day, entry, quantity."""

    org: Array
    other: Array | None
    on: Array
    entry: Array
    quantity: Array
    width: int
    held: bool
    """Whether balances are kept: of stocks, not of what is only counted in periods."""

    def __post_init__(self) -> None:
        numpy = extra("numpy", "lake")
        self.first = int(self.on[0]) if len(self.on) else 0
        last = int(self.on[-1]) if len(self.on) else 0
        marks = numpy.arange(self.first, last + QUARTER + 1, QUARTER)
        self.cuts = numpy.searchsorted(self.on, marks)
        pairs = list(zip(self.cuts[:-1], self.cuts[1:], strict=True))
        self.latest = numpy.array([self.entry[a:b].max() if b > a else -1 for a, b in pairs], dtype=numpy.int64)
        self.balances = self._balances(pairs) if self.held else None
        self.late: Late | None = None

    def _balances(self, pairs: list[tuple[int, int]]) -> Array:
        """What every organisation held on the eve of each mark."""
        numpy = extra("numpy", "lake")
        found = numpy.zeros((len(pairs) + 1, self.width), dtype=numpy.int32)
        for place, (a, b) in enumerate(pairs):
            found[place + 1] = found[place] + self.summed(a, b)
        return found

    def _upto(self, day: int) -> int:
        """How many rows are of a day or before it. Asked with a number of another width, numpy would copy the whole column first."""
        return int(extra("numpy", "lake").searchsorted(self.on, self.on.dtype.type(day), side="right"))

    def summed(self, start: int, stop: int) -> Array:
        """Sums of a stretch by organisation."""
        return self._by_org(self.org[start:stop], self.quantity[start:stop])

    def _by_org(self, org: Array, quantity: Array) -> Array:
        numpy = extra("numpy", "lake")
        return numpy.bincount(org, weights=quantity, minlength=self.width).astype(numpy.int64)

    def stock(self, day: int, known: int) -> Array:
        """What every organisation holds at the end of a day, as known."""
        numpy = extra("numpy", "lake")
        stop = self._upto(day)
        mark = min(max((day + 1 - self.first) // QUARTER, 0), len(self.cuts) - 1)
        assert self.balances is not None
        found = self.balances[mark].astype(numpy.int64)
        if stop > self.cuts[mark]:
            found += self.summed(int(self.cuts[mark]), stop)
        late = self._late(known)
        before = int(numpy.searchsorted(late.places, stop))
        return found - self._by_org(late.org[:before], late.quantity[:before]) if before else found

    def _late(self, known: int) -> Late:
        """What was recorded later than what is known, quarter by quarter; kept for the last knowledge asked of."""
        kept = self.late
        if kept is None or kept.known != known:
            numpy = extra("numpy", "lake")
            found = [numpy.zeros(0, dtype=numpy.int64)]
            for place in numpy.flatnonzero(self.latest > known):
                start, end = int(self.cuts[place]), int(self.cuts[place + 1])
                found.append(start + numpy.flatnonzero(self.entry[start:end] > known))
            places = numpy.concatenate(found)
            # As wide as they are summed: narrow columns would be widened again at each question.
            org, quantity = self.org[places].astype(numpy.intp), self.quantity[places].astype(numpy.float64)
            self.late = kept = Late(known, places, org, quantity)
        return kept

    def rows(self, start: int, end: int, known: int) -> Array:
        """Which rows are of a period, as known."""
        numpy = extra("numpy", "lake")
        one, two = self._upto(start - 1), self._upto(end)
        late = self._late(known).places
        some = late[slice(*numpy.searchsorted(late, (one, two)))]
        return numpy.delete(numpy.arange(one, two), some - one)

    @property
    def size(self) -> int:
        """Bytes of the columns."""
        columns: list[Any] = [self.org, self.other, self.on, self.entry, self.quantity, self.balances]
        return sum(each.nbytes for each in columns if each is not None)
