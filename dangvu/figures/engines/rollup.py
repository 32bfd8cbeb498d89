"""Rolling numbers up a tree of one day, once, from the lowest organisations to the roots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dangvu.orgs.tree import TreeDay


def reach(orgs: Iterable[int], tree: TreeDay) -> list[tuple[int, int | None]]:
    """The organisations and all above them, each with its parent, children before parents."""
    depth: dict[int, int] = {}
    parents: dict[int, int | None] = {}
    for org in orgs:
        if org not in depth:
            _climb(org, tree, depth, parents)
    return [(org, parents[org]) for org in sorted(depth, key=depth.__getitem__, reverse=True)]


def _climb(org: int, tree: TreeDay, depth: dict[int, int], parents: dict[int, int | None]) -> None:
    """Walk up until an organisation whose depth is known, then number the way back down."""
    way = []
    above: int | None = org
    while above is not None and above not in depth:
        way.append(above)
        state = tree.state(above)
        higher = state.parent if state else None
        parents[above] = higher
        above = higher
    base = depth[above] if above is not None else 0
    for steps, each in enumerate(reversed(way), start=1):
        depth[each] = base + steps


@dataclass
class Sheet:
    """Numbers of several columns by organisation, first each one's own, then rolled up."""

    width: int
    rows: dict[int, list[int]] = field(default_factory=dict)

    def add(self, org: int, column: int, quantity: int) -> None:
        self.rows.setdefault(org, [0] * self.width)[column] += quantity

    def roll_up(self, tree: TreeDay) -> None:
        """Add every organisation's row to its parent's, so that each row becomes that of a whole subtree."""
        for org, parent in reach(list(self.rows), tree):
            row = self.rows.get(org)
            if row is None or parent is None:
                continue
            above = self.rows.get(parent)
            self.rows[parent] = list(row) if above is None else [one + two for one, two in zip(above, row, strict=True)]

    def merge(self, other: Sheet) -> None:
        """Add another sheet of the same columns, organisation by organisation."""
        for org, row in other.rows.items():
            mine = self.rows.get(org)
            self.rows[org] = row if mine is None else [one + two for one, two in zip(mine, row, strict=True)]

    def columns(self) -> Iterator[dict[int, int]]:
        """Each column by organisation, zeros left out."""
        for column in range(self.width):
            yield {org: row[column] for org, row in self.rows.items() if row[column]}


def post(sheet: Sheet, place: int, tree: TreeDay, leg: tuple[int, int | None, int], crossing: str) -> None:
    """Put one leg (organisation, other side, quantity) where it counts."""
    org, other, quantity = leg
    both = tree.lca(org, other) if crossing and other is not None else None
    if crossing != "inside":
        sheet.add(org, place, quantity)
    if both is not None:
        sheet.add(both, place, quantity if crossing == "inside" else -quantity)


@dataclass
class Collection:
    """Different things by organisation: a set rolls up as a union, never as a sum."""

    sets: dict[int, set[int]] = field(default_factory=dict)

    def add(self, org: int, thing: int, tree: TreeDay) -> None:
        for above in tree.path(org):
            self.sets.setdefault(above, set()).add(thing)

    def counts(self) -> dict[int, int]:
        return {org: len(things) for org, things in self.sets.items()}
