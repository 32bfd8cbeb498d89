"""The writer's desk: everything one transaction needs to judge lines and the rows it is going to insert."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from contextlib import nullcontext
from typing import Any

from django.utils.translation import gettext as _

from dangvu.ledger import book, carried, chain, history, merges, store
from dangvu.ledger.clock import Clock
from dangvu.ledger.doubts import Doubts
from dangvu.ledger.driver import as_day
from dangvu.ledger.keys import parse
from dangvu.ledger.models import POSTING_BITS, Account, sealed_at
from dangvu.ledger.opening import Told
from dangvu.ledger.personfold import replay
from dangvu.ledger.recall import Recall
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.standing import Standing
from dangvu.ledger.structure import Structure
from dangvu.orgs import vault
from dangvu.orgs.models import Organisation, Person

FullLeg = tuple[str, int, int | None, int | None, int, int, str]
"""(account key, organisation, other organisation, person, quantity, source entry, effective day as ISO text)."""

Row = tuple[Any, ...]


class Bench:
    """Caches and pending rows of one write. It implements ``Names`` for the field readers."""

    def __init__(
        self, head: store.Head, actor: str, origin: str, replayed: bool, knows_figure: Callable[[str], bool], writer: store.Writer
    ) -> None:
        self.head = head
        self.writer = writer
        self.actor, self.origin, self.replayed = actor, origin, replayed
        self.clock = Clock(head.last_recorded, replayed)
        before = carried.over(head)
        self.structure = before.structure if before else book.structure()
        self._shared = True
        self.restructured: tuple[int, str] | None = None
        """Number and hash of the last entry of this write that changed the structure."""
        self.fresh = head.last_entry == 0
        self._knows_figure = knows_figure
        self._accounts: dict[str, int] = dict(before.accounts) if before else {}
        self._next_person = 0
        self.persons: dict[str, int] = {}
        self.undeclared: dict[str, int] = {}
        """Codes whose declaration was cancelled or whose values were erased: the row stands, and may be declared again."""
        self.merged: dict[str, str] = {}
        self.ghost: tuple[str, str] | None = None
        self._merged_ids: dict[str, int] = {}
        self.births: dict[int, dt.date | None] = {}
        self.standings: dict[int, Standing] = {}
        self.refs: dict[str, int] = {}
        self.defined: set[str] = set()
        self.doubts = Doubts()
        self._entries: list[Row] = []
        self._postings: list[Row] = []
        self._sealed: list[Row] = []
        self._people: list[Row] = []
        self._keys: list[Row] = []
        self._refreshed: dict[int, tuple[Row, list[tuple[str, str]]]] = {}
        self.recall = Recall(self.flush)

    # Names: the sender's codes into ids

    def org(self, code: Any, field: str) -> int:
        """Id of an organisation somebody established."""
        found = self.structure.codes.get(code) if isinstance(code, str) else None
        if found is None:
            message = _("Chưa có tổ chức mang mã “%(code)s”; hãy ghi thành lập trước hoặc sửa mã.")
            raise Refusal(field, message % {"code": str(code)[:64]})
        return found

    def stands(self, code: str) -> bool:
        """Whether an organisation of this code was ever established."""
        return code in self.structure.codes

    def person(self, code: Any, field: str) -> int:
        """Id of a declared person."""
        found = self.persons.get(code) if isinstance(code, str) else None
        if found is None and isinstance(code, str) and code in self.merged:
            # The same line sent again is no news; anything else is refused once that is known.
            self.ghost = (code, field)
            return self._merged_ids[code]
        if found is None:
            message = _("Chưa khai báo người mang mã “%(code)s”; hãy thêm dòng person trước hoặc sửa mã.")
            raise Refusal(field, message % {"code": str(code)[:64]})
        return found

    def refuse_merged(self, code: str, field: str) -> None:
        """Nothing new is recorded under a code that was merged into another."""
        if code in self.merged:
            message = _("Mã “%(code)s” đã gộp vào mã “%(kept)s”; hãy ghi cho mã “%(kept)s”.")
            raise Refusal(field, message % {"code": code[:64], "kept": self.merged[code][:64]})

    def refuse_ghost(self) -> None:
        """Refuse the line being judged if it named somebody under a code that was merged away."""
        if self.ghost is not None:
            self.refuse_merged(*self.ghost)

    def figure(self, code: Any, field: str) -> str:
        """A figure's code, if the catalogue has it."""
        if not isinstance(code, str) or not (code in self.defined or self._knows_figure(code)):
            message = _("Danh mục không có số liệu “%(code)s”; hãy xem “dangvu figures” để chọn mã đúng.")
            raise Refusal(field, message % {"code": str(code)[:64]})
        return code

    def define(self, codes: Iterable[str]) -> None:
        """Figures that a line of this write defines: later lines may name them."""
        self.defined.update(codes)

    def org_code_id(self, code: str) -> int:
        """Id for the code of an organisation about to begin: its row is made when it has none yet."""
        known = self.structure.codes.get(code) or store.organisation(code)
        return known or Organisation.objects.create(code=code).pk

    def own_structure(self) -> Structure:
        """The structure, to apply facts to: what the book shares with its readers stays as it is."""
        if self._shared:
            self.structure, self._shared = self.structure.copy(), False
        return self.structure

    def merge(self, kept: int, gone: int) -> None:
        """A code that names nobody any more."""
        codes = dict(Person.objects.filter(pk__in=(kept, gone)).values_list("pk", "code"))
        self.persons.pop(codes[gone], None)
        self.merged[codes[gone]], self._merged_ids[codes[gone]] = codes[kept], gone

    def part(self, person: Person) -> None:
        """A code that names somebody again."""
        self.merged.pop(person.code, None)
        self.persons[person.code], self.births[person.pk] = person.pk, person.birth

    def new_person(self, code: str) -> int:
        """Id for a person about to be declared."""
        person = self._next_person or store.next_person()
        self._next_person = person + 1
        return person

    # Reading ahead, some thousands of lines at a time

    def look_up(self, codes: Collection[str], refs: Collection[str]) -> None:
        """Fetch what the coming lines name: persons with their standing, and refs already used."""
        if self.fresh:
            return
        if self._refreshed:
            self.flush()
        unknown = [code for code in codes if code not in self.persons]
        batches = (unknown[start : start + history.BATCH] for start in range(0, len(unknown), history.BATCH))
        self._meet((row for some in batches for row in store.persons(some)), None)
        wanted = list(refs)
        for start in range(0, len(wanted), history.BATCH):
            self.refs.update(store.refs(wanted[start : start + history.BATCH]))

    def take_up(self, told: Told) -> None:
        """What ``look_up`` would fetch, read already."""
        self._meet(told.persons, told.facts)
        self.refs.update(told.refs)

    def _meet(self, rows: Iterable[Row], facts: Iterable[Row] | None) -> None:
        """Persons by their rows, with their standing. facts: rows of what is recorded of them, read unless given."""
        found: list[int] = []
        joined = False
        for pk, code, name, birth, kept, keeps in rows:
            if kept:
                self.merged[code], self._merged_ids[code] = kept, pk
            elif name:
                self.persons[code], self.births[pk] = pk, as_day(birth) if birth else None
                found.append(pk)
                joined = joined or bool(keeps)
            else:
                self.undeclared[code] = pk
        self.load_standings(found, None if joined else merges.NONE, facts)

    def load_standings(self, persons: Iterable[int], ties: merges.Ties | None = None, rows: Iterable[Row] | None = None) -> None:
        """Fold the recorded facts of persons. ``ties``: the merges among them, ``rows``: of the facts; both are looked up unless given."""
        for person, facts in history.facts_of(list(persons), ties, rows).items():
            self.standings[person] = replay(facts, self.structure)[0]

    # Writing

    def _interned(self, key: str, legs: list[FullLeg]) -> int:
        """Id of an account, looked up with the others these legs name; an account is made at its first use."""
        wanted = dict.fromkeys(leg[0] for leg in legs if leg[0] not in self._accounts)
        self._accounts.update(store.accounts(list(wanted)))
        for each in wanted:
            if each not in self._accounts:
                measure, attrs = parse(each)
                self._accounts[each] = self.head.account = Account.objects.create(measure=measure, attrs=attrs, key=each).pk
        return self._accounts[key]

    def write(self, entry: Row, legs: list[FullLeg], structural: bool) -> None:
        """Give the entry its hash and keep its rows. ``entry``: the hashed fields in the order of ``COLUMNS``."""
        head = self.head
        number = head.last_entry = entry[0]
        head.last_hash = chain.entry_hash(head.last_hash, entry, legs)
        _, kind, on, moment, actor, ref, decision, decided, issuer, origin, reverses, replayed, data = entry
        row = (number, kind, on, moment, actor, ref, decision, decided or "", issuer, origin, reverses or 0,
               1 if replayed else 0, 1 if structural else 0, data, head.last_hash)  # fmt: skip
        self._entries.append(row)
        if structural:
            self.restructured = (number, head.last_hash)
        posting, account, keep = number << POSTING_BITS, self._accounts, self._postings.append
        for key, org, other, person, quantity, source, day in legs:
            posting += 1
            at = account.get(key) or self._interned(key, legs)
            keep((posting, number, source, at, org, other or 0, person or 0, quantity, day))
        head.postings += len(legs)
        self.refs[ref] = number

    def seal(self, number: int, person: int | None, values: dict[str, Any]) -> str:
        """Keep personal values beside the entry; the digest the entry holds instead."""
        salt, digest = chain.seal(chain.canonical(values))
        plain, secret = vault.parted(values)
        self._sealed.append((number, person, salt, chain.canonical(plain), vault.seal(secret, sealed_at(number))))
        return digest

    def add_person(self, row: Row, keys: Iterable[tuple[str, str]]) -> None:
        """A new person's row, and what he or she is looked up by."""
        self._people.append(row)
        self._keys.extend((row[0], name, digest) for name, digest in keys)

    def refresh_person(self, row: Row, keys: Iterable[tuple[str, str]]) -> None:
        """Latest values of a person who has a row, in the order of ``add_person``; the code in it is not looked at."""
        self._refreshed[row[0]] = (row, list(keys))

    @property
    def few(self) -> bool:
        """Whether what is pending is so little that it may wait for the end of the write."""
        return max(map(len, (self._people, self._keys, self._entries, self._postings, self._sealed))) <= store.FEW

    def hand_over(self) -> None:
        """Give everything pending to the writer, who may still be at work afterwards."""
        self.writer.insert(self._pending())

    def _pending(self) -> tuple[tuple[str, list[Row]], ...]:
        """Rows by table that are not handed over yet, once."""
        pages = (
            ("orgs_person", self._people),
            ("orgs_personkey", self._keys),
            ("ledger_entry", self._entries),
            ("ledger_posting", self._postings),
            ("ledger_sealed", self._sealed),
        )
        self._people, self._keys, self._entries, self._postings, self._sealed = [], [], [], [], []
        return pages

    def flush(self) -> None:
        """Insert everything pending, so that it can be read."""
        self.hand_over()
        self.writer.wait()
        if self._refreshed:
            rows, self._refreshed = self._refreshed, {}
            self.writer.refresh_persons(rows)

    def stop(self) -> None:
        """No more writing; to be called however the write ends."""
        self.writer.stop()

    def close(self) -> None:
        """Insert the rest and move the head of the book."""
        self.head.last_recorded = self.clock.last
        if not self.few or self._refreshed:
            self.flush()
        with self.writer.link.together() if self._next_person else nullcontext():
            self.writer.finish(self._pending(), self.head)
            if self._next_person:
                store.reserve_persons()

    def carry(self) -> carried.Carried:
        """What the next write need not ask for, once this one is closed and committed."""
        return carried.Carried(self.head.last_hash, self.head.account, self._accounts, self.structure)
