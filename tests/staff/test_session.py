"""Logging in: the door closes after wrong passwords, for that name from that machine, and opens again."""

from __future__ import annotations

import datetime as dt

import pytest
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dangvu.orgs.models import User

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "một câu rất dài", "đoán bừa"


@pytest.fixture(autouse=True)
def _user() -> None:
    User.objects.create_user("vanphong", password=RIGHT)


def tried(password: str, machine: str = "10.0.0.1", name: str = "vanphong") -> HttpResponse:
    return Client(REMOTE_ADDR=machine).post(reverse("account_login"), {"login": name, "password": password})


def test_the_door_closes_for_that_name_from_that_machine_only() -> None:
    answers = [tried(WRONG).status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert answers[:-1] == [200] * (settings.AXES_FAILURE_LIMIT - 1) and answers[-1] == 429
    closed = tried(RIGHT)
    assert closed.status_code == 429 and "15 phút" in closed.content.decode()
    assert tried(RIGHT, machine="10.0.0.2").status_code == 302
    reset(username="vanphong")
    assert tried(RIGHT).status_code == 302


def test_it_opens_by_itself() -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        tried(WRONG)
    AccessAttempt.objects.update(attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME - dt.timedelta(seconds=1))
    assert tried(RIGHT).status_code == 302


def test_a_right_password_forgets_the_wrong_ones() -> None:
    for _ in range(3):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            assert tried(WRONG).status_code == 200
        assert tried(RIGHT).status_code == 302


def test_the_same_answer_whether_the_name_exists_and_no_password_kept() -> None:
    one, other = (tried(WRONG, name=name).content.decode() for name in ("vanphong", "khong-co"))
    assert "không đúng" in one and "không đúng" in other
    assert not [each for each in AccessAttempt.objects.all() if WRONG in f"{each.post_data}{each.get_data}"]


def test_a_page_asks_whether_its_login_still_stands_before_it_sends_what_was_typed() -> None:
    address, browser = reverse("staff:awake"), Client()
    over = browser.get(address).json()
    assert "còn nguyên" in over["sentence"] and over["address"] == reverse("account_login") and "token" not in over
    browser.force_login(User.objects.get(username="vanphong"))
    still = browser.get(address, {"ten": "vanphong"}).json()
    assert still.keys() == {"token", "name"} and still["name"] == "vanphong"
    # Somebody else logged in meanwhile: what one typed is not sent in the other's name.
    assert "bithu" in browser.get(address, {"ten": "bithu"}).json()["sentence"]
