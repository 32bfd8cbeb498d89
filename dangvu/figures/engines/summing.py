"""Many figures of all organisations in one pass over packed postings: sums by place, rolled up by running sums.

The same answers as ``postings`` finds row by row. A move counts only across the border of who asks: it is summed at its own
organisation and taken back at the lowest one that holds both sides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from dangvu.figures.base import Flow, Leaf, Reading, Span, Stock
from dangvu.figures.engines.numbering import NOWHERE, Ints, Numbering, numbering
from dangvu.figures.engines.scope import Scope, Segment
from dangvu.ledger.packed import Packed

EXACT = 1 << 53
"""Below this, floating point adds whole numbers without loss."""


class Summed(Mapping[int, Reading]):
    """What a leaf is by organisation, as an array by the organisation's id; zeros are not there."""

    def __init__(self, numbers: Ints) -> None:
        self.numbers = numbers

    def __getitem__(self, org: int) -> Reading:
        value = int(self.numbers[org]) if 0 <= org < len(self.numbers) else 0
        if not value:
            raise KeyError(org)
        return Reading(value)

    def __iter__(self) -> Iterator[int]:
        return map(int, np.flatnonzero(self.numbers))

    def __len__(self) -> int:
        return int(np.count_nonzero(self.numbers))


def stocks(leaves: Sequence[Stock], span: Span, scope: Scope) -> dict[Leaf, Mapping[int, Reading]] | None:
    """All balances of one day; None when nothing is packed or an account stands where the day's tree does not reach."""
    picked = [scope.ids(leaf.pick) for leaf in leaves]
    packed = scope.balances(union(picked), span.day())
    if packed is None:
        return None
    numbers = numbering(scope.tree.at(span.day()))
    table = Table.of(packed, numbers)
    if table is None:
        return None
    found = blank(scope, len(leaves))
    found[:, numbers.orgs] = numbers.rolled_up(np.stack([table.own(accounts) for accounts in picked]))
    return {leaf: Summed(row) for leaf, row in zip(leaves, found, strict=True)}


def flows(leaves: Sequence[Flow], span: Span, scope: Scope) -> dict[Leaf, Mapping[int, Reading]] | None:
    """All sums of one period, each stretch of days in its own tree; None as ``stocks``."""
    picked = [scope.ids(leaf.pick) for leaf in leaves]
    start, end = span.period()
    packed = scope.movements(union(picked), end, start)
    if packed is None:
        return None
    found = blank(scope, len(leaves))
    crossed = union(accounts for leaf, accounts in zip(leaves, picked, strict=True) if leaf.crossing)
    for segment, rows in segmented(packed, scope.segments(start, end)):
        numbers = numbering(segment.tree)
        table = Table.of(rows, numbers, crossed)
        if table is None:
            return None
        own = np.stack([table.flow(leaf, accounts) for leaf, accounts in zip(leaves, picked, strict=True)])
        found[:, numbers.orgs] += numbers.rolled_up(own)
    return {leaf: Summed(row) for leaf, row in zip(leaves, found, strict=True)}


def by_account(accounts: Collection[int], day: dt.date, scope: Scope) -> list[tuple[int, int, int, int]] | None:
    """Rows (0, account, organisation, balance) at the end of a day, as a store sums them; None when nothing is packed."""
    packed = scope.balances(accounts, day)
    if packed is None:
        return None
    places, where = np.unique(packed.account.astype(np.int64) << 32 | packed.org, return_inverse=True)
    sums = np.zeros(len(places), dtype=np.int64)
    np.add.at(sums, where, packed.quantity)
    return [
        (0, place >> 32, place & (1 << 32) - 1, quantity)
        for place, quantity in zip(places.tolist(), sums.tolist(), strict=True)
        if quantity
    ]


def held(accounts: Collection[int], day: dt.date, scope: Scope) -> Ints | None:
    """What each organisation holds by itself at the end of a day, by its id; None when nothing is packed."""
    packed = scope.balances(accounts, day)
    if packed is None:
        return None
    return totals(packed.org.astype(np.int64), packed.quantity, max(scope.tree.timelines, default=0) + 1)


