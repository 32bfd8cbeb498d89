"""What the pages have told is not read again, is added to, and is not believed by who proves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.figures import services
from dangvu.figures.engines.live import Seen
from dangvu.ledger import accounts, book, packed, pages
from dangvu.ledger.models import Page
from dangvu.orgs.models import Person
from tests import case, cast
from tests.cast import line
from tests.figures.asking import day
from tests.figures.test_packed import held, posted

pytestmark = pytest.mark.django_db


def recorded_death() -> None:
    """Somebody who is a member dies."""
    person = Person.objects.filter(pk__in=[key[2] for key in held(book.last_number(), "2023-08-15")]).order_by("pk").first()
    assert person is not None
    cast.record(line("died", "2022-07-01", person=person.code))


def test_asked_again_the_book_is_asked_for_its_state_and_its_runs_and_nothing_else() -> None:
    asked, figures = case.term(case.load()), ["member_total", "admitted", "transfers_internal"]
    pages.rebuild()
    first = services.evaluate(figures, asked)
    with CaptureQueriesContext(connection) as statements:
        assert services.evaluate(figures, asked) == first
    state, runs = (each["sql"] for each in statements)
    assert "ledger_book" in state and "ledger_run" in runs and "ledger_page" not in runs


def test_movements_that_are_kept_are_added_to_and_not_believed_by_who_proves() -> None:
    org = case.load()
    pages.rebuild()
    before = case.term(org)
    first = services.evaluate(["member_died"], before)["member_died"].value
    recorded_death()
    after = case.term(org)
    assert services.evaluate(["member_died"], after)["member_died"].value == first + 1
    assert services.evaluate(["member_died"], before)["member_died"].value == first
    Page.objects.update(moves=b"")
    assert services.evaluate(["member_died"], after)["member_died"].value == first + 1
    assert services.evaluate(["member_died"], replace(after, store=services.AFRESH))["member_died"].value == 1


def test_runs_that_were_merged_since_are_asked_for_again() -> None:
    case.load()
    pages.rebuild()
    seen, last = Seen(book.state()), book.last_number()
    asked = (accounts.ids("member"), last, day("2023-08-15"))
    assert seen.held(*asked) is not None
    recorded_death()
    pages.rebuild()
    packed._before.cache_clear()
    told = seen.held(*asked)
    assert told is not None
    assert sum(int(part.quantity.sum()) for part in told) == sum(posted(last, "2023-08-15").values())
