"""Pages answered before workers are forked leave nothing behind."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.urls import get_urlconf, reverse

from dangvu.privacy.models import Reading
from dangvu.staff import rehearsal
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db


def test_pages_are_answered_and_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    Office()
    before = (Session.objects.count(), Reading.objects.count())
    answered: list[str] = []
    found = rehearsal.resolve
    monkeypatch.setattr(rehearsal, "resolve", lambda path: answered.append(path) or found(path))
    rehearsal.rehearse(lambda asked, _start: answered.append(asked["PATH_INFO"]) or (), "dangvu.urls")
    assert answered[0] == reverse("account_login") and len(answered) == 1 + len(rehearsal.PAGES)
    assert (Session.objects.count(), Reading.objects.count()) == before
    assert get_urlconf() is None


def test_an_empty_book_has_nothing_to_rehearse() -> None:
    rehearsal.rehearse(lambda _asked, _start: (), "dangvu.urls")


def test_a_page_that_fails_keeps_nobody_from_serving(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    Office()

    def broken(_path: str) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(rehearsal, "resolve", broken)
    rehearsal.rehearse(lambda _asked, _start: (), "dangvu.urls")
    assert "before the workers were forked" in caplog.text and get_urlconf() is None
