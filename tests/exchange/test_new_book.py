"""A new SQLite book is laid down from a file: it is the book that all steps of migrate make, and nobody's secrets are in it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from dangvu.exchange import new_book
from tests.homes import ROOT, Home

STEP_BY_STEP = """
import os, sys
sys.path.insert(0, os.getcwd())
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
"""
MOMENT = ("django_migrations", "applied")


@pytest.fixture(autouse=True)
def _on_sqlite(engine: str) -> None:
    if engine != "sqlite":
        pytest.skip("PostgreSQL takes every step")


@pytest.fixture(scope="module")
def migrated(make_home: Callable[..., Home]) -> Path:
    """A SQLite book made by every step of migrate, one after the other."""
    home = make_home(new=True)
    env = {**home.env, "DJANGO_SETTINGS_MODULE": "dangvu.settings"}
    done = subprocess.run([sys.executable, "-c", STEP_BY_STEP], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return home.path / "dangvu.sqlite3"


def content(file: Path) -> dict[str, Any]:
    """Everything in a database: what shapes it, and every row of every table but the moments of its steps."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as book:
        found: dict[str, Any] = {"": sorted(book.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall(), key=str)}
        for (table,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [name for (name,) in book.execute("SELECT name FROM pragma_table_info(?)", (table,)) if (table, name) != MOMENT]
            asked = ", ".join(f'"{each}"' for each in columns)
            found[table] = sorted(book.execute(f"SELECT {asked} FROM {table}").fetchall(), key=str)
        # A number that was never given out is the same as none.
        found["sqlite_sequence"] = [row for row in found["sqlite_sequence"] if row[1]]
        found["page_size"] = book.execute("PRAGMA page_size").fetchone()
    return found


def test_the_file_is_what_the_migrations_give(migrated: Path) -> None:
    """Two books made apart and written down alike: nothing in the file is random either."""
    with sqlite3.connect(migrated) as book:
        assert new_book.FILE.read_text(encoding="utf-8") == new_book.told(book), "run `make new-book`"


def test_a_new_book_is_the_book_the_migrations_make(migrated: Path, make_home: Callable[..., Home]) -> None:
    home = make_home(new=True)
    assert home.run("upgrade", env={}).returncode == 0
    assert content(home.path / "dangvu.sqlite3") == content(migrated)
    with sqlite3.connect(home.path / "dangvu.sqlite3") as book:
        assert book.execute("SELECT min(applied) > datetime('now', '-1 day'), max(applied) FROM django_migrations").fetchone()[0] == 1
        assert not book.execute("PRAGMA foreign_key_check").fetchall()
    assert home.run("doctor", "--port", "9").returncode == 0


@pytest.mark.django_db
def test_it_is_left_to_migrate_where_there_is_something() -> None:
    """The tests' own database is no empty file."""
    assert not new_book.lay(MigrationLoader(connection))


@pytest.mark.parametrize("more", ["INSERT INTO \"django_migrations\" VALUES (99,'ledger','9999_of_tomorrow','');", "CREATE NOTHING;"])
def test_a_file_that_does_not_fit_loses_nothing(more: str, tmp_path: Path, make_home: Callable[..., Home]) -> None:
    """Other steps than the program has, or a statement that fails at the end: the book is made step by step."""
    file = tmp_path / "new_book.sql"
    file.write_text(f"{new_book.FILE.read_text(encoding='utf-8')}{more}\n", encoding="utf-8")
    home = make_home(new=True)
    asked = f"""
import django
django.setup()
from pathlib import Path
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from dangvu.exchange import new_book
new_book.FILE = Path({str(file)!r})
print(new_book.lay(MigrationLoader(connection)), len(connection.introspection.table_names()))
"""
    env = {**home.env, "DJANGO_SETTINGS_MODULE": "dangvu.settings"}
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "0"], done.stderr


def test_statements_end_where_sqlite_says() -> None:
    text = "-- words; of no statement\nCREATE TRIGGER a AFTER INSERT ON t BEGIN\n SELECT 1;\nEND;\nINSERT INTO t VALUES ('one;\ntwo');\n"
    assert [each.splitlines()[-1] for each in new_book.statements(text)] == ["END;", "two');"]
