"""The live database as a store: the ledger's own tables, on SQLite or PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef

from dangvu.figures.engines import sql, traits
from dangvu.figures.engines.store import NEVER, AccountKey, Accounts, Data, Told
from dangvu.ledger import book, packed
from dangvu.ledger.driver import read
from dangvu.ledger.kept import Runs
from dangvu.ledger.models import Account, Entry, Sealed, opened
from dangvu.ledger.packed import Packed
from dangvu.orgs.tree import Tree

# Beyond this many persons one reads everybody's values rather than name them all.
MOST_NAMED = 2000


@lru_cache(maxsize=4)
def _accounts(_head: str, _newest: int | None) -> Accounts:
    """Read once for each state of the book: accounts are added with entries and never changed. Shared: not to be written to."""
    rows = Account.objects.values_list("pk", "key", "measure", "attrs")
    return Accounts((pk, AccountKey(key, measure, attrs)) for pk, key, measure, attrs in rows)


class Live:
    """The books of this installation, through Django's connection."""

    afresh: ClassVar[bool] = False

    def last(self) -> int:
        return book.last_number()

    def tree(self, known: int) -> Tree:
        return book.tree(known)

    def accounts(self) -> Accounts:
        """Every account; there are some hundreds."""
        # Asked before every sum.
        told = read("SELECT last_hash, (SELECT MAX(id) FROM ledger_account) FROM ledger_book WHERE id = 1")
        return _accounts(*told[0]) if told else Accounts()

    def about(self, org: int, *, by_place: bool) -> Live:
        """Here the tree is remembered, and what is asked of one organisation is found by indexes."""
        return self

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
        return sql.sums(columns, accounts, known, end, start, orgs=orgs, cuts=cuts, named=named)

    def tells(self, names: Collection[str]) -> bool:
        """What is told of persons lies sealed beside the entries: no statement sums by it."""
        return False

    def balances(self, accounts: Collection[int], known: int, day: dt.date) -> Packed | None:
        return packed.balances(accounts, known, day, self._runs(), afresh=self.afresh) if accounts else None

    def movements(self, accounts: Collection[int], known: int, end: dt.date, start: dt.date) -> Packed | None:
        return packed.movements(accounts, known, end, start, self._runs(), afresh=self.afresh) if accounts else None

    def held(self, accounts: Collection[int], known: int, day: dt.date) -> list[Packed] | None:
        return packed.held_parts(accounts, known, day, self._runs(), afresh=self.afresh) if accounts else None

    def _runs(self) -> Runs:
        return Runs()

    def known_traits(self) -> traits.Traits | None:
        return traits.traits(book.state())

    def told(self, known: int, persons: Collection[int]) -> Iterator[tuple[int, dt.date, Told]]:
        """What was shredded is not told."""
        reversal = Entry.objects.filter(reverses=OuterRef("entry_id"), number__lte=known)
        rows = Sealed.objects.filter(entry__kind__in=("person", "amended"), entry_id__lte=known).exclude(Exists(reversal)).exclude(text="")
        if len(persons) <= MOST_NAMED:
            rows = rows.filter(person_id__in=list(persons))
        rows = rows.order_by("entry_id")
        wanted = ("person_id", "entry__kind", "entry__effective_on", "entry_id", "text", "secret")
        for person, kind, on, entry, text, secret in rows.values_list(*wanted):
            if person in persons:
                yield person, NEVER if kind == "person" else on, opened(entry, text, secret)

    def in_force(self, kinds: Collection[str], known: int) -> Iterable[tuple[int, str, dt.date, Data]]:
        return book.told(kinds, known)


LIVE = Live()


class Afresh(Live):
    """The same, whose answers are never remembered: what is to be proved is reckoned again from the postings that stand there now."""

    afresh = True


AFRESH = Afresh()


@dataclass(frozen=True)
class Seen(Live):
    """The same, as one state of the book: what is "now" is not asked again, and whoever asks twice is told of the same entries."""

    state: book.State
    runs: Runs = field(default_factory=Runs, compare=False, repr=False)

    def last(self) -> int:
        return self.state.number

    def tree(self, known: int) -> Tree:
        return self.state.tree if known == self.state.number else book.tree(known)

    def accounts(self) -> Accounts:
        return _accounts(self.state.head, self.state.account)

    def known_traits(self) -> traits.Traits | None:
        return traits.traits(self.state)

    def _runs(self) -> Runs:
        return self.runs
