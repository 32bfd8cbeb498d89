"""A member at the own pages: An of cell A, with a meeting called in that cell."""

from __future__ import annotations

import pytest
from django.test import Client

from dangvu.core.days import today
from dangvu.ledger import book
from dangvu.meetings import services as meetings
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import Person, Role, User
from tests.scenarios.office import Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def member(office: Office) -> Client:
    browser = office.login("an", "A", Role.MEMBER)
    User.objects.filter(username="an").update(person=Person.objects.get(code="an"))
    return browser


@pytest.fixture
def an(member: Client) -> User:
    return User.objects.get(username="an")


@pytest.fixture
def meeting(office: Office) -> Meeting:
    tree = book.tree()
    cell = tree.by_code("A")
    assert cell is not None
    return meetings.call("monthly", place_of=tree.timelines[cell].states[-1], title="Sinh hoạt tháng", on=today(), actor="vanphong")
