"""Who may enter which room: the grants of the day, and nothing kept by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import Group

from dangvu.orgs.models import Role
from dangvu.pages import rooms
from dangvu.pages.models import CommitteePage
from tests.cast import book, line, org, record
from tests.pages.newsroom import article, user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _book() -> None:
    record(*book())


def may_edit(who: object, place: str) -> bool:
    return bool(article(place).permissions_for_user(who).can_edit())


def test_an_editor_of_a_cell_touches_no_other() -> None:
    for cell in ("A", "B"):
        rooms.open_room(org(cell))
    editor = user("bientap-a", "A")
    assert rooms.align(editor) == {org("A")}
    assert may_edit(editor, "A")
    assert not may_edit(editor, "B")
    assert not may_edit(editor, "K1")


def test_rights_reach_down_the_tree_of_today() -> None:
    rooms.open_room(org("C"))
    editor = user("bientap-k1", "K1")
    rooms.align(editor)
    assert not may_edit(editor, "C")
    record(line("organisation_moved", "2021-01-01", org="C", parent="K1"))
    rooms.align(editor)
    assert may_edit(type(editor).objects.get(pk=editor.pk), "C")


def test_a_grant_that_ended_ends_the_membership() -> None:
    editor = user("bientap", "K1")
    rooms.align(editor)
    assert editor.groups.count() == 1
    editor.grants.update(valid_to=dt.date(2020, 1, 1))
    assert rooms.align(editor) == frozenset()
    assert not editor.groups.exists()


def test_a_group_given_by_hand_does_not_stay() -> None:
    rooms.open_room(org("K2"))
    editor = user("bientap", "K1")
    editor.groups.add(Group.objects.get(name="tin:K2"), Group.objects.create(name="Editors"))
    rooms.align(editor)
    assert [group.name for group in editor.groups.all()] == ["tin:K1"]


@pytest.mark.parametrize("role", [Role.SUPERIOR, Role.AUDITOR, Role.INSPECTION, Role.CELL_SECRETARY, Role.ADMINISTRATOR, Role.MEMBER])
def test_other_roles_open_no_room(role: str) -> None:
    assert rooms.align(user("ai-do", "K1", role)) == frozenset()
    assert not CommitteePage.objects.exists()


def test_nobody_holds_wagtails_right_to_publish() -> None:
    secretary = user("bithu", "K1", Role.SECRETARY)
    rooms.align(secretary)
    tester = article("K1").permissions_for_user(secretary)
    assert tester.can_edit()
    assert not (tester.can_publish() or tester.can_unpublish() or tester.can_lock() or tester.can_set_view_restrictions())
