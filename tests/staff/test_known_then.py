"""Every page as the books knew things at an early moment: nothing breaks on what was not known yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from dangvu.ledger.models import Entry
from tests.staff.test_pages import EXPECTED, READERS, WHEN, address, office  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def told(office: Callable[[str], Client], moment: str) -> dict[str, tuple[int, str]]:  # noqa: F811
    """What each page answers who may see it, with what the books knew at a moment."""
    found = {}
    for name, (_arguments, statuses) in EXPECTED.items():
        reader = next((each for each, status in zip(READERS, statuses, strict=True) if status == 200), None)
        if reader is not None:
            answer = office(reader).get(address(name), {**WHEN, "biet": moment})
            found[name] = (answer.status_code, "" if answer.streaming else answer.content.decode(errors="replace"))
    return found


def test_before_anything_was_known_there_is_a_sentence(office: Callable[[str], Client]) -> None:  # noqa: F811
    pages = told(office, "2001-01-01")
    assert {name: status for name, (status, _text) in pages.items() if status not in (200, 400, 404)} == {}
    for name in ("home", "people", "figure", "pictures"):
        assert "Sổ chưa biết tổ chức này vào thời điểm được hỏi" in pages[name][1]


@pytest.mark.parametrize("number", [1, 3, 100])
def test_when_little_was_known_what_came_later_breaks_no_page(office: Callable[[str], Client], number: int) -> None:  # noqa: F811
    moment = Entry.objects.get(number=number).recorded_at.isoformat()
    pages = told(office, moment)
    assert {name: status for name, (status, _text) in pages.items() if status not in (200, 302, 400, 404)} == {}
    assert number < 100 or pages["home"][0] == pages["people"][0] == pages["pictures"][0] == 200
