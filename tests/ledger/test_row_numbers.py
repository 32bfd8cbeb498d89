"""A book of before the row numbers is made anew without losing a row, an index or a guard; and can be taken back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.homes import ROOT, Home

STEP = """
import os, sys
sys.path.insert(0, os.getcwd())
import django
django.setup()
from django.core.management import call_command
call_command("migrate", "ledger", sys.argv[1], verbosity=0, interactive=False)
"""
TABLES = ("ledger_entry", "ledger_posting", "ledger_sealed")


@pytest.fixture
def book(home: Home, engine: str, tmp_path: Path) -> Home:
    """A book with an entry of each sort: with legs, with something sealed, reversed."""
    if engine != "sqlite":
        pytest.skip("PostgreSQL has no such numbers, and nothing is done there")
    lines = tmp_path / "book.jsonl"
    lines.write_text(
        """{"kind":"organisation_established","on":"2015-01-01","ref":"k","org":"K","name":"Đảng bộ K","org_kind":"grassroots_committee"}
{"kind":"organisation_established","on":"2015-01-01","ref":"a","org":"A","name":"Chi bộ A","org_kind":"attached_cell","parent":"K"}
{"kind":"person","on":"2015-01-01","ref":"p","person":"P","name":"Lê Thị Mẫu","birth":"1980-02-03"}
{"kind":"carried_over","on":"2015-01-01","ref":"c","person":"P","org":"A","status":"official"}
{"kind":"handbook_registered","on":"2016-01-01","ref":"h","person":"P"}
{"kind":"reversal","on":"2016-01-02","ref":"r","of":"h"}
""",
        encoding="utf-8",
    )
    done = home.run("load", lines)
    assert done.returncode == 0, done.stderr + done.stdout
    return home


def step(home: Home, name: str) -> None:
    env = {**home.env, "DJANGO_SETTINGS_MODULE": "dangvu.settings"}
    done = subprocess.run([sys.executable, "-c", STEP, name], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def told(home: Home) -> tuple[dict[str, list[Any]], set[tuple[str, str]], list[str]]:
    """Rows, what stands beside them (with its text), and how the keys are declared."""
    with sqlite3.connect(home.path / "dangvu.sqlite3") as file:
        rows = {table: file.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES}
        beside = set(
            file.execute("SELECT name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL AND tbl_name LIKE 'ledger_%'")
        )
        keys = [file.execute("SELECT LOWER(type) FROM pragma_table_info(?) WHERE pk", (table,)).fetchone()[0] for table in TABLES]
    return rows, beside, keys


def test_nothing_is_lost_on_the_way_there_and_back(book: Home) -> None:
    rows, beside, keys = told(book)
    assert keys == ["integer"] * 3 and all(rows.values())
    step(book, "0008")
    assert told(book) == (rows, beside, ["bigint"] * 3)
    step(book, "0009")
    assert told(book) == (rows, beside, keys)
    assert book.run("verify").returncode == 0
    with sqlite3.connect(book.path / "dangvu.sqlite3") as file, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        file.execute("DELETE FROM ledger_posting")
