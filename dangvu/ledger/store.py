"""Bulk insertion of ledger rows: prepared statements on SQLite, COPY on PostgreSQL. Only the ledger's one writer calls it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from django.db import connection

from dangvu.ledger.chain import moment_text
from dangvu.ledger.driver import Link, marks, read, run

COLUMNS = {
    "ledger_entry": (
        "number", "kind", "effective_on", "recorded_at", "actor", "ref", "decision_number", "decision_date",
        "decision_issuer", "origin", "reverses", "backfilled", "structural", "data", "hash",
    ),
    "ledger_posting": ("id", "entry_id", "source_id", "account_id", "org_id", "other_id", "person_id", "quantity", "on"),
    "ledger_sealed": ("entry_id", "person_id", "salt", "text", "secret"),
    "orgs_person": ("id", "code", "name", "birth", "sex", "extra", "secret", "folded", "sort_key"),
    "orgs_personkey": ("person_id", "name", "digest"),
}  # fmt: skip


SERIALISED = 3
"""The threading mode of SQLite in which several threads may share a connection."""

NOTHING = {
    "ledger_entry": {"decision_date": "''", "reverses": "0"},
    "ledger_posting": {"other_id": "0", "person_id": "0"},
}
"""What stands for nothing in the rows of some columns. Python's sqlite3 asks at length how to adapt a None or a bool, and that
for millions of them; numbers and text it binds at once."""


MANY = 2000
"""Rows from which it pays to hand them to the second thread, and the most in one statement."""

AHEAD = 1
"""Pages that may wait while one is being written: pages differ in what they cost."""
FEW = 8
"""Rows of each table up to which they wait for the end of the write, and need no COPY: it is asked about three times before it has taken
anything.
"""
Rows = Sequence[tuple[Any, ...]]


@cache
def _into(table: str) -> str:
    """What an insertion begins with; the rows follow."""
    return f"INSERT INTO {table} ({_names(table)}) VALUES"


@cache
def _names(table: str) -> str:
    return ", ".join(f'"{name}"' for name in COLUMNS[table])


@cache
def _marks(table: str) -> str:
    """The places of one row's values, with what stands for nothing turned into nothing."""
    nothing = NOTHING.get(table, {})
    return "(" + ", ".join(f"NULLIF(?, {nothing[name]})" if name in nothing else "?" for name in COLUMNS[table]) + ")"


@dataclass
class Head:
    """The head of the book as the one writer holds it: Book's row, and the newest account."""

    last_entry: int
    postings: int
    last_recorded: dt.datetime | None
    last_hash: str
    packed: int
    account: int | None


HEAD = "SELECT last_entry, postings, last_recorded, last_hash, packed, (SELECT MAX(id) FROM ledger_account) FROM ledger_book WHERE id = 1"
LOCKING = f"{HEAD} FOR UPDATE OF ledger_book"
KEPT = "UPDATE ledger_book SET last_entry = %s, postings = %s, last_recorded = %s, last_hash = %s, packed = %s WHERE id = 1"


def head_of(rows: Sequence[tuple[Any, ...]]) -> Head:
    """The head, from what the question for it gives."""
    (row,) = rows
    found = Head(*row)
    if found.last_recorded is not None and found.last_recorded.tzinfo is None:
        # SQLite keeps moments in UTC and does not say so.
        found.last_recorded = found.last_recorded.replace(tzinfo=dt.UTC)
    return found