def union(picked: Iterable[frozenset[int]]) -> frozenset[int]:
    """Every account that any of the leaves sums."""
    return frozenset().union(*picked)


def blank(scope: Scope, width: int) -> Ints:
    """Nothing yet for each of some leaves and every organisation by its id."""
    return np.zeros((width, max(scope.tree.timelines, default=0) + 1), dtype=np.int64)


def segmented(packed: Packed, segments: Sequence[Segment]) -> Iterator[tuple[Segment, Packed]]:
    """The rows of each segment that has any."""
    if len(segments) == 1:
        yield segments[0], packed
        return
    for segment in segments:
        inside = (packed.day >= segment.first.toordinal()) & (packed.day <= segment.last.toordinal())
        if inside.any():
            yield segment, packed.where(inside)


class Table:
    """Sums by account and place: each organisation's own, and those at the place where the two sides of a move meet."""

    def __init__(self, accounts: Ints, own: Ints, meeting: Ints | None) -> None:
        self._rows = {int(account): row for row, account in enumerate(accounts)}
        self._own, self._meeting = own, meeting

    @classmethod
    def of(cls, packed: Packed, numbers: Numbering, crossed: Collection[int] = ()) -> Table | None:
        """None when a row's organisation has no place in the tree: such rows are added one by one."""
        places, size = numbers.places(packed.org), len(numbers.orgs)
        if (places == NOWHERE).any():
            return None
        accounts, row = dense(packed.account)
        own = totals(row * size + places, packed.quantity, len(accounts) * size).reshape(len(accounts), size)
        return cls(accounts, own, _meetings(packed, numbers, places, row, accounts, crossed))

    def own(self, accounts: Collection[int]) -> Ints:
        """What the accounts hold at each place together."""
        return self._together(self._own, accounts)

    def flow(self, leaf: Flow, accounts: Collection[int]) -> Ints:
        """A flow's own numbers, such that rolling them up counts each move where it counts."""
        found = self.own(accounts) if leaf.crossing != "inside" else np.zeros(self._own.shape[1], dtype=np.int64)
        if leaf.crossing and self._meeting is not None:
            met = self._together(self._meeting, accounts)
            found = found + met if leaf.crossing == "inside" else found - met
        return leaf.sign * found

    def _together(self, table: Ints, accounts: Collection[int]) -> Ints:
        rows = [self._rows[account] for account in accounts if account in self._rows]
        return table[rows].sum(axis=0) if rows else np.zeros(table.shape[1], dtype=np.int64)


def _meetings(packed: Packed, numbers: Numbering, places: Ints, row: Ints, accounts: Ints, crossed: Collection[int]) -> Ints | None:
    if not crossed:
        return None
    size = len(numbers.orgs)
    two_sided = np.flatnonzero((packed.other != 0) & np.isin(accounts, list(crossed)).take(row))
    met = numbers.meeting(places[two_sided], numbers.places(packed.other[two_sided]))
    there = met != NOWHERE
    two_sided, met = two_sided[there], met[there]
    return totals(row[two_sided] * size + met, packed.quantity[two_sided], len(accounts) * size).reshape(len(accounts), size)


def dense(values: Ints) -> tuple[Ints, Ints]:
    """The different values (small numbers), and for each row the place of its own among them."""
    there = np.zeros(int(values.max(initial=0)) + 1, dtype=bool)
    there[values] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1).take(values)


def totals(keys: Ints, quantity: Ints, size: int) -> Ints:
    """The exact sum for each key from 0 to ``size``."""
    if len(quantity) * max(abs(int(quantity.max(initial=0))), abs(int(quantity.min(initial=0)))) < EXACT:
        return np.bincount(keys, quantity, size).astype(np.int64)
    found = np.zeros(size, dtype=np.int64)
    np.add.at(found, keys, quantity)
    return found
