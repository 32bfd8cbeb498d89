"""The tables of a new book, laid down at once: on an empty SQLite file the whole history of the tables takes longer than all that follows.

``new_book.sql`` beside this file holds what ``migrate`` leaves in an empty file. ``make new-book`` writes it; a test holds both together.
Nothing in it may be random: what it holds is the same in every installation.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

FILE = Path(__file__).with_name("new_book.sql")
LATER = "2000-01-01 00:00:00"
"""Stands for the moment at which a book is made."""
_STEP = re.compile(r"^INSERT INTO \"django_migrations\" VALUES \(\d+,'([^']+)','([^']+)',", re.MULTILINE)


def lay(loader: MigrationLoader) -> bool:
    """Lay the tables into this installation's database if that is an empty SQLite file; whether it was done.

    All of it or nothing. It is left to ``migrate`` when the file tells of other steps than this program has, or of something
    this machine's SQLite cannot do.
    """
    if connection.vendor != "sqlite" or not FILE.is_file():
        return False
    text = FILE.read_text(encoding="utf-8")
    if steps(text) != _known(loader):
        return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # Asked inside: another process may be at it.
            if cursor.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                return False
            for statement in statements(text):
                cursor.execute(statement)
            cursor.execute("UPDATE django_migrations SET applied = strftime('%Y-%m-%d %H:%M:%f', 'now')")
    except DatabaseError:
        return False
    return True


def steps(text: str) -> set[tuple[str, str]]:
    """The steps the file stands for: application and name."""
    return set(_STEP.findall(text))


def _known(loader: MigrationLoader) -> set[tuple[str, str]]:
    """All steps of this program, and those a library has folded into one: ``migrate`` writes down both."""
    return loader.disk_migrations.keys() | {each for step in loader.disk_migrations.values() for each in step.replaces}


def statements(text: str) -> Iterator[str]:
    """The file's statements, one after the other."""
    lines: list[str] = []
    for line in text.splitlines():
        lines.append(line)
        if line.endswith(";") and sqlite3.complete_statement(found := "\n".join(lines)):
            yield found
            lines.clear()


def told(book: sqlite3.Connection) -> str:
    """A database that ``migrate`` has just made, as such a file: tables, indexes, rows, triggers, each by their names."""
    made = [*_shapes(book, "table"), *_shapes(book, "index"), *_rows(book), *_shapes(book, "trigger")]
    head = "-- What migrate leaves in an empty SQLite file. Written by `make new-book`; never by hand."
    return "\n".join((head, *(f"{each};" for each in made))) + "\n"


def _shapes(book: sqlite3.Connection, kind: str) -> Iterator[str]:
    """What shapes the tables, without what SQLite makes of itself: its own tables, and those a virtual table keeps its content in."""
    asked = (
        "SELECT m.sql FROM sqlite_master m LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = m.name WHERE m.type = ? "
        "AND m.sql IS NOT NULL AND substr(m.name, 1, 7) <> 'sqlite_' AND coalesce(l.type, '') <> 'shadow' ORDER BY m.name"
    )
    yield from (sql for (sql,) in book.execute(asked, (kind,)))


def _rows(book: sqlite3.Connection) -> Iterator[str]:
    """The rows of ordinary tables, in the order they were made in."""
    asked = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"
    for (table,) in book.execute(asked).fetchall():
        columns = [name for (name,) in book.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]
        values = " || ',' || ".join(_quoted(table, column) for column in columns)
        for (row,) in book.execute(f'SELECT {values} FROM "{table}" ORDER BY rowid'):
            yield f'INSERT INTO "{table}" VALUES ({row})'


def _quoted(table: str, column: str) -> str:
    return f"quote('{LATER}')" if (table, column) == ("django_migrations", "applied") else f'quote("{column}")'