class Writer:
    """The one writer's hand: it holds the connection, reads and writes the head of the book, and inserts what it is given, in order.

    On SQLite a large page goes to a thread of its own, thousands of rows in one statement: the database works while Python judges the
    next page, because a running statement does not hold the interpreter. The connection is shared: SQLite in its serialised mode lets
    one in at a time. ``wait`` must be called before rows are read back.
    """

    def __init__(self) -> None:
        self.link = Link()
        self._serialised = not self.link.postgresql and sqlite3.threadsafety == SERIALISED
        self._thread: ThreadPoolExecutor | None = None
        self._pending: deque[Future[None]] = deque()

    @property
    def head_asked(self) -> str:
        """The question for the head that locks it until the transaction ends (on SQLite the transaction itself is the lock)."""
        return LOCKING if self.link.postgresql else HEAD

    def locked_head(self) -> Head:
        """The head of the book, locked until the transaction ends."""
        return head_of(self.link.read(self.head_asked))

    def keep_head(self, head: Head) -> None:
        """Write the head of the book."""
        self.link.run(KEPT, self._kept(head))

    def _kept(self, head: Head) -> list[Any]:
        last = head.last_recorded
        moment = last if last is None or self.link.postgresql else moment_text(last)
        return [head.last_entry, head.postings, moment, head.last_hash, head.packed]

    def finish(self, pages: Sequence[tuple[str, Rows]], head: Head) -> None:
        """Insert a few rows by table and write the head: one statement on PostgreSQL."""
        if not self.link.postgresql:
            self._put(pages)
            self.keep_head(head)
            return
        parts = [_insertion(table, rows) for table, rows in pages if rows]
        before = ", ".join(f"rows_{place} AS ({statement})" for place, (statement, _values) in enumerate(parts))
        values = [*chain.from_iterable(values for _statement, values in parts), *self._kept(head)]
        self.link.run(f"WITH {before} {KEPT}" if before else KEPT, values)

    def insert(self, pages: Sequence[tuple[str, Rows]]) -> None:
        """Insert rows by table. An error of an earlier page is raised here."""
        while len(self._pending) > AHEAD:
            self._pending.popleft().result()
        if not self._serialised or sum(len(rows) for _table, rows in pages) < MANY:
            self._put(pages)
            return
        self.link.own.ensure_connection()
        raw = self.link.own.connection
        self._thread = self._thread or ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._pending.append(self._thread.submit(_insert_pages, raw, pages))

    def _put(self, pages: Sequence[tuple[str, Rows]]) -> None:
        self.wait()
        for table, rows in pages:
            if rows:
                self.put(table, rows)

    def put(self, table: str, rows: Rows) -> None:
        """Insert rows given in the order of COLUMNS; dates and moments as ISO text (moments in UTC), truth as 0 or 1."""
        if not self.link.postgresql:
            self.link.run_many(f"{_into(table)} {_marks(table)}", rows)
        elif len(rows) > FEW:
            _copy(self.link.own, table, rows)
        else:
            self.link.run(*_insertion(table, rows))

    def refresh_persons(self, rows: Mapping[int, tuple[tuple[Any, ...], Sequence[tuple[str, str]]]]) -> None:
        """Change persons' rows to these, given in the order of COLUMNS (the code stays), and what they are looked up by."""
        names = COLUMNS["orgs_person"]
        statement = f"UPDATE orgs_person SET {', '.join(f'{name} = %s' for name in names[2:])} WHERE id = %s"
        ids = list(rows)
        with connection.cursor() as cursor:
            cursor.executemany(statement, [(*row[2:], row[0]) for row, _keys in rows.values()])
            for start in range(0, len(ids), 500):
                some = ids[start : start + 500]
                cursor.execute(f"DELETE FROM orgs_personkey WHERE person_id IN ({marks(some)})", some)
        found = [(person, *key) for person, (_row, keys) in rows.items() for key in keys]
        if found:
            self.put("orgs_personkey", found)

    def wait(self) -> None:
        """Until everything given so far is in the tables."""
        while self._pending:
            self._pending.popleft().result()

    def stop(self) -> None:
        """End the thread, whatever became of its work: nothing may use the connection after a transaction has ended."""
        if self._thread is not None:
            self._thread.shutdown(wait=True)


