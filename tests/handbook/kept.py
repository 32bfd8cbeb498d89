"""The office of the stories, loaded once for a file of tests: each test's own writing is taken back after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from dangvu.orgs.models import Person, Role, User
from tests.cast import four_more
from tests.scenarios.office import Office


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Office]:
    with django_db_blocker.unblock(), transaction.atomic():
        office = Office()
        four_more()
        yield office
        transaction.set_rollback(True)


@pytest.fixture
def office(loaded: Office) -> Iterator[Office]:
    """Cell A has five members here."""
    before = transaction.savepoint()
    yield loaded
    transaction.savepoint_rollback(before)


def member(office: Office, code: str) -> Client:
    """The phone of a member."""
    browser = office.login(f"m-{code}", "A", Role.MEMBER)
    User.objects.filter(username=f"m-{code}").update(person=Person.objects.get(code=code))
    return browser
