"""The office of the stories, loaded once for a file of tests: each test's own writing is taken back after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from dangvu.orgs.models import Person, Role, User
from tests.cast import four_more
from tests.once import once
from tests.scenarios.office import Office


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[Office]:
    """Cell A has five members here."""
    with once(django_db_blocker):
        office = Office()
        four_more()
        yield office


def member(office: Office, code: str) -> Client:
    """The phone of a member."""
    browser = office.login(f"m-{code}", "A", Role.MEMBER)
    User.objects.filter(username=f"m-{code}").update(person=Person.objects.get(code=code))
    return browser
