"""Statements given to the database's driver as they are: those that every entry and every page ask again, in the same words.

Django's cursors take some 40 µs for each statement, and PostgreSQL plans each anew; one movement entered asks ten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

PREPARED = 50
"""Values up to which a statement is kept by PostgreSQL: the same few shapes come again, the long lists of a load do not. Beyond as many
the driver parses the statement anew each time."""


def marks(values: Collection[Any]) -> str:
    """The places of some values in a list of a statement."""
    return ", ".join(["%s"] * len(values))


def as_day(value: Any) -> dt.date:
    """A day of a raw row: a date on PostgreSQL, ISO text on SQLite."""
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


def ours() -> Any:
    """Django's connection of this thread. Who asks for much asks once and hands it on: looking it up costs as much as a small statement."""
    return connections[DEFAULT_DB_ALIAS]


def run(statement: str, values: Sequence[Any] = (), *, binary: bool = False, through: Any = None) -> Any:
    """The driver's cursor after a statement with ``%s`` for its values (and no other per cent sign): what an entry asks for, again and
    again, without what Django's cursors add to each; on PostgreSQL it is planned once for a connection if it names only a few values.

    binary: PostgreSQL sends what it has as it is; a page as text is twice as long and read letter by letter.
    through: the connection, if it is at hand.
    Who counts or logs statements gets Django's cursor. Raises Django's database errors.
    """
    own = through or ours()
    if _watched(own):
        cursor = own.cursor()
        cursor.execute(statement, list(values))
        return cursor
    _connected(own)
    with own.wrap_database_errors:
        if own.vendor == "sqlite":
            return own.connection.execute(_for_sqlite(statement), values)
        return own.Database.Cursor(own.connection).execute(statement, values, prepare=len(values) <= PREPARED, binary=binary)


@lru_cache(maxsize=256)
def _for_sqlite(statement: str) -> str:
    return statement.replace("%s", "?")


def run_many(statement: str, rows: Sequence[Sequence[Any]], through: Any = None) -> None:
    """The statement for each of these rows of values, on SQLite, with its own ``?``. Who counts statements is told nothing of it."""
    own = through or ours()
    _connected(own)
    with own.wrap_database_errors:
        own.connection.executemany(statement, rows)


def read(statement: str, values: Sequence[Any] = (), *, binary: bool = False) -> list[tuple[Any, ...]]:
    """All rows of a statement, see ``run``."""
    return list(run(statement, values, binary=binary).fetchall())


def read_together(asked: Iterable[tuple[str, Sequence[Any]]], through: Any = None) -> list[list[tuple[Any, ...]]]:
    """All rows of each of some statements with their values, in their order; PostgreSQL is asked all of them in one go."""
    own = through or ours()
    with together(own):
        given = [run(statement, values, through=own) for statement, values in asked]
    return [list(each.fetchall()) for each in given]


def _watched(own: Any) -> bool:
    """Whether somebody counts or logs statements."""
    return bool(own.execute_wrappers or own.queries_logged)


def _connected(own: Any) -> None:
    """As Django does before each cursor: a connection kept from an earlier request may have lost its server."""
    if not own.in_atomic_block:
        own.close_if_health_check_failed()
        own.ensure_connection()


@contextmanager
def together(through: Any = None) -> Iterator[None]:
    """What is run within goes to PostgreSQL in one go, and is answered when this ends: an error of any of it is raised then at the latest.

    For a few rows that are written and not read back: neither COPY nor the cursors of ``iterator`` may be used within.
    """
    own = through or ours()
    if own.vendor != "postgresql" or _watched(own):
        yield
        return
    _connected(own)
    with own.wrap_database_errors, own.connection.pipeline():
        yield
