"""The dated tree as arrays: parents of any organisation on any day, and the whole tree of a day in preorder.

In preorder a subtree is one stretch, so the sum of a subtree is a difference of two prefix sums: all organisations are rolled
up in one pass, whatever the shape of the tree.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from dangvu.exchange.lake.extras import extra
from dangvu.exchange.lake.parquet import EPOCH

Array = Any
"""A numpy array; the package is only there with the extra."""
DAYS = 1 << 20
"""More than the days there are: a place and a day make one number."""


def as_number(day: dt.date) -> int:
    """A day as the arrays hold it: days since 1970."""
    return day.toordinal() - EPOCH


@dataclass(frozen=True)
class Day:
    """The tree of one day. Everything but ``enter`` is in preorder.

    ``who``: the place in ``Forest.orgs``; ``exit``: the end of the subtree; ``parent``: the parent's place in preorder, −1 for a root.
    ``enter`` gives the place in preorder by the place in ``Forest.orgs``, −1 for one that is not founded yet.
    """

    who: Array
    exit: Array
    parent: Array
    enter: Array

    def rolled_up(self, own: Array) -> Array:
        """Rows of own numbers, in preorder, to those of whole subtrees."""
        numpy = extra("numpy", "lake")
        upto = numpy.cumsum(own, axis=1)
        return numpy.take(upto, self.exit - 1, axis=1) - upto + own

    def by_place(self, rows: Array) -> Array:
        """Rows in preorder to the order of ``Forest.orgs``; who is not founded yet has zeros."""
        numpy = extra("numpy", "lake")
        if not rows.shape[1]:
            return numpy.zeros((len(rows), len(self.enter)), dtype=rows.dtype)
        found = numpy.take(rows, self.enter, axis=1)
        found[:, self.enter < 0] = 0
        return found

    def common(self, one: Array, two: Array) -> Array:
        """The lowest organisation that holds both, in preorder; −1 when they stand in different trees."""
        found = one.copy()
        open_ = extra("numpy", "lake").flatnonzero((found >= 0) & ~self._holds(found, two))
        while len(open_):
            found[open_] = self.parent[found[open_]]
            open_ = open_[(found[open_] >= 0) & ~self._holds(found[open_], two[open_])]
        return found

    def _holds(self, above: Array, below: Array) -> Array:
        return (above <= below) & (below < self.exit[above])


class Forest:
    """All organisations ever known, with their parents by day, as known at one moment. ``orgs`` are their ids, ascending."""

    def __init__(self, orgs: Array, org: Array, since: Array, parent: Array) -> None:
        """``org``, ``since`` (days) and ``parent`` (an id, −1: none) are rows ordered by organisation and day."""
        numpy = extra("numpy", "lake")
        self.orgs = orgs
        self.row_org = numpy.searchsorted(orgs, org)
        self.since = since
        self.row_parent = numpy.where(parent < 0, -1, numpy.searchsorted(orgs, parent))
        self._key = self.row_org * DAYS + (since + DAYS // 2)
        self.day = lru_cache(maxsize=16)(self._day)

    def places(self, ids: Array) -> Array:
        """Places of organisations by their ids."""
        return extra("numpy", "lake").searchsorted(self.orgs, ids)

    def rows_on(self, place: Array, day: Array) -> Array:
        """The row that holds of each organisation on its day; −1 where it is not founded yet."""
        numpy = extra("numpy", "lake")
        row = numpy.searchsorted(self._key, place * DAYS + (day + DAYS // 2), side="right") - 1
        return numpy.where((row >= 0) & (self.row_org[row] == place), row, -1)

    def parents_on(self, place: Array, day: Array) -> Array:
        """Parents of organisations, each on its own day; −1 for none."""
        row = self.rows_on(place, day)
        return extra("numpy", "lake").where(row >= 0, self.row_parent[row], -1)

    @cached_property
    def changed(self) -> tuple[Array, Array]:
        """(place, day) of every change of a parent."""
        numpy = extra("numpy", "lake")
        same = self.row_org[1:] == self.row_org[:-1]
        rows = numpy.flatnonzero(same & (self.row_parent[1:] != self.row_parent[:-1])) + 1
        return self.row_org[rows], self.since[rows]

    def _day(self, day: int) -> Day:
        numpy = extra("numpy", "lake")
        every = numpy.arange(len(self.orgs))
        row = self.rows_on(every, numpy.full(len(every), day))
        parent = numpy.where(row >= 0, self.row_parent[row], -1)
        levels = self._levels(row >= 0, parent)
        size = (row >= 0).astype(numpy.int64)
        for level in reversed(levels[1:]):
            size += numpy.bincount(parent[level], weights=size[level], minlength=len(size)).astype(numpy.int64)
        enter = numpy.full(len(every), -1, dtype=numpy.int64)
        for depth, level in enumerate(levels):
            enter[level] = self._entered(level, parent[level], size[level], enter, depth)
        who = numpy.empty(int((row >= 0).sum()), dtype=numpy.int64)
        known = numpy.flatnonzero(row >= 0)
        who[enter[known]] = known
        above = parent[who]
        return Day(who, enter[who] + size[who], numpy.where(above >= 0, enter[above], -1), enter)

    def _levels(self, known: Array, parent: Array) -> list[Array]:
        """Places by their depth, each level ordered by parent."""
        numpy = extra("numpy", "lake")
        depth = numpy.where(known, 0, -1)
        above = numpy.where(known, parent, -1)
        while (above >= 0).any():
            depth[above >= 0] += 1
            above = numpy.where(above >= 0, parent[above], -1)
        by_depth = [numpy.flatnonzero(depth == each) for each in range(int(depth.max(initial=-1)) + 1)]
        return [level[numpy.argsort(parent[level], kind="stable")] for level in by_depth]

    def _entered(self, level: Array, parent: Array, size: Array, enter: Array, depth: int) -> Array:
        """Where the subtrees of a level begin: after their parent and the siblings before them."""
        numpy = extra("numpy", "lake")
        before = numpy.cumsum(size) - size
        if depth == 0:
            return before
        first = numpy.flatnonzero(numpy.r_[True, parent[1:] != parent[:-1]])
        group = numpy.repeat(before[first], numpy.diff(numpy.r_[first, len(level)]))
        return enter[parent] + 1 + before - group