def _insert_pages(raw: sqlite3.Connection, pages: Sequence[tuple[str, Rows]]) -> None:
    places = raw.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    for table, rows in pages:
        many = min(MANY, places // len(COLUMNS[table]))
        for start in range(0, len(rows), many):
            some = rows[start : start + many]
            raw.execute(f"{_into(table)} {', '.join([_marks(table)] * len(some))}", tuple(chain.from_iterable(some)))


def _copy(own: Any, table: str, rows: Rows) -> None:
    with own.cursor() as cursor, cursor.cursor.copy(f"COPY {table} ({_names(table)}) FROM STDIN") as copy:
        for row in _emptied(table, rows):
            copy.write_row(row)


def _insertion(table: str, rows: Rows) -> tuple[str, list[str | None]]:
    """PostgreSQL's statement for a few rows, and its values: all as text, as with COPY, so that the database reads them as the columns
    have them, whatever the size of a number.
    """
    mark = "(" + marks(COLUMNS[table]) + ")"
    values = [None if value is None else str(value) for row in _emptied(table, rows) for value in row]
    return f"{_into(table)} {', '.join([mark] * len(rows))}", values


def _emptied(table: str, rows: Rows) -> Iterator[list[Any]]:
    """Rows with nothing in the place of what stands for it."""
    empty = [COLUMNS[table].index(name) for name in NOTHING.get(table, ())]
    for row in rows:
        values = list(row)
        for place in empty:
            values[place] = values[place] or None
        yield values


PERSONS = """
SELECT p.id, p.code, p.name, p.birth,
(SELECT k.code FROM ledger_merged m JOIN orgs_person k ON k.id = m.kept_id WHERE m.duplicate_id = p.id),
EXISTS (SELECT 1 FROM ledger_merged t WHERE t.kept_id = p.id)
FROM orgs_person p WHERE p.code IN ({codes})
"""
"""Few tables are joined: what PostgreSQL weighs before it answers costs more than the answer."""


def persons(codes: Sequence[str]) -> list[tuple[Any, ...]]:
    """(id, code, name, birth, code of the one merged into or None, whether others were merged into this one) of persons by their codes."""
    return read(PERSONS.format(codes=marks(codes)), codes)


REFS = "SELECT ref, number FROM ledger_entry WHERE ref IN ({refs})"


def refs(some: Sequence[str]) -> list[tuple[Any, ...]]:
    """(ref, number) of those that are used already."""
    return read(REFS.format(refs=marks(some)), some)


def accounts(keys: Sequence[str]) -> list[tuple[str, int]]:
    """(key, id) of the accounts that were interned before."""
    return read(f"SELECT key, id FROM ledger_account WHERE key IN ({marks(keys)})", keys)


MERGED = "SELECT duplicate_id, kept_id, entry FROM ledger_merged WHERE duplicate_id IN ({ids}) OR kept_id IN ({ids})"


def merged(some: Sequence[int]) -> list[tuple[int, int, int]]:
    """(duplicate, kept, entry) of the merges in force that name one of some persons."""
    return read(MERGED.format(ids=marks(some)), [*some, *some])


def organisation(code: str) -> int | None:
    """The id of an organisation's row, whether or not the organisation was established."""
    return next((row[0] for row in read("SELECT id FROM orgs_organisation WHERE code = %s", [code])), None)


def next_person() -> int:
    """The id the next person gets. The writer holds the book's lock, so nobody else takes it."""
    return int(read("SELECT COALESCE(MAX(id), 0) + 1 FROM orgs_person")[0][0])


def reserve_persons() -> None:
    """Tell PostgreSQL's sequence which ids the ledger has given out."""
    if connection.vendor == "postgresql":
        run("SELECT setval(pg_get_serial_sequence('orgs_person', 'id'), (SELECT COALESCE(MAX(id), 1) FROM orgs_person))")


WORDS = "orgs_personword"
"""Written by the database itself when a person's row is."""
WORTH = 10
"""The planner is told anew once what is new is one posting in so many: it takes a tenth of a second at most."""


def weigh() -> None:
    """Tell PostgreSQL's planner how much there is now: it believed tables empty that a load has filled, and joined them row by row.

    Its own look (autovacuum) comes a minute after the commit; figures are asked for before, and the next line is entered.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join((*COLUMNS, WORDS))}")
