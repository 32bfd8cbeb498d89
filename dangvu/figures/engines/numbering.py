"""The tree of a day numbered by intervals: a subtree is one range of places, and a roll-up one running sum.

Organisations are put in the order of a walk that goes down before it goes on: everything below one stands right behind
it, up to its ``stop``. Numbers belong to a version of the tree; the tree itself keeps parents only, so that moving an
organisation rewrites nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dangvu.orgs.tree import TreeDay

Ints = NDArray[Any]
NOWHERE = -1


class Numbering:
    """Places of the organisations of one tree. ``orgs[place]`` is the organisation; its subtree is ``place`` to ``stop[place]``."""

    def __init__(self, tree: TreeDay) -> None:
        orgs, stop, above = _walk(tree)
        self.orgs: Ints = np.array(orgs, dtype=np.int64)
        self.stop: Ints = np.array(stop, dtype=np.int64)
        self._place: Ints = np.full(max(orgs, default=0) + 1, NOWHERE, dtype=np.int64)
        self._place[self.orgs] = np.arange(len(orgs))
        self._paths = _paths(above)

    def places(self, orgs: Ints) -> Ints:
        """The place of each organisation, ``NOWHERE`` for one the day does not know."""
        if len(orgs) and orgs.min() >= 0 and orgs.max() < len(self._place):
            return self._place.take(orgs)
        inside = (orgs >= 0) & (orgs < len(self._place))
        return np.where(inside, self._place[np.where(inside, orgs, 0)], NOWHERE)

    def rolled_up(self, own: Ints) -> Ints:
        """For each place, the sum of ``own`` over its subtree; along the last axis."""
        running = np.zeros((*own.shape[:-1], own.shape[-1] + 1), dtype=np.int64)
        np.cumsum(own, axis=-1, out=running[..., 1:])
        return running[..., self.stop] - running[..., :-1]

    def meeting(self, first: Ints, second: Ints) -> Ints:
        """The place of the lowest organisation that holds both, ``NOWHERE`` when none does or one is nowhere itself."""
        paths = self._paths
        known = (first != NOWHERE) & (second != NOWHERE)
        found = np.full(len(first), NOWHERE, dtype=np.int64)
        one, two = np.where(known, first, 0), np.where(known, second, 0)
        alike = known
        for level in paths:
            there = level.take(one)
            alike = alike & (there == level.take(two)) & (there != NOWHERE)
            if not alike.any():
                break
            found[alike] = there[alike]
        return found


def _walk(tree: TreeDay) -> tuple[list[int], list[int], list[int]]:
    """Organisations down before on, where each one's subtree stops, and the place of each one's parent."""
    order = tree.order()
    sizes = dict.fromkeys(order, 1)
    parents = {org: _parent(tree, org) for org in order}
    for org in reversed(order):
        parent = parents[org]
        if parent in sizes:
            sizes[parent] += sizes[org]
    places: dict[int, int] = {}
    free: dict[int | None, int] = {None: 0}
    for org in order:
        parent = parents[org]
        place = places[org] = free[parent]
        free[parent] = place + sizes[org]
        free[org] = place + 1
    walked = sorted(order, key=places.__getitem__)
    above = [NOWHERE if (parent := parents[org]) is None else places[parent] for org in walked]
    return walked, [places[org] + sizes[org] for org in walked], above


def _parent(tree: TreeDay, org: int) -> int | None:
    state = tree.state(org)
    return state.parent if state is not None else None


def _paths(above: list[int]) -> list[Ints]:
    """For each depth, the place every organisation's path has there; ``NOWHERE`` below the organisation itself."""
    paths: list[list[int]] = []
    for place, parent in enumerate(above):
        # A parent stands before its children.
        paths.append([place] if parent == NOWHERE else [*paths[parent], place])
    depth = max((len(path) for path in paths), default=0)
    return [np.array([path[level] if level < len(path) else NOWHERE for path in paths], dtype=np.int64) for level in range(depth)]


@lru_cache(maxsize=64)
def numbering(tree: TreeDay) -> Numbering:
    """The numbers of a tree, made once while it is remembered."""
    return Numbering(tree)
