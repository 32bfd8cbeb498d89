"""Single sign-on against a provider that really answers: it opens accounts that exist, and makes none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.test import Client
from django.urls import reverse

from dangvu.orgs.models import User
from dangvu.public import middleware
from tests.door.provider import Provider
from tests.homes import ROOT, Home

NAMED = """
import sys
import django
django.setup()
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
print("DUOC", reverse("openid_connect_login", args=["chung"], urlconf="dangvu.urls"))
print(render_to_string("account/login.html", {}, RequestFactory().get("/dang-nhap/")))
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """One that answers, on a site that was begun with its address."""
    found = Provider("dangvu")
    settings.ROOT_URLCONF = "tests.door.sign_on_urls"
    monkeypatch.setattr(middleware, "DAILY", settings.ROOT_URLCONF)
    registry.load()
    monkeypatch.setitem(registry.provider_map, OpenIDConnectProvider.id, OpenIDConnectProvider)
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


@pytest.mark.parametrize("address", ["", "https://chung.vi.du"])
def test_a_site_has_the_way_there_where_a_provider_is_set(home: Home, address: str) -> None:
    told = {**home.env, "DANGVU_OIDC_URL": address, "DANGVU_OIDC_NAME": "Cổng chung", "DJANGO_SETTINGS_MODULE": "dangvu.settings"}
    done = subprocess.run([sys.executable, "-c", NAMED], cwd=ROOT, env=told, capture_output=True, encoding="utf-8", check=False)
    if address:
        assert done.stdout.startswith("DUOC /tai-khoan/chung/") and "Cổng chung" in done.stdout, done.stderr
    else:
        assert "NoReverseMatch" in done.stderr


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
