"""The office of ``test_pages``, loaded once for a file of tests: each test's own writing is taken back after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.staff.test_pages import prepared


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[str], Client]]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield prepared()
        transaction.set_rollback(True)


@pytest.fixture
def office(loaded: Callable[[str], Client]) -> Iterator[Callable[[str], Client]]:
    before = transaction.savepoint()
    yield loaded
    transaction.savepoint_rollback(before)
