"""Writing pages of rows: in a thread of its own on SQLite, and nothing lost or half done however it ends."""

from __future__ import annotations

import sqlite3
import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dangvu.ledger import store
from dangvu.ledger.models import Entry, Posting
from dangvu.ledger.services import CHUNK
from dangvu.ledger.verify import verify
from tests.cast import book, faults, line, org, record

pytestmark = pytest.mark.django_db


def many(count: int) -> list[dict[str, Any]]:
    return [line("activity", "2020-01-01", org="A", type="talk", quantity=each + 1) for each in range(count)]


def test_pages_larger_than_one_are_all_there() -> None:
    report = record(*book(), *many(2 * CHUNK + 7))
    assert report.appended == len(book()) + 2 * CHUNK + 7 == Entry.objects.count()
    assert Posting.objects.filter(org=org("A"), account__measure="activity").count() == 2 * CHUNK + 7
    assert verify()[0] == [] and not [each for each in threading.enumerate() if each.name.startswith("ledger")]


def test_a_fault_at_the_very_end_leaves_nothing_and_no_thread() -> None:
    faults([*book(), *many(CHUNK + 10), line("activity", "2020-01-01", org="Z", type="talk")])
    assert not Entry.objects.exists() and not Posting.objects.exists()
    assert not [each for each in threading.enumerate() if each.name.startswith("ledger")]


def test_an_error_while_a_page_is_written_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(store, "_insert_pages", full)
    monkeypatch.setattr(store, "_copy", full)
    with pytest.raises((sqlite3.OperationalError, DatabaseError), match="disk is full"), transaction.atomic():
        record(*book(), *many(3 * CHUNK))
    assert not Entry.objects.exists()
    assert not [each for each in threading.enumerate() if each.name.startswith("ledger")]


def test_without_shared_connections_everything_is_written_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "SERIALISED", -1)
    record(*book(), *many(CHUNK + 3))
    assert verify()[0] == [] and connection.vendor in ("sqlite", "postgresql")


def test_a_database_that_takes_few_values_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MANY", 40)
    record(*book(), *many(100))
    assert verify()[0] == [] and Entry.objects.count() == len(book()) + 100
