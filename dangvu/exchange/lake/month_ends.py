"""Balances at the ends of months, rolled up: a projection held in memory, from which figures at such days are read without summing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangvu.core.periods import add_months
from dangvu.exchange.lake.extras import extra
from dangvu.exchange.lake.forest import Array
from dangvu.figures.base import ONE_DAY, Flow, Span

Need = tuple[Any, Any, Span]


class MonthEnds:
    """Of stocks, the values at the end of each month; of flows, what was counted since the first month, each day in its own tree.

    They hold as known at one entry number (or moment). A question about other days, or as known otherwise, is answered by summing.
    """

    def __init__(self, known: int = -1, first: dt.date = dt.date(1970, 1, 1), months: int = 0) -> None:
        self.known = known
        self.ends = [add_months(first, number) - ONE_DAY for number in range(months + 1)]
        self._columns: dict[tuple[Any, Any, dt.date], Array] = {}

    def put(self, end: dt.date, values: dict[Need, Array]) -> None:
        """Take in a month, after the one before it."""
        numpy = extra("numpy", "lake")
        for (leaf, sex, span), column in values.items():
            narrow = column.astype(numpy.int32) if abs(column).max(initial=0) < 1 << 30 else column
            if isinstance(leaf, Flow):
                before = self._columns.get((leaf, sex, end.replace(day=1) - ONE_DAY))
                self._columns[leaf, sex, end] = narrow if before is None else before + narrow
            else:
                self._columns[leaf, sex, span.day()] = narrow

    def get(self, need: Need, known: int) -> Array | None:
        """The values of a leaf, None when they are not kept."""
        leaf, sex, span = need
        if known != self.known:
            return None
        if not isinstance(leaf, Flow):
            return self._columns.get((leaf, sex, span.day()))
        start, end = span.period()
        upto = self._columns.get((leaf, sex, end))
        if upto is None or start == self.ends[0] + ONE_DAY:
            return upto
        before = self._columns.get((leaf, sex, start - ONE_DAY))
        return None if before is None else upto - before

    @property
    def size(self) -> int:
        """Bytes held."""
        return sum(column.nbytes for column in self._columns.values())
