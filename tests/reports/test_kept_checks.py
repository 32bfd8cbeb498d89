"""What a check found is remembered with the book, the content and the rules: a check that reads more says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.reports import services
from dangvu.reports.checks import CHECKS, base, run_all
from dangvu.reports.models import Letterhead, Report
from dangvu.rules import services as rules
from tests import cast
from tests.cast import line, record

pytestmark = pytest.mark.django_db
START, END = dt.date(2020, 1, 1), dt.date(2020, 3, 31)
TABLE = re.compile(r'(?:FROM|JOIN)\s+"?([a-z]+_[a-z]+)')
OF_THE_BOOK = re.compile("(ledger|rules)_|orgs_(organisation|person)")


@pytest.fixture
def report() -> Report:
    record(*cast.book(), line("inspection_round", "2020-02-01", org="K1", type="inspection_thematic", acting="committee",
                              topic="x", targets=[{"org": "A"}, {"org": "B"}]))  # fmt: skip
    return services.create("quarterly", cast.org("K1"), START, END, END, "clerk")


def asked_of(statements: Iterable[dict[str, str]]) -> set[str]:
    return {table for each in statements for table in TABLE.findall(each["sql"])}


def test_what_is_remembered_is_of_the_book_and_the_rules_alone(report: Report) -> None:
    content = services.content_of(report)
    beside = {}
    for rule in CHECKS.keys() - base.AFRESH:
        record(line("activity", "2020-02-02", org="A", type="talk", quantity=1))
        with CaptureQueriesContext(connection) as asked:
            list(CHECKS[rule](Report(organisation_id=content.org, start=START, end=END, as_of=END), content))
        if other := {table for table in asked_of(asked) if not OF_THE_BOOK.match(table)}:
            beside[rule] = other
    assert beside == {}


def test_a_second_look_reads_neither_postings_nor_what_is_sealed(report: Report) -> None:
    first = run_all(report, services.content_of(report))
    with CaptureQueriesContext(connection) as asked:
        assert run_all(report, services.content_of(report)) == first
    assert not asked_of(asked) & {"ledger_posting", "ledger_sealed"}


def test_a_narrative_a_number_and_a_letterhead_are_looked_at_again(report: Report) -> None:
    content = services.content_of(report)
    assert "nothing_left_open" not in {each.rule for each in run_all(report, content)}
    services.save_narrative(report, "limits", "Còn ........ việc.", "clerk")
    assert "nothing_left_open" in {each.rule for each in run_all(report, services.content_of(report))}
    assert content.statement is not None
    wrong = replace(content, statement=replace(content.statement, closing=9))
    assert "closing_is_the_stock" in {each.rule for each in run_all(report, wrong)}
    assert "place_named" in {each.rule for each in run_all(report, content)}
    Letterhead.objects.create(organisation=report.organisation, place="Đông Anh")
    assert "place_named" not in {each.rule for each in run_all(report, services.content_of(report))}


def test_an_office_that_changes_a_rule_is_told_anew(report: Report) -> None:
    before = rules.Rulebook()
    with CaptureQueriesContext(connection) as asked:
        assert before.stamp == ()
    assert len(asked) == 1, "an office that added nothing is asked in one statement"
    rules.apply_jurisdiction(cast.org("K1"), "ha-noi", START)
    assert rules.Rulebook() != before and rules.Rulebook() == rules.Rulebook()
