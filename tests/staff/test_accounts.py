"""Accounts on the pages: made, given a role, opened by a printed slip, handed over, closed; and only within one's reach."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.core.days import today, vn_day
from dangvu.orgs.models import Grant, Person, Role, User
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
LONG = "một câu rất dài"


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def manager(office: Office) -> Client:
    return office.login("quantri", "K1", Role.ADMINISTRATOR)


def act(manager: Client, user: User, what: str, **told: object) -> str:
    return manager.post(reverse("staff:account_act", args=[user.pk, what]), told, follow=True).content.decode()


def made(manager: Client, name: str) -> User:
    assert manager.post(reverse("staff:account_new"), {"username": name, "name": "Lê Văn Ba"}).status_code == 302
    return User.objects.get(username=name)


def test_from_nothing_to_a_cell_secretary_at_work(manager: Client) -> None:
    user, day = made(manager, "bithu-a"), vn_day(today())
    assert "Đã ghi" in act(manager, user, "giao", role="cell_secretary", place="A", since=day)
    page = act(manager, user, "phieu")
    code = re.search(r'class="code">([A-Z2-9-]{19})<', page)
    assert code is not None and "<svg" in page and "?ma=" not in page
    browser = Client()
    assert browser.get(reverse("staff:slip"), {"ma": code[1]}).status_code == 200
    told = {"code": code[1], "password": LONG, "again": LONG}
    assert "khác nhau" in browser.post(reverse("staff:slip"), {**told, "again": "x"}).content.decode()
    way = browser.post(reverse("staff:slip"), told)["Location"]
    assert way.startswith(reverse("account_login")) and 'autocomplete="username" value="bithu-a"' in browser.get(way).content.decode()
    assert browser.post(reverse("account_login"), {"login": "bithu-a", "password": LONG}).status_code == 302
    assert browser.get(reverse("staff:people")).status_code == 200
    assert "hết hạn" in Client().post(reverse("staff:slip"), told).content.decode()


def test_roles_end_and_are_handed_over(office: Office, manager: Client) -> None:
    old, new, day = made(manager, "cuu"), made(manager, "moi"), vn_day(today())
    act(manager, old, "giao", role="clerk", place="K1", since="1/1/2020")
    given = Grant.objects.get(user=old)
    assert "Đã ghi" in act(manager, old, "ban-giao", grant=given.pk, to="moi", on=day)
    assert Grant.objects.get(user=new).valid_from == today() > Grant.objects.get(user=old).valid_to  # type: ignore[operator]
    assert "Đã ghi" in act(manager, new, "ket-thuc", grant=Grant.objects.get(user=new).pk, last=day)
    assert Grant.objects.get(user=new).valid_to == today()
    page = manager.get(reverse("staff:account", args=[new.pk])).content.decode()
    assert "bàn giao vai trò" in page and "kết thúc vai trò" in page


def test_only_within_reach(office: Office, manager: Client) -> None:
    user = made(manager, "ngoai")
    assert "chỉ giao vai trò được" in act(manager, user, "giao", role="clerk", place="R", since="1/1/2020")
    assert manager.get(reverse("staff:account", args=[User.objects.get(username="vanphong").pk])).status_code == 404
    assert "vanphong" not in manager.get(reverse("staff:accounts")).content.decode()
    outside = Grant.objects.get(user__username="bithu")
    act(manager, user, "ket-thuc", grant=outside.pk, last="1/1/2021")
    assert Grant.objects.get(pk=outside.pk).valid_to is None
    assert manager.post(reverse("staff:account_act", args=[user.pk, "xoa"])).status_code == 404


def test_closing_linking_and_what_is_refused(office: Office, manager: Client) -> None:
    user, me = made(manager, "dong"), User.objects.get(username="quantri")
    assert "chính mình" in act(manager, me, "khoa")
    assert "Đã ghi" in act(manager, user, "gan", person="an")
    assert User.objects.get(pk=user.pk).person == Person.objects.get(code="an")
    assert "Không có người mã" in act(manager, user, "gan", person="khong-co")
    assert "đã khóa" in act(manager, user, "khoa") and not User.objects.get(pk=user.pk).is_active
    assert "đã có" in manager.post(reverse("staff:account_new"), {"username": "dong"}).content.decode()
    assert 'class="notice' in act(manager, user, "giao", role="clerk", place="K1", since="hôm qua")
