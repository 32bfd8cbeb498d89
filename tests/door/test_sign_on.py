"""Single sign-on against a provider that really answers: it opens accounts that exist, and makes none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.orgs.models import User
from tests.door.provider import Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    found = Provider("dangvu")
    app = {"provider_id": "chung", "name": "Cổng chung", "client_id": "dangvu", "secret": "s", "settings": {"server_url": found.address}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield found
    found.stop()


def signed_on(provider: Provider, name: str) -> tuple[Client, str]:
    """Go to the provider and come back; where one lands."""
    browser, provider.name = Client(), name
    sent = browser.post(reverse("openid_connect_login", args=["chung"]))
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert sent["Location"].startswith(provider.address) and asked["code_challenge_method"] == ["S256"]
    provider.nonce = asked.get("nonce", [""])[0]
    back = browser.get(reverse("openid_connect_callback", args=["chung"]), {"code": "c", "state": asked["state"][0]})
    assert back.status_code == 302, back.content.decode()
    return browser, str(back["Location"])


def test_an_account_that_exists_opens_and_stays_the_same_one(provider: Provider) -> None:
    user = User.objects.create_user("bithu")
    assert "Cổng chung" in Client().get(reverse("account_login")).content.decode()
    for _time in range(2):
        browser, where = signed_on(provider, "Bithu")
        assert where == reverse("staff:home")
        assert browser.session["_auth_user_id"] == str(user.pk) and User.objects.count() == 1


def test_nobody_else_gets_in(provider: Provider) -> None:
    closed = User.objects.create_user("cu")
    closed.is_active = False
    closed.save()
    for name in ("ai-do", "cu", ""):
        browser, where = signed_on(provider, name)
        assert where == reverse("account_login") and "_auth_user_id" not in browser.session
    assert "chưa có tài khoản" in browser.get(where).content.decode() and User.objects.count() == 1
