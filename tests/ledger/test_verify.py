"""Nothing can be changed, and what is changed all the same is found."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from dangvu.ledger.verify import verify
from tests.cast import book, line, record

pytestmark = pytest.mark.django_db
GUARDED = ("ledger_entry", "ledger_posting", "ledger_account")

# table, what is set, which row: each must be found.
TAMPERED = [
    ("ledger_entry", "kind = 'transferred_in'", "number = 13"),
    ("ledger_entry", "effective_on = '2020-01-02'", "number = 13"),
    ("ledger_entry", "recorded_at = '2019-01-01 00:00:00+00'", "number = 13"),
    ("ledger_entry", "actor = 'other'", "number = 13"),
    ("ledger_entry", "ref = 'other'", "number = 13"),
    ("ledger_entry", "decision_number = '1'", "number = 13"),
    ("ledger_entry", "decision_date = '2020-01-01'", "number = 13"),
    ("ledger_entry", "decision_issuer = 'x'", "number = 13"),
    ("ledger_entry", "origin = 'x'", "number = 13"),
    ("ledger_entry", "reverses = 1", "number = 13"),
    ("ledger_entry", "backfilled = NOT backfilled", "number = 13"),
    ("ledger_entry", "structural = NOT structural", "number = 13"),
    ("ledger_entry", "data = '{}'", "number = 13"),
    ("ledger_entry", "hash = 'x'", "number = 13"),
    ("ledger_posting", "source_id = 1", "entry_id = 11"),
    ("ledger_posting", "account_id = account_id + 1", "entry_id = 11"),
    ("ledger_posting", "org_id = 1", "entry_id = 11"),
    ("ledger_posting", "other_id = 1", "entry_id = 11"),
    ("ledger_posting", "person_id = NULL", "entry_id = 11"),
    ("ledger_posting", "quantity = 2 * quantity", "entry_id = 11"),
    ("ledger_posting", "\"on\" = '2020-01-02'", "entry_id = 11"),
    ("ledger_account", "key = key || 'x'", "measure = 'member'"),
    ("ledger_account", "measure = 'x'", "measure = 'member'"),
    ("ledger_account", "attrs = '{}'", "measure = 'member'"),
    ("ledger_book", "last_entry = 1", "id = 1"),
    ("ledger_book", "postings = 1", "id = 1"),
    ("ledger_book", "last_hash = 'x'", "id = 1"),
    ("ledger_book", "last_recorded = '2019-01-01 00:00:00+00'", "id = 1"),
    ("ledger_sealed", "text = 'x'", "entry_id = 8"),
    ("ledger_sealed", "salt = 'x'", "entry_id = 8"),
    ("ledger_sealed", "person_id = person_id + 1", "entry_id = 8"),
    ("orgs_person", "name = 'x'", "code = 'an'"),
    ("orgs_person", "code = 'x'", "code = 'an'"),
    ("orgs_person", "birth = '1971-01-01'", "code = 'an'"),
    ("orgs_person", "sex = ''", "code = 'an'"),
    ("orgs_person", "secret = 'x'", "code = 'an'"),
    ("orgs_person", "secret = ''", "code = 'an'"),
    ("ledger_sealed", "secret = 'x'", "entry_id = 8"),
    ("ledger_sealed", "salt = '', text = '', secret = ''", "entry_id = 8"),
    ("orgs_person", "extra = '{\"a\":1}'", "code = 'an'"),
    ("orgs_person", "folded = 'x'", "code = 'an'"),
    ("orgs_person", "sort_key = 'x'", "code = 'an'"),
    ("orgs_organisation", "code = 'x'", "code = 'A'"),
]


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def unguard() -> None:
    """Take the triggers away, as somebody with the database's password could."""
    on = " ON {table}" if connection.vendor == "postgresql" else ""
    for table in GUARDED:
        for verb in ("update", "delete"):
            run(f"DROP TRIGGER {table}_no_{verb}" + on.format(table=table))


def found() -> list[tuple[str, str]]:
    """Findings other than the missing triggers."""
    return [(each.table, each.row) for each in verify()[0] if each.table != "triggers"]


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_the_database_itself_refuses(table: str, statement: str) -> None:
    record(*book())
    column = {"ledger_entry": "kind", "ledger_posting": "quantity", "ledger_account": "key"}[table]
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        run(statement.format(table=table, column=column))


@pytest.mark.parametrize(("table", "change", "where"), TAMPERED, ids=[f"{t} {c.split(' ')[0]}" for t, c, _w in TAMPERED])
def test_every_change_is_found(table: str, change: str, where: str) -> None:
    record(*book(), line("amended", "2021-01-01", person="binh", changes={"schooling": "12/12"}))
    assert verify()[0] == []
    unguard()
    run(f"UPDATE {table} SET {change} WHERE {where}")
    assert found(), "the change was not found"


@pytest.mark.parametrize("table", ["ledger_posting", "ledger_sealed", "orgs_person"])
def test_a_missing_row_is_found(table: str) -> None:
    record(*book())
    unguard()
    where = {"ledger_posting": "entry_id = 11", "ledger_sealed": "entry_id = 8", "orgs_person": "code = 'an'"}[table]
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL DEFERRED")
    run(f"DELETE FROM {table} WHERE {where}")
    assert found()
    transaction.set_rollback(True)


def test_a_dropped_trigger_is_found() -> None:
    unguard()
    assert ("triggers", "") in [(each.table, each.row) for each in verify()[0]]
