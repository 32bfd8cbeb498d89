"""What is shown when something breaks."""

from __future__ import annotations

import errno

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from dangvu.staff.views import home
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("problem", "status", "sentence"),
    [
        (OperationalError("server closed the connection unexpectedly"), 503, "mất kết nối"),
        (OperationalError("database or disk is full"), 503, "đã đầy"),
        (OSError(errno.ENOSPC, "No space left on device"), 503, "đã đầy"),
        (ValueError("a fault of ours"), 500, "lỗi"),
    ],
)
def test_trouble_is_told_in_words(monkeypatch: pytest.MonkeyPatch, problem: Exception, status: int, sentence: str) -> None:
    browser: Client = Office().clerk

    def fails(*_words: object) -> None:
        raise problem

    monkeypatch.setattr(home, "headlines", fails)
    browser.raise_request_exception = False
    answer = browser.get(reverse("staff:home"))
    assert answer.status_code == status and sentence in answer.content.decode()
    assert str(problem) not in answer.content.decode()
