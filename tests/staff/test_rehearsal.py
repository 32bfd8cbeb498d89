"""Pages answered before workers are forked leave nothing behind."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.core.wsgi import get_wsgi_application
from django.urls import get_urlconf

from dangvu.privacy.models import Reading
from dangvu.staff import rehearsal
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db


def test_pages_are_answered_and_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    Office()
    before = (Session.objects.count(), Reading.objects.count())
    answered = []
    found = rehearsal.resolve
    monkeypatch.setattr(rehearsal, "resolve", lambda path: answered.append(path) or found(path))
    rehearsal.rehearse(get_wsgi_application(), "dangvu.urls")
    assert len(answered) == len(rehearsal.PAGES)
    assert (Session.objects.count(), Reading.objects.count()) == before
    assert get_urlconf() is None


def test_an_empty_book_has_nothing_to_rehearse() -> None:
    rehearsal.rehearse(get_wsgi_application(), "dangvu.urls")
