"""The second factor: asked for by role, set up before anything else, required at the next login; sealed in the database."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from dangvu.orgs.models import Role, User
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
LONG = "một câu rất dài"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def code_of(secret: str, steps: int = 0) -> str:
    """What the telephone shows, now or some half minutes on."""
    return str(format_hotp_value(hotp_value(secret, int(time.time() // 30) + steps)))


def logged_in(name: str, password: str = LONG) -> Client:
    browser = Client()
    assert browser.post(reverse("account_login"), {"login": name, "password": password}).status_code == 302
    return browser


@pytest.fixture
def manager() -> User:
    office = Office()
    office.login("quantri", "R", Role.ADMINISTRATOR)
    user = User.objects.get(username="quantri")
    user.set_password(LONG)
    user.save()
    Authenticator.objects.all().delete()
    return user


def test_who_needs_one_sets_it_up_before_anything_else(manager: User) -> None:
    browser = logged_in("quantri")
    assert browser.get(reverse("staff:home"))["Location"] == reverse("mfa_index")
    # A session left open is not enough to change how one logs in: the password is asked for again.
    again = browser.get(reverse("mfa_activate_totp"))["Location"]
    assert "chính bạn" in browser.get(again).content.decode()
    assert browser.post(again, {"password": LONG, "next": reverse("mfa_activate_totp")})["Location"] == reverse("mfa_activate_totp")
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<p class="small">([A-Z2-7]{16,})</p>', page)
    assert secret is not None
    assert "Cài ứng dụng tạo mã" in page
    assert "Mã không đúng" in browser.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret[1])}).status_code == 302
    assert browser.get(reverse("staff:home")).status_code == 200
    assert secret[1] not in str(Authenticator.objects.get(type="totp").data)


def test_the_next_login_asks_for_it(manager: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(manager, secret)
    browser = logged_in("quantri")
    assert browser.get(reverse("staff:home")).status_code == 302
    page = browser.get(reverse("mfa_authenticate")).content.decode()
    assert "Thêm một bước" in page
    assert browser.post(reverse("mfa_authenticate"), {"code": "123456"}).status_code == 200
    assert browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    assert browser.get(reverse("staff:home")).status_code == 200


def test_a_code_that_was_used_is_used_up(manager: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(manager, secret)
    first, second = logged_in("quantri"), logged_in("quantri")
    used = code_of(secret)
    assert first.post(reverse("mfa_authenticate"), {"code": used}).status_code == 302
    assert second.post(reverse("mfa_authenticate"), {"code": used}).status_code == 200


def test_the_last_one_stays_while_the_role_asks_for_it(manager: User) -> None:
    TOTP.activate(manager, secret := generate_totp_secret())
    browser = logged_in("quantri")
    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    browser.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=manager, type="totp").exists()


def test_others_choose_for_themselves(manager: User, settings: Any) -> None:
    office = Client()
    office.force_login(User.objects.get(username="vanphong"))
    assert office.get(reverse("staff:home")).status_code == 200
    settings.SECOND_FACTOR_ROLES = ["clerk"]
    assert office.get(reverse("staff:home"))["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("name", ["mfa_index", "mfa_add_webauthn", "mfa_list_webauthn", "usersessions_list", "account_change_password"])
def test_the_pages_of_an_account_are_vietnamese(manager: User, name: str) -> None:
    browser = logged_in("quantri")
    page = browser.get(reverse(name), follow=True).content.decode()
    assert 'lang="vi"' in page and "Đảng vụ" in page
    assert not re.search(r">\s*(Sign In|Add|Password|Menu:|Security Keys|Sessions)\s*<", page)


def test_a_session_elsewhere_is_seen_and_ended(manager: User, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = []
    here, there = logged_in("quantri"), logged_in("quantri")
    page = here.get(reverse("usersessions_list")).content.decode()
    ends = re.findall(r'action="([^"]+/ket-thuc/)"', page)
    assert "máy này" in page and len(ends) == 1
    here.post(ends[0])
    assert there.get(reverse("staff:home")).status_code == 302 and here.get(reverse("staff:home")).status_code == 200
    other = Client()
    other.force_login(User.objects.get(username="vanphong"))
    mine = re.findall(r"/phien/(\d+)/", ends[0])[0]
    assert other.post(reverse("staff:session_end", args=[mine])).status_code == 404


def test_the_password_is_changed_by_who_knows_it(manager: User, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = []
    browser, address = logged_in("quantri"), reverse("account_change_password")
    new = {"password1": LONG + "!", "password2": LONG + "!"}
    assert "đúng mật khẩu đang dùng" in browser.post(address, {"oldpassword": "x", **new}).content.decode()
    assert browser.post(address, {"oldpassword": LONG, **new}).status_code == 302
    logged_in("quantri", LONG + "!")
