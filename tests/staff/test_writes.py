"""Every address of the office's face × every reader, written to: who may only read, or is outside, changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from dangvu.ledger import book
from tests.staff.test_pages import EXPECTED, IN, READERS, address, office

__all__ = ["office"]
pytestmark = pytest.mark.django_db

TAKEN = 0
"""The form was read: written, or sent back with a sentence."""
COMMITTEES = (TAKEN, TAKEN, 403, 404, 403, 403, 403, 403, 403, 403, IN)
MANAGERS = (403, 403, 403, 403, 403, 403, 403, TAKEN, 403, 403, IN)
REPORTERS = (TAKEN, TAKEN, 403, 404, TAKEN, 403, 403, 403, 403, 403, IN)
OWN = (404, 404, 404, 404, 404, 404, 404, 404, 404, 404, IN)
# Addresses that are only written to. For what a form may also be sent to, see below.
WRITTEN: dict[str, tuple[int, ...]] = {
    "theme": (TAKEN,) * len(READERS),
    "token_end": OWN,
    "session_end": OWN,
    "account_act": MANAGERS,
    "person_reveal": REPORTERS,
    "person_named": (TAKEN, 403, 403, 403, 403, 403, 403, 403, 403, 403, IN),
    "part": (404, 404, 403, 404, 404, 403, 403, 403, 403, 403, IN),
    "entry_reverse": (403, 403, 403, 404, 403, 403, 403, 403, 403, 403, IN),
    "tour_take": (TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, 403, 403, IN),
    "dossier_take_back": COMMITTEES,
    "paper_add": COMMITTEES,
    "paper_send": COMMITTEES,
    "import_act": (TAKEN, 403, 403, 403, 403, 403, 403, 403, 403, 403, IN),
    "roll_mark": COMMITTEES,
    "meeting_write": COMMITTEES,
    "presence_settle": (404, 404, 403, 404, 403, 403, 403, 403, 403, 403, IN),
    "handbook_slips": COMMITTEES,
    "handbook_no_phone": COMMITTEES,
    "library_act": (TAKEN, TAKEN, 403, 403, 403, 403, 403, 403, 403, 403, IN),
    "study_write": COMMITTEES,
    "calendar_add": MANAGERS,
    "submission_act": COMMITTEES,
    "report_preview": REPORTERS,
}


def test_every_address_that_is_only_written_to_has_its_writers() -> None:
    assert {name for name, (_arguments, statuses) in EXPECTED.items() if 405 in statuses} == set(WRITTEN)


def test_each_reader_writes_what_is_his_and_nothing_else(office: Callable[[str], Client]) -> None:
    browsers = {reader: office(reader) for reader in READERS}
    last = book.last_number()
    found = {name: tuple(written(browsers[reader], name) for reader in READERS) for name in WRITTEN}
    assert found == WRITTEN
    assert book.last_number() == last


def test_who_is_refused_a_page_is_refused_its_form(office: Callable[[str], Client]) -> None:
    browsers = {reader: office(reader) for reader in READERS}
    taken = {}
    for name, (_arguments, statuses) in EXPECTED.items():
        outside = [reader for reader, status in zip(READERS, statuses, strict=True) if status in (403, 404, IN)]
        taken |= {(name, reader): TAKEN for reader in outside if written(browsers[reader], name) == TAKEN}
    assert taken == {}


def refused(status: int) -> int:
    return status if status in (403, 404, IN) else TAKEN


def written(browser: Client, name: str) -> int:
    """The refusal an empty form is met with, or TAKEN; whatever it did is taken back."""
    before = transaction.savepoint()
    answer = browser.post(address(name), {})
    transaction.savepoint_rollback(before)
    outside = answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/")
    return IN if outside else refused(answer.status_code if answer.status_code != 302 else 200)
