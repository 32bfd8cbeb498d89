"""The one door to scoped reads fails closed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from dangvu.ledger import book as ledger
from dangvu.orgs.access import ISSUE, PERSONS, VIEW, visible_to
from dangvu.orgs.models import Grant, Organisation, User
from tests.cast import book, line, org, record

pytestmark = pytest.mark.django_db
TODAY = dt.date(2022, 1, 1)


def seen(user: User, permission: str = VIEW) -> set[str]:
    found = visible_to(user, permission, ledger.tree().at(TODAY), TODAY)
    return set(Organisation.objects.filter(pk__in=found).values_list("code", flat=True))


def granted(role: str, code: str, since: dt.date = dt.date(2020, 1, 1), until: dt.date | None = None) -> User:
    user = User.objects.create_user(f"{role}-{code}-{since}-{until}")
    Grant.objects.create(user=user, organisation_id=org(code), role=role, valid_from=since, valid_to=until)
    return user


def test_a_grant_reaches_down_the_tree_and_no_further() -> None:
    record(*book())
    assert seen(granted("clerk", "K1")) == {"K1", "A", "B"}
    assert seen(granted("cell_secretary", "C")) == {"C"}


def test_rights_follow_the_role() -> None:
    record(*book())
    assert seen(granted("superior", "R"), PERSONS) == set()
    assert seen(granted("clerk", "K1"), ISSUE) == set()
    assert seen(granted("secretary", "K1"), ISSUE) == {"K1", "A", "B"}


def test_nothing_without_a_grant_in_force() -> None:
    record(*book())
    assert seen(User.objects.create_user("nobody")) == set()
    assert seen(granted("clerk", "K1", since=dt.date(2023, 1, 1))) == set()
    assert seen(granted("clerk", "K1", until=dt.date(2021, 1, 1))) == set()
    assert visible_to(AnonymousUser(), VIEW, ledger.tree().at(TODAY), TODAY) == frozenset()  # type: ignore[arg-type]


def test_a_hand_over_moves_the_right() -> None:
    record(*book(), line("organisation_moved", "2021-01-01", org="A", parent="K2"))
    assert "A" in seen(granted("clerk", "K2"))
    assert "A" not in seen(granted("clerk", "K1"))
