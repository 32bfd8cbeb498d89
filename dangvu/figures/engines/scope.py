"""What one evaluation works in: the tree as known, the accounts, the organisation asked for, people's attributes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from dangvu.figures.base import ONE_DAY
from dangvu.figures.engines.live import LIVE
from dangvu.figures.engines.lives import Lives
from dangvu.figures.engines.persons import People
from dangvu.figures.engines.store import Accounts, Store
from dangvu.figures.picks import Pick
from dangvu.ledger.packed import Packed
from dangvu.orgs.tree import Tree, TreeDay

Some = TypeVar("Some")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of days on which no organisation changed its parent. ``tree`` is that of its last day."""

    first: dt.date
    last: dt.date
    tree: TreeDay


class Scope:
    """One question's surroundings, read once and shared by all figures asked. ``org`` is None when all are asked."""

    def __init__(self, tree: Tree, known: int, org: int | None = None, store: Store = LIVE) -> None:
        self.tree = tree
        self.known = known
        self.org = org
        self.store = store
        self.people = People(known, store)
        self.lives = Lives(self.people)
        self._segments: dict[tuple[dt.date, dt.date], list[Segment]] = {}
        self._bare = False
        self._among: frozenset[int] | None = None

    def among(self, orgs: Iterable[int]) -> Scope:
        """The same surroundings, where only some organisations' own rows are looked at."""
        found = copy(self)
        found._among = frozenset(orgs)
        return found

    def looks_at(self, org: int) -> bool:
        """Whether an organisation's own rows are looked at."""
        return self._among is None or org in self._among

    @cached_property
    def activity_titles(self) -> dict[str, str]:
        """What the types of activity that the committee defined are called."""
        found = self.store.in_force(["activity_defined"], self.known)
        return {data["type"]: data["title"] for _number, _kind, _on, data in found}

    @cached_property
    def accounts(self) -> Accounts:
        """Every account by its id."""
        return self.store.accounts()

    def ids(self, pick: Pick) -> frozenset[int]:
        """Ids of the accounts a pick takes."""
        return self.accounts.ids(pick)

    def balances(self, accounts: Collection[int], day: dt.date) -> Packed | None:
        """Packed rows of balances at the end of a day; None when there are none to be had for what is known."""
        return self._packed(accounts, lambda: self.store.balances(accounts, self.known, day))

    def movements(self, accounts: Collection[int], end: dt.date, start: dt.date) -> Packed | None:
        """Packed rows of a period, as ``balances``."""
        return self._packed(accounts, lambda: self.store.movements(accounts, self.known, end, start))

    def held(self, accounts: Collection[int], day: dt.date) -> Sequence[Packed] | None:
        """Packed rows of what persons hold at the end of a day, as ``balances``, in several parts."""
        return self._packed(accounts, lambda: self.store.held(accounts, self.known, day))

    def _packed(self, accounts: Collection[int], read: Callable[[], Some | None]) -> Some | None:
        if self._bare or not accounts:
            return None
        found = read()
        # What is packed depends on what is known only: once is asked often enough.
        self._bare = found is None
        return found

    def segments(self, start: dt.date, end: dt.date) -> list[Segment]:
        """The period cut at every day on which the tree changed."""
        if (start, end) not in self._segments:
            firsts = [start, *self.tree.change_days(start + ONE_DAY, end)]
            lasts = [first - ONE_DAY for first in firsts[1:]] + [end]
            cut = [Segment(first, last, self.tree.at(last)) for first, last in zip(firsts, lasts, strict=True)]
            self._segments[start, end] = cut
        return self._segments[start, end]

    @property
    def root(self) -> int:
        """The organisation asked for, where a question makes sense for one only."""
        if self.org is None:
            raise TypeError("this is asked of one organisation, not of all")
        return self.org

    def orgs(self, *days: TreeDay) -> frozenset[int] | None:
        """Organisations whose rows can matter: those below the one asked for on any of the days; None is all."""
        if self.org is None:
            return None
        below = frozenset().union(*(day.subtree(self.org) for day in days))
        return below if self._among is None else below & self._among
