"""Bulk insertion of ledger rows: prepared statements on SQLite, COPY on PostgreSQL. Only the ledger's one writer calls it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

COLUMNS = {
    "ledger_entry": (
        "number", "kind", "effective_on", "recorded_at", "actor", "ref", "decision_number", "decision_date",
        "decision_issuer", "origin", "reverses", "backfilled", "structural", "data", "hash",
    ),
    "ledger_posting": ("id", "entry_id", "source_id", "account_id", "org_id", "other_id", "person_id", "quantity", "on"),
    "ledger_sealed": ("entry_id", "person_id", "salt", "text"),
    "orgs_person": ("id", "code", "name", "birth", "sex", "ethnicity", "religion", "extra", "folded", "sort_key"),
}  # fmt: skip


NOTHING = {
    "ledger_entry": {"decision_date": "''", "reverses": "0"},
    "ledger_posting": {"other_id": "0", "person_id": "0"},
}
"""What stands for nothing in the rows of some columns. Python's sqlite3 asks at length how to adapt a None or a bool, and that
for millions of them; numbers and text it binds at once."""


def insert(table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows given in the order of COLUMNS; dates and moments as ISO text (moments in UTC), truth as 0 or 1."""
    if not rows:
        return
    quoted = ", ".join(f'"{name}"' for name in COLUMNS[table])
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({quoted}) FROM STDIN", table, rows)
        return
    nothing = NOTHING.get(table, {})
    marks = ", ".join(f"NULLIF(?, {nothing[name]})" if name in nothing else "?" for name in COLUMNS[table])
    with connection.cursor():
        connection.connection.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)


def _copy(statement: str, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    empty = [COLUMNS[table].index(name) for name in NOTHING.get(table, ())]
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in rows:
            values = list(row)
            for place in empty:
                values[place] = values[place] or None
            copy.write_row(values)


def next_person() -> int:
    """The id the next person gets. The writer holds the book's lock, so nobody else takes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM orgs_person")
        return int(cursor.fetchone()[0])


def reserve_persons() -> None:
    """Tell PostgreSQL's sequence which ids the ledger has given out."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('orgs_person', 'id'), (SELECT COALESCE(MAX(id), 1) FROM orgs_person))")
