"""SQLite finds an entry and a posting by the row's own number: it kept an index beside, from our number to its own, and wrote to both.

Tables are made anew and filled in one go, as SQLite's own instructions say; indexes and the triggers that guard them are made again as
they stood. PostgreSQL has no such numbers, and nothing is done there.
"""

from typing import Any

from django.db import migrations

import dangvu.ledger.models

KEYS = (("ledger_entry", "number"), ("ledger_posting", "id"), ("ledger_sealed", "entry_id"))
BOTH = ("bigint", "integer")


def _made_anew(editor: Any, table: str, key: str, was: str, becomes: str) -> None:
    cursor = editor.connection.cursor()
    cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL ORDER BY type <> 'table'", [table])
    (_table, made), *beside = cursor.fetchall()
    before, after = (f'"{key}" {kind} NOT NULL PRIMARY KEY' for kind in (was, becomes))
    if before not in made:
        raise RuntimeError(f"{table}: {made}")
    cursor.execute(f"PRAGMA table_info({table})")
    columns = ", ".join(f'"{row[1]}"' for row in cursor.fetchall())
    cursor.execute(made.replace(before, after).replace(f'"{table}"', f'"{table}_anew"', 1))
    cursor.execute(f'INSERT INTO "{table}_anew" ({columns}) SELECT {columns} FROM "{table}" ORDER BY "{key}"')
    cursor.execute(f'DROP TABLE "{table}"')
    cursor.execute(f'ALTER TABLE "{table}_anew" RENAME TO "{table}"')
    for _kind, text in beside:
        cursor.execute(text)


def _all(editor: Any, was: str, becomes: str) -> None:
    if editor.connection.vendor != "sqlite":
        return
    # What else names these tables keeps naming them while they are away.
    editor.execute("PRAGMA legacy_alter_table = ON")
    for table, key in KEYS:
        _made_anew(editor, table, key, was, becomes)
    editor.execute("PRAGMA legacy_alter_table = OFF")


def own(apps: Any, editor: Any) -> None:
    """Our number is the row's."""
    _all(editor, *BOTH)


def beside(apps: Any, editor: Any) -> None:
    """Our number is found by an index."""
    _all(editor, *reversed(BOTH))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_pages_as_they_are")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(own, beside)],
            [
                migrations.AlterField("entry", "number", dangvu.ledger.models.RowNumber(primary_key=True, serialize=False)),
                migrations.AlterField("posting", "id", dangvu.ledger.models.RowNumber(primary_key=True, serialize=False)),
            ],
        )
    ]
