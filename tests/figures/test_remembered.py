"""What is remembered of the book is what the book says: after each entry, after one rolled back, and never where something is proved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from dangvu.figures import compared, remembered, services
from dangvu.figures.services import AFRESH, Query
from dangvu.ledger import book as ledger
from tests.cast import book, line, org, record
from tests.figures.asking import day, query

pytestmark = pytest.mark.django_db
DAYS = [day("2020-06-30"), day("2021-12-31")]
ASKED: dict[str, tuple[Any, ...]] = {
    "evaluate": (["member_total", "admitted"], "query"),
    "part": ("member_total", "query", "sex", ["female"]),
    "breakdown": ("member_total", "query", "cell"),
    "series": ("member_total", "query", DAYS),
    "series_of": (["member_total", "admitted"], "query", DAYS),
    "evaluate_everywhere": (["member_total"], "query"),
    "rows": ("member_total", "query", 5),
    "compared": ("member_total", "query", DAYS[0]),
}


@pytest.fixture(autouse=True)
def _book() -> None:
    record(*book())


def each_of(query: Query) -> list[tuple[str, Query]]:
    return [(code, replace(query, end=day)) for code in ("member_total", "admitted") for day in DAYS]


def asked(room: Any, name: str, query: Query) -> Any:
    room = compared if (name, room) == ("compared", services) else room
    told = getattr(room, name)(*(query if each == "query" else each for each in ASKED[name]))
    return {code: dict(given) for code, given in told.items()} if name == "evaluate_everywhere" else told


def both_say(query: Query) -> dict[str, Any]:
    found = {name: asked(remembered, name, query) for name in ASKED}
    assert found == {name: asked(services, name, query) for name in ASKED}
    return found


def admit() -> None:
    record(line("person", "2019-01-01", person="e", name="Mai Thị Em", birth="1990-01-01", sex="female"))
    record(line("admitted", "2021-02-03", person="e", org="B"))


def test_each_state_of_the_book_has_its_own_answers() -> None:
    before = both_say(query("R"))
    with pytest.raises(RuntimeError), transaction.atomic():
        admit()
        changed = both_say(query("R"))
        raise RuntimeError
    assert all(changed[name] != before[name] for name in ASKED)
    assert both_say(query("R")) == before, "what was rolled back was never said"
    assert both_say(query("K2")) != before, "another organisation"
    admit()
    assert both_say(query("R"))["series"] == changed["series"]


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_is_reckoned_once_unless_it_is_to_prove_something(name: str) -> None:
    def statements(query: Query) -> int:
        with CaptureQueriesContext(connection) as told:
            asked(remembered, name, query)
        return len(told)

    wanted = query("K1")
    first, again = statements(wanted), statements(wanted)
    assert again == 1 < first, "only whether the book is still the same"
    proof = replace(wanted, store=AFRESH)
    assert statements(proof) == statements(proof) > 1


def test_questions_of_different_days_are_remembered_together() -> None:
    wanted = each_of(query("K1"))
    found = remembered.evaluate_each(wanted)
    assert found == services.evaluate_each(wanted, services.scope_of(query("K1"))) and len(found) == 4
    with CaptureQueriesContext(connection) as told:
        assert remembered.evaluate_each(wanted) == found
    assert len(told) == 1 and remembered.evaluate_each([]) == {}
    admit()
    assert remembered.evaluate_each(wanted) != found


def test_what_is_done_to_an_answer_is_not_done_to_the_next() -> None:
    wanted = query("R")
    remembered.evaluate(["member_total"], wanted).clear()
    remembered.breakdown("member_total", wanted, "cell").clear()
    assert remembered.evaluate(["member_total"], wanted)["member_total"].value == 2
    assert {each.key for each in remembered.breakdown("member_total", wanted, "cell")} == {"A", "B", "C", "D"}
    assert org("R") == wanted.org


def test_the_last_day_of_a_book_that_grows_and_of_one_that_did_not() -> None:
    before = ledger.last_day()
    with pytest.raises(RuntimeError), transaction.atomic():
        admit()
        assert ledger.last_day() == day("2021-02-03") != before
        raise RuntimeError
    assert ledger.last_day() == before
    record(line("person", "2001-01-01", person="f", name="Ngô Thị Giang", birth="1970-01-01", sex="female"))
    assert ledger.last_day() == before, "an earlier day recorded later"
