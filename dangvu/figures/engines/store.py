"""Where figures are found: the seam between their definitions and a store of postings.

The live database is one store (``live``), the lake another. All that a store is asked for stands here; what is made of
the rows is the same for every store.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from dangvu.figures.engines.traits import Traits
from dangvu.figures.picks import Pick
from dangvu.ledger.packed import Packed
from dangvu.orgs.tree import Tree

Data = Mapping[str, Any]
Told = dict[str, Any]
NEVER = dt.date.min


@dataclass(frozen=True, slots=True)
class AccountKey:
    """An account as figures look at it; ``key`` is its canonical text."""

    key: str
    measure: str
    attrs: dict[str, str] = field(hash=False)


class Accounts(dict[int, AccountKey]):
    """Every account by its id; what a pick takes of them is looked for once while they are remembered. Shared: not to be written to."""

    @cached_property
    def measures(self) -> frozenset[str]:
        """Every measure on which anything was ever posted."""
        return frozenset(self._of_measure)

    def ids(self, pick: Pick) -> frozenset[int]:
        """Ids of the accounts a pick takes."""
        found = self._picked.get(pick)
        if found is None:
            alike = self._of_measure.get(pick.measure, ())
            found = self._picked[pick] = frozenset(number for number, attrs in alike if pick.matches(pick.measure, attrs))
        return found

    @cached_property
    def _of_measure(self) -> Mapping[str, list[tuple[int, dict[str, str]]]]:
        found: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
        for number, each in self.items():
            found[each.measure].append((number, each.attrs))
        return dict(found)

    @cached_property
    def _picked(self) -> dict[Pick, frozenset[int]]:
        return {}


class Store(Protocol):
    """Postings, the tree and what is told beside them, each as known at an entry number of this store.

    A store is stateless to who asks: the same question with the same ``known`` has the same answer for ever.
    """

    def last(self) -> int:
        """The number of the last entry: what "now" means."""

    def tree(self, known: int) -> Tree:
        """The dated tree."""

    def accounts(self) -> Accounts:
        """Every account by its id in this store."""

    def about(self, org: int, *, by_place: bool) -> Store:
        """A store that tells the same of one organisation with all below it, and need tell nothing else; itself where it knows no cheaper.

        by_place: whether organisations below are told apart, by whatever is asked of ``tree`` or ``sums``.
        """

    def sums(
        self,
        columns: Sequence[str],
        accounts: Collection[int],
        known: int,
        end: dt.date,
        start: dt.date | None = None,
        *,
        orgs: Collection[int] | None = None,
        cuts: Sequence[dt.date] = (),
        named: bool = False,
    ) -> list[tuple[Any, ...]]:
        """Rows (segment, *columns, sum) of the postings on some accounts from ``start`` to ``end``; sums of 0 are left out.

        columns: of account, org, other, beside, person, source, on; of a store that ``tells``, those of ``sql.TOLD`` too. cuts: the first
        days of the second, third, … segment of the period. orgs: a filter that may be ignored. named: every posting on the accounts
        names a person.
        """

    def tells(self, names: Collection[str]) -> bool:
        """Whether ``sums`` gives these attributes of persons as columns, so that nobody is looked at one by one but who has changed."""

    def balances(self, accounts: Collection[int], known: int, day: dt.date) -> Packed | None:
        """Rows that sum to the balances at the end of a day, as columns of numbers; None when they are to be summed by ``sums``."""

    def movements(self, accounts: Collection[int], known: int, end: dt.date, start: dt.date) -> Packed | None:
        """Movements of a period with their persons, as ``balances``."""

    def held(self, accounts: Collection[int], known: int, day: dt.date) -> Sequence[Packed] | None:
        """Rows that sum to what each person holds at each organisation at the end of a day, as ``balances``, in several parts."""

    def known_traits(self) -> Traits | None:
        """Sex and birth by person, for a store that gives packed rows."""

    def told(self, known: int, persons: Collection[int]) -> Iterable[tuple[int, dt.date, Told]]:
        """(person, since, values) of every declaration and amendment that stands, the oldest entry first.

        What was declared holds since ever (``NEVER``). More persons than asked for may be told of.
        """

    def in_force(self, kinds: Collection[str], known: int) -> Iterable[tuple[int, str, dt.date, Data]]:
        """(number, kind, day, data) of the entries of some kinds that are not reversed, in the order of recording."""
