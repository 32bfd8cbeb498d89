"""Everybody's life at once: the book read from end to end, where asking for each person would read it in a hundred thousand places."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import orjson
from django.db import connection

from dangvu.dossiers.life import Event
from dangvu.ledger.driver import marks, read, run
from dangvu.ledger.models import SPAN
from dangvu.ledger.packed import Ints
from dangvu.ledger.packing import ordinal

NOTHING: dict[str, object] = {}
STRETCH = 100_000
"""Entries read by one statement: what lies in memory at once does not grow with the book."""
AT_ONCE = 10_000

TOLD = """
SELECT e.number, e.data FROM ledger_entry e
WHERE e.number > %s AND e.number <= %s AND e.kind || '' IN ({kinds}) AND ({data})
UNION ALL
SELECT e.number, s.text FROM ledger_sealed s CROSS JOIN ledger_entry e
WHERE s.entry_id > %s AND s.entry_id <= %s AND ({text}) AND e.number = s.entry_id AND e.kind || '' IN ({kinds})
"""
"""The kind is no plain column here: SQLite would take the index over kinds and read each of them since ever for every stretch. Most entries
name none of the fields: the database looks for the names, and nothing is sent of the others.
"""
OWN = """
SELECT p.person_id, e.number, CASE e.kind {places} END, {on}, COALESCE({decided}, 0)
FROM ledger_entry e CROSS JOIN ledger_posting p
WHERE e.number > %s AND e.number <= %s AND e.kind || '' IN ({kinds}) AND COALESCE(p.person_id, 0) <> 0
AND p.id > e.number * {span} AND p.id < (e.number + 1) * {span} AND p.source_id + 0 = e.number {within}
"""
"""What entries posted of their own. A person is not asked for plainly: SQLite would take the index over persons for each entry."""
WITHIN = "AND p.id > %s AND p.id < %s"
"""The stretch once more, for PostgreSQL, which would read every posting for each stretch. SQLite goes from each entry to its postings, and
must not be led to make an index of the whole stretch first.
"""
AMENDED = "SELECT person_id, source_id FROM ledger_posting WHERE entry_id <> source_id AND COALESCE(person_id, 0) <> 0"
"""Persons of whom some later entry took back, corrected or carried over what an earlier one had posted, and that one."""
COLUMNS = 5


@dataclass(frozen=True)
class Everybody:
    """Whose events are as they were posted, as columns in the order of persons, days and entries: days as ordinals, 0 for none.

    ``kind``: the place among the kinds asked for. ``told``: by entry, of those that tell any of the fields. ``amended``: of these persons
    it takes all their postings to tell what is left of an event, and none of them stands in the columns.
    """

    kinds: Sequence[str]
    person: Ints
    entry: Ints
    kind: Ints
    on: Ints
    decided: Ints
    told: Mapping[int, dict[str, object]]
    amended: frozenset[int]

    @property
    def begun(self) -> Ints:
        """Where each person's events begin."""
        fresh = np.ones(len(self.person), dtype=bool)
        fresh[1:] = self.person[1:] != self.person[:-1]
        return np.flatnonzero(fresh)

    def life(self, first: int, end: int) -> list[Event]:
        """The events of a stretch of rows."""
        columns = (self.entry, self.kind, self.on, self.decided)
        return [
            Event(entry, self.kinds[kind], dt.date.fromordinal(on), dt.date.fromordinal(by) if by else None, self.told.get(entry, NOTHING))
            for entry, kind, on, by in zip(*(column[first:end].tolist() for column in columns), strict=True)
        ]


def everybody(last: int, kinds: Collection[str], fields: Sequence[str]) -> Everybody:
    """Every event of some kinds up to an entry that is the book's last.

    Of what an entry tells only some ``fields`` are read, none of which may lie encrypted. Kinds are those that post something about the
    person they are about.
    """
    named = tuple(kinds)
    parts, told = [np.zeros((COLUMNS, 0), dtype=np.int64)], dict[int, dict[str, object]]()
    for start in range(0, last, STRETCH):
        parts.extend(_rows(start, min(start + STRETCH, last), named))
        told.update(_told(start, min(start + STRETCH, last), named, fields))
    rows = np.concatenate(parts, axis=1)
    amended = _amended(rows[1])
    rows = rows[:, np.lexsort((rows[1], rows[3], rows[0]))]
    # An entry may have posted several times of one person.
    fresh = np.ones(rows.shape[1], dtype=bool)
    fresh[1:] = (rows[:2, 1:] != rows[:2, :-1]).any(axis=0)
    person, entry, kind, on, decided = rows[:, fresh & ~np.isin(rows[0], amended)]
    return Everybody(named, person, entry, kind, on, decided, told, frozenset(amended.tolist()))


def _amended(entries: Ints) -> Ints:
    """Of whom something was taken back that one of these entries had posted."""
    pairs = read(AMENDED)
    flat = np.fromiter(chain.from_iterable(pairs), dtype=np.int64, count=2 * len(pairs))
    person, source = flat.reshape(len(pairs), 2).T
    return np.unique(person[np.isin(source, entries)])


def _rows(after: int, last: int, kinds: Sequence[str]) -> Iterator[Ints]:
    """(person, entry, kind, day, day of the decision), each once."""
    places = " ".join(f"WHEN %s THEN {place}" for place in range(len(kinds)))
    within = [(after + 1) * SPAN, (last + 1) * SPAN] if connection.vendor == "postgresql" else []
    days = {"on": ordinal("e.effective_on"), "decided": ordinal("e.decision_date")}
    asked = OWN.format(places=places, kinds=marks(kinds), span=SPAN, within=WITHIN if within else "", **days)
    cursor = run(asked, [*kinds, after, last, *kinds, *within])
    while some := cursor.fetchmany(AT_ONCE):
        flat = np.fromiter(chain.from_iterable(some), dtype=np.int64, count=COLUMNS * len(some))
        yield flat.reshape(len(some), COLUMNS).T


def _told(after: int, last: int, kinds: Sequence[str], fields: Sequence[str]) -> dict[int, dict[str, object]]:
    names = [f'%"{field}"%' for field in fields]
    looked = {column: " OR ".join([f"{of}.{column} LIKE %s"] * len(names)) for of, column in (("e", "data"), ("s", "text"))}
    found: defaultdict[int, dict[str, object]] = defaultdict(dict)
    asked = TOLD.format(kinds=marks(kinds), **looked)
    for number, text in run(asked, [after, last, *kinds, *names, after, last, *names, *kinds]):
        values = orjson.loads(text)
        found[number].update((name, values[name]) for name in fields if name in values)
    return found
