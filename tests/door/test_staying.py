"""A login lasts a working day for who works, and eight hours for a machine that is left alone."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dangvu.orgs.models import User

pytestmark = pytest.mark.django_db
LONG = "một câu rất dài"
HOUR = 3600


class Morning:
    """A clock that is moved by the test: sessions and their renewal go by it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gone = 0
        began, now = time.time(), timezone.now()
        monkeypatch.setattr(time, "time", lambda: began + self.gone)
        monkeypatch.setattr(timezone, "now", lambda: now + dt.timedelta(seconds=self.gone))


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> Morning:
    return Morning(monkeypatch)


@pytest.fixture
def clerk(morning: Morning) -> Client:
    User.objects.create_user("vanphong", password=LONG)
    browser = Client()
    assert browser.post(reverse("account_login"), {"login": "vanphong", "password": LONG}).status_code == 302
    return browser


def inside(browser: Client) -> bool:
    return browser.get(reverse("usersessions_list")).status_code == 200


def test_who_works_is_not_sent_to_the_login_in_the_afternoon(clerk: Client, morning: Morning) -> None:
    for _ in range(12):
        assert inside(clerk)
        morning.gone += HOUR
    assert inside(clerk), "twelve hours after the login, a page each hour"


def test_a_machine_left_alone_is_closed(clerk: Client, morning: Morning) -> None:
    assert inside(clerk)
    morning.gone += settings.SESSION_COOKIE_AGE + 1
    assert not inside(clerk)


def test_no_login_is_older_than_sixteen_hours(clerk: Client, morning: Morning) -> None:
    for _ in range(4 * 15):
        assert inside(clerk)
        morning.gone += HOUR // 4
    morning.gone = 16 * HOUR + 1
    assert not inside(clerk)


def test_it_is_written_once_an_hour(clerk: Client, morning: Morning) -> None:
    assert inside(clerk)
    for minutes, written in ((50, 0), (20, 1), (30, 0)):
        morning.gone += minutes * 60
        with CaptureQueriesContext(connection) as asked:
            assert inside(clerk)
        table = Session._meta.db_table
        assert sum(each["sql"].startswith(f'UPDATE "{table}"') for each in asked.captured_queries) == written, minutes


def test_a_page_for_everybody_is_not_made_anyones(clerk: Client) -> None:
    answer = clerk.get("/tin/")
    assert "Cookie" not in answer.headers.get("Vary", "")
