"""Postings of one account in memory, in the order of their days: what a stock or a flow of every organisation is summed from.

Balances are kept at the first day of every quarter, so a stock is a balance and the days since; what was recorded later than asked
is found by the latest entry of each quarter, so an earlier knowledge costs what was recorded late, not what there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dangvu.exchange.lake.extras import extra
from dangvu.exchange.lake.forest import Array

QUARTER = 91
"""Days between two balances."""


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

    def summed(self, start: int, stop: int, take: Array | None = None) -> Array:
        """Sums of a stretch by organisation, or of some of its rows."""
        numpy = extra("numpy", "lake")
        org, quantity = self.org[start:stop], self.quantity[start:stop]
        if take is not None:
            org, quantity = org[take], quantity[take]
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
        late = self._late(stop, known)
        # Together: each sum has a number for every organisation there is.
        return found - self.summed(0, stop, numpy.concatenate(late)) if late else found

    def _late(self, stop: int, known: int) -> list[Array]:
        """Which of the first rows were recorded later than what is known, quarter by quarter."""
        numpy = extra("numpy", "lake")
        found = []
        for place in numpy.flatnonzero(self.latest > known):
            start, end = int(self.cuts[place]), min(int(self.cuts[place + 1]), stop)
            if start < end:
                found.append(start + numpy.flatnonzero(self.entry[start:end] > known))
        return found

    def rows(self, start: int, end: int, known: int) -> Array:
        """Which rows are of a period, as known."""
        numpy = extra("numpy", "lake")
        one, two = self._upto(start - 1), self._upto(end)
        found = numpy.arange(one, two)
        return found if len(self.latest) == 0 or self.latest.max() <= known else found[self.entry[one:two] <= known]

    @property
    def size(self) -> int:
        """Bytes of the columns."""
        columns: list[Any] = [self.org, self.other, self.on, self.entry, self.quantity, self.balances]
        return sum(each.nbytes for each in columns if each is not None)
