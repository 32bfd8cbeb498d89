"""Copying a database while it is in use, and putting a copy in its place: SQLite by its online backup, PostgreSQL by its own tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from dangvu.core.lazily import lazily

if TYPE_CHECKING:
    import psycopg
else:
    psycopg = lazily("psycopg")


class EngineError(RuntimeError):
    """A tool that is missing or failed; the text is a sentence."""


def is_sqlite() -> bool:
    return bool(connection.vendor == "sqlite")


def dump(target: Path) -> None:
    """Write a copy of the database as it stands at one moment. Writers are not stopped."""
    if is_sqlite():
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
        return
    _tool("pg_dump", ["--format=custom", "--no-owner", f"--file={target}", _address(_name())])


def head() -> tuple[int, str]:
    """Number and hash of the last entry, asked of tables that may be an older program's; (0, "") without a book."""
    if "ledger_book" not in connection.introspection.table_names():
        return 0, ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_entry, last_hash FROM ledger_book WHERE id = 1")
        row = cursor.fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def sweep() -> None:
    """Write the tables anew, so that nothing erased is left in free pages, in dead rows or in the journal of SQLite."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM" if is_sqlite() else "VACUUM FULL")
        if is_sqlite():
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def name_of_dump() -> str:
    """The name of the copy inside a backup: it also tells the engine."""
    return "dangvu.sqlite3" if is_sqlite() else "dangvu.pgdump"


def prepare(copy: Path, home: Path, stamp: str) -> tuple[str, str]:
    """Make a copy usable beside the present database; the address for DANGVU_DATABASE_URL, and the name of what was made."""
    if is_sqlite():
        shutil.move(copy, home / "dangvu.sqlite3")
        return "", ""
    beside = f"{_name()}_restore_{stamp}"
    _ask(f'CREATE DATABASE "{beside}"')
    _tool("pg_restore", ["--no-owner", "--exit-on-error", f"--dbname={_address(beside)}", str(copy)])
    return _address(beside), beside


def give_up(beside: str) -> None:
    """Throw a prepared copy away."""
    if beside:
        _ask(f'DROP DATABASE IF EXISTS "{beside}" WITH (FORCE)')


def replace(home: Path, beside: str, aside: Path, stamp: str) -> str:
    """Put the prepared copy in the place of the present database, which is kept; where it is kept."""
    connection.close()
    if is_sqlite():
        present = Path(str(connection.settings_dict["NAME"]))
        for ending in ("", "-wal", "-shm"):
            if (part := present.with_name(present.name + ending)).exists():
                shutil.move(part, aside / part.name)
        for ending in ("-wal", "-shm"):
            (home / f"dangvu.sqlite3{ending}").unlink(missing_ok=True)
        shutil.move(home / "dangvu.sqlite3", present)
        return str(aside)
    before = f"{_name()}_before_{stamp}"
    _ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name()}' AND pid <> pg_backend_pid()")
    _ask(f'ALTER DATABASE "{_name()}" RENAME TO "{before}"', f'ALTER DATABASE "{beside}" RENAME TO "{_name()}"')
    return before


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _address(name: str) -> str:
    """The address of a database of the same server, as the tools and the settings take it."""
    told: dict[str, Any] = connection.settings_dict
    options = {key: value for key, value in told["OPTIONS"].items() if isinstance(value, str)}
    host = told["HOST"]
    if host.startswith("/"):
        options, host = {**options, "host": host}, ""
    who = quote(told["USER"], safe="") + (f":{quote(told['PASSWORD'], safe='')}" if told["PASSWORD"] else "")
    port = f":{told['PORT']}" if told["PORT"] and host else ""
    if told["PORT"] and not host:
        options["port"] = str(told["PORT"])
    query = f"?{urlencode(options)}" if options else ""
    return f"postgresql://{who + '@' if who else ''}{host}{port}/{quote(name, safe='')}{query}"


def _ask(*statements: str) -> None:
    """Ask the server itself, outside any transaction and outside the database meant."""
    with psycopg.connect(_address("postgres"), autocommit=True) as server:
        for statement in statements:
            server.execute(statement.encode())


def _tool(name: str, words: Sequence[str]) -> None:
    path = shutil.which(name, path=settings.PG_BIN or None)
    if path is None:
        raise EngineError(_("Máy này thiếu chương trình %(name)s của PostgreSQL; hãy cài gói postgresql-client.") % {"name": name})
    done = subprocess.run([path, *words], capture_output=True, text=True, errors="replace", env=os.environ.copy(), check=False)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise EngineError(_("%(name)s báo lỗi: %(why)s") % {"name": name, "why": why})
