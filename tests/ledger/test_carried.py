"""What a write leaves for the next one is used only while it is true, and what goes straight to the driver is what Django would give."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from os import environ
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from dangvu.ledger import carried, driver, store
from dangvu.ledger.models import Account, Book, Entry, Posting
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Person
from tests.cast import book, faults, line, record

pytestmark = pytest.mark.django_db

PLAIN, POOLED = "postgresql://server/book", "postgresql://server/book?sslmode=require&prepare_threshold=none"


@pytest.fixture(autouse=True)
def committed() -> Iterator[None]:
    """Everything recorded here is as if committed: what a write leaves, it leaves then."""
    with patch.object(transaction, "on_commit", lambda work, **_options: work()):
        yield


def asked(*tables: str) -> list[str]:
    """Statements of one transfer that name one of the tables or the structure."""
    where = "B" if Entry.objects.filter(kind="transferred").count() % 2 == 0 else "A"
    with CaptureQueriesContext(connection) as found:
        record(line("transferred", "2021-03-01", person="an", org=where))
    return [each["sql"] for each in found if any(table in each["sql"] for table in tables)]


def test_the_next_write_of_the_same_hand_asks_for_neither_accounts_nor_structure() -> None:
    record(*book())
    asked()
    assert asked("SELECT key, id FROM ledger_account", "WHERE structural") == []
    assert verify()[0] == []


def test_what_another_hand_wrote_is_seen() -> None:
    record(*book())
    asked()
    kept = carried._last[0]
    record(line("organisation_established", "2020-05-01", org="E", name="Chi bộ E", org_kind="attached_cell", parent="K1"))
    # As in a second process: it left what it left before the other one wrote.
    carried.keep(kept)
    record(line("transferred", "2021-04-01", person="an", org="E"))
    assert Posting.objects.filter(account__measure="member", org__code="E").exists() and verify()[0] == []


def test_a_write_that_came_to_nothing_leaves_nothing() -> None:
    record(*book())
    before = carried._last[0]
    new = line("organisation_established", "2020-05-01", org="E", name="Chi bộ E", org_kind="attached_cell", parent="K1")
    record(new, dry_run=True)
    faults([new, line("transferred", "2021-04-01", person="an", org="Z")])
    assert carried._last[0] is before
    faults([line("transferred", "2021-04-01", person="an", org="E")])


def test_the_same_entries_with_other_accounts_are_another_book() -> None:
    record(*book())
    head = store.Writer().locked_head()
    assert carried.over(head) is not None
    head.account = (head.account or 0) + 1
    assert carried.over(head) is None


def test_a_new_account_is_carried_too() -> None:
    record(*book())
    record(line("handbook_registered", "2021-03-01", person="an"))
    assert carried._last[0].account == Account.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert set(carried._last[0].accounts.values()) <= set(Account.objects.values_list("pk", flat=True))


def test_the_driver_gives_what_django_gives() -> None:
    record(*book())
    statement = "SELECT number, kind, effective_on, reverses, structural, data FROM ledger_entry WHERE kind IN (%s, %s) AND number > %s"
    values = ["carried_over", "person", 2]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    assert rows and driver.read(statement, values) == rows
    with CaptureQueriesContext(connection) as found:
        assert driver.read(statement, values) == rows
    assert len(found) == 1


def test_errors_of_the_driver_are_djangos() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        driver.read("SELECT nothing FROM ledger_nowhere")


def test_an_error_of_what_goes_together_is_raised_and_nothing_stays() -> None:
    record(*book())
    link = driver.Link()
    with pytest.raises(DatabaseError), transaction.atomic(), link.together():
        link.run("UPDATE ledger_book SET last_entry = %s WHERE id = 1", [1])
        link.run("INSERT INTO ledger_merged (duplicate_id, kept_id, entry) VALUES (%s, %s, %s)", [None, None, None])
    assert Book.objects.get(pk=1).last_entry == Entry.objects.count() > 1


def test_a_write_of_few_rows_and_one_of_many_post_the_same() -> None:
    record(*book())
    many = [line("activity", "2021-02-01", org="A", type="talk", quantity=1) for _turn in range(3 * store.FEW)]
    record(*many[: store.FEW // 2])
    record(*many[store.FEW // 2 :])
    assert Posting.objects.filter(account__measure="activity").count() == len(many) and verify()[0] == []


def test_a_few_persons_are_declared_with_the_head_and_their_ids_are_taken() -> None:
    record(*book())
    record(*(line("person", "2020-01-01", person=f"moi-{turn}", name=f"Nguyễn Văn {turn}", birth="1990-01-01") for turn in range(3)))
    assert verify()[0] == [] and Person.objects.create(code="next").pk > Person.objects.get(code="moi-2").pk


def test_the_planner_knows_a_small_book(settings: Any) -> None:
    settings.BALANCES_AFTER = 2
    record(*book())
    if connection.vendor == "postgresql":
        assert driver.read("SELECT reltuples FROM pg_class WHERE relname = %s", ["ledger_entry"])[0][0] == Entry.objects.count()
    assert Book.objects.get(pk=1).packed > 0


def test_a_statement_of_few_values_is_prepared_once() -> None:
    if connection.vendor == "postgresql":
        for number in (1, 2):
            driver.read("SELECT ref AS told_twice FROM ledger_entry WHERE number = %s", [number])
        kept = driver.read("SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE %s", ["%told_twice%"])
        assert kept == [(2,)]


def test_an_address_may_keep_the_driver_from_preparing() -> None:
    options = {address: import_module(environ["DJANGO_SETTINGS_MODULE"]).postgresql(address)["OPTIONS"] for address in (PLAIN, POOLED)}
    assert options == {PLAIN: {"prepare_threshold": 5}, POOLED: {"sslmode": "require", "prepare_threshold": None}}


def test_a_connection_that_lost_its_server_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("close_if_health_check_failed", "ensure_connection"):
        monkeypatch.setattr(connections[DEFAULT_DB_ALIAS], name, lambda name=name: asked.append(name))
    driver.read("SELECT 1")
    assert asked == [], "within a transaction it is there, or all is lost"
    monkeypatch.setattr(connections[DEFAULT_DB_ALIAS], "in_atomic_block", False)
    driver.read("SELECT 1")
    assert asked == ["close_if_health_check_failed", "ensure_connection"]
