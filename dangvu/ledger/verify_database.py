"""Proof that the database keeps what it was told to keep: its guards against change stand, no posting names a row that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from dangvu.ledger.findings import Finding
from dangvu.ledger.verify_chain import stream

GUARDS = {"sqlite": 6, "postgresql": 9}
GUARD_COUNT = {
    "sqlite": "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%_no_%'",
    "postgresql": "SELECT COUNT(*) FROM pg_trigger WHERE tgname LIKE 'ledger_%_no_%' AND tgenabled <> 'D'",
}

DANGLING = {
    "org_id": "orgs_organisation",
    "other_id": "orgs_organisation",
    "person_id": "orgs_person",
    "account_id": "ledger_account",
    "source_id": "ledger_entry",
}


def dangling() -> Iterator[Finding]:
    """Postings that name a row which is not there: their references carry no constraint of the database."""
    for column, table in DANGLING.items():
        target = "number" if table == "ledger_entry" else "id"
        statement = (
            f"SELECT p.id FROM ledger_posting p LEFT JOIN {table} t ON t.{target} = p.{column} "
            f"WHERE p.{column} IS NOT NULL AND t.{target} IS NULL"
        )
        for (posting,) in stream(statement):
            message = _("Định khoản chỉ tới một dòng không có trong bảng %(table)s.") % {"table": table}
            yield Finding("ledger_posting", str(posting), message)


def guards() -> Iterator[Finding]:
    """The triggers that refuse changes are in place."""
    wanted = GUARDS[connection.vendor]
    (count,) = next(stream(GUARD_COUNT[connection.vendor]))
    if count != wanted:
        message = _("Thiếu khóa chống sửa sổ: có %(count)d trong %(wanted)d; cơ sở dữ liệu đã bị can thiệp.")
        yield Finding("triggers", "", message % {"count": count, "wanted": wanted})


def file() -> Iterator[Finding]:
    """SQLite's own check of the file."""
    if connection.vendor != "sqlite":
        return
    for (line,) in stream("PRAGMA integrity_check"):
        if line != "ok":
            yield Finding("database", "", str(line))
