"""Statements given to the database's driver as they are: those that every entry and every page ask again, in the same words.

Django's cursors take some 40 µs for each statement, and PostgreSQL plans each anew; one movement entered asks six.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

PREPARED = 100
"""Values up to which a statement is kept by PostgreSQL: the same few shapes come again, the long lists of a load do not."""

Rows = list[tuple[Any, ...]]
AT_ONCE: AbstractContextManager[None] = nullcontext()


def marks(values: Collection[Any]) -> str:
    """The places of some values in a list of a statement."""
    return ", ".join(["%s"] * len(values))


def as_day(value: Any) -> dt.date:
    """A day of a raw row: a date on PostgreSQL, ISO text on SQLite."""
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


class Link:
    """Django's connection of this thread, as statements go to it. Who asks for much makes one and hands it on: looking the connection up
    costs as much as a small statement.

    Statements have ``%s`` for their values, and no other per cent sign. Who counts or logs them when the link is made gets Django's cursor.
    Raises Django's database errors.
    """

    def __init__(self) -> None:
        self.own: Any = connections[DEFAULT_DB_ALIAS]
        self.postgresql: bool = self.own.vendor == "postgresql"
        self._watched = bool(self.own.execute_wrappers or self.own.queries_logged)

    def run(self, statement: str, values: Sequence[Any] = (), *, binary: bool = False) -> Any:
        """The driver's cursor after a statement, without what Django's cursors add to each; PostgreSQL plans it once for a connection if it
        names only a few values.

        binary: PostgreSQL sends what it has as it is; a page as text is twice as long and read letter by letter.
        """
        own = self.own
        if self._watched:
            cursor = own.cursor()
            cursor.execute(statement, list(values))
            return cursor
        self._connect()
        with own.wrap_database_errors:
            if not self.postgresql:
                return own.connection.execute(_for_sqlite(statement), values)
            cursor = own.Database.RawCursor(own.connection)
            return cursor.execute(_for_postgresql(statement), values, prepare=len(values) <= PREPARED, binary=binary)

    def read(self, statement: str, values: Sequence[Any] = (), *, binary: bool = False) -> Rows:
        """All rows of a statement, see ``run``."""
        return list(self.run(statement, values, binary=binary).fetchall())

    def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """The statement for each of these rows of values, on SQLite, with its own ``?``. Who counts statements is told nothing of it."""
        self._connect()
        with self.own.wrap_database_errors:
            self.own.connection.executemany(statement, rows)

    def read_together(self, asked: Iterable[tuple[str, Sequence[Any]]]) -> list[Rows]:
        """All rows of each of some statements with their values, in their order; PostgreSQL is asked all of them in one go."""
        with self.together():
            given = [self.run(statement, values) for statement, values in asked]
        return [list(each.fetchall()) for each in given]

    def together(self) -> AbstractContextManager[None]:
        """What is run within goes to PostgreSQL in one go, and is answered when this ends: an error of any of it is raised then at the
        latest. For a few rows that are written and not read back: neither COPY nor the cursors of ``iterator`` may be used within.
        """
        return self._pipeline() if self.postgresql and not self._watched else AT_ONCE

    @contextmanager
    def _pipeline(self) -> Iterator[None]:
        self._connect()
        with self.own.wrap_database_errors, self.own.connection.pipeline():
            yield

    def _connect(self) -> None:
        """As Django does before each cursor: a connection kept from an earlier request may have lost its server."""
        if not self.own.in_atomic_block:
            self.own.close_if_health_check_failed()
            self.own.ensure_connection()


def run(statement: str, values: Sequence[Any] = (), *, binary: bool = False) -> Any:
    """The driver's cursor after one statement, see ``Link.run``."""
    return Link().run(statement, values, binary=binary)


def read(statement: str, values: Sequence[Any] = (), *, binary: bool = False) -> Rows:
    """All rows of one statement, see ``Link.run``."""
    return Link().read(statement, values, binary=binary)


@lru_cache(maxsize=256)
def _for_sqlite(statement: str) -> str:
    return statement.replace("%s", "?")


@lru_cache(maxsize=256)
def _for_postgresql(statement: str) -> bytes:
    """With the places numbered, as PostgreSQL has them: else the driver looks for them each time."""
    first, *rest = statement.split("%s")
    return (first + "".join(f"${number}{part}" for number, part in enumerate(rest, 1))).encode()
