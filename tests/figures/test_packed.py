"""Figures are the same whether postings are packed or not, at every moment of knowledge, through late recordings and reversals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.figures import services
from dangvu.figures.catalogue import FIGURES
from dangvu.figures.engines import traits
from dangvu.figures.engines.scope import Scope
from dangvu.figures.engines.told import Judge
from dangvu.figures.services import Query
from dangvu.ledger import book, packed, pages
from dangvu.ledger.models import Book, Page, Run
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Person
from dangvu.privacy import erasure
from tests import case, cast
from tests.cast import line
from tests.figures.asking import day, query

pytestmark = pytest.mark.django_db
EVERYTHING = list(FIGURES)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often figures got packed rows, how often they got none, and how many rows were judged by persons' columns."""
    told: Counter[str] = Counter()

    def watched(ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(scope: Scope, accounts: Collection[int], *days: Any) -> Any:
            found = ask(scope, accounts, *days)
            # What no account was ever opened for is nowhere.
            if accounts:
                told["none" if found is None else "packed"] += 1
            return found

        return asked

    def judged(judge: Judge, *args: Any) -> Any:
        told["judged"] += len(judge.rows)
        return judge_rows(judge, *args)

    judge_rows = Judge.judged
    monkeypatch.setattr(Scope, "balances", watched(Scope.balances))
    monkeypatch.setattr(Scope, "movements", watched(Scope.movements))
    monkeypatch.setattr(Judge, "judged", judged)
    return told


def answers(asked: Query) -> object:
    """All figures of one organisation, and of all."""
    everywhere = services.evaluate_everywhere(EVERYTHING, asked)
    return services.evaluate(EVERYTHING, asked), {code: dict(found) for code, found in everywhere.items()}


def compared(given: Counter[str], asked: list[Query]) -> None:
    """The answers with what is packed now are those without; and the first came from packed rows only, the others from none."""
    given.clear()
    quick = [answers(each) for each in asked]
    assert given["packed"] and given["judged"] and not given["none"]
    pages.drop()
    given.clear()
    assert [answers(each) for each in asked] == quick
    assert given["none"] and not given["packed"] and not given["judged"]


def test_packed_or_not_the_answers_are_the_same(given: Counter[str]) -> None:
    org = case.load()
    last = book.last_number()
    assert not Run.objects.exists()
    assert pages.rebuild() > 1000
    # The whole run, and single postings taken back from it.
    compared(given, [case.term(org), case.quarter(org), case.term(org, last - 40), case.term(org, last // 2 + 1)])


def test_runs_that_grow_are_merged(settings: Any) -> None:
    settings.BALANCES_AFTER = 1
    changed_people()
    runs = list(Run.objects.order_by("first"))
    assert all(before.postings >= pages.LARGER * after.postings for before, after in pairwise(runs))
    assert runs[0].first == 1 and runs[-1].last == book.last_number()
    assert Book.objects.get(pk=1).packed == Book.objects.get(pk=1).postings
    assert verify()[0] == []


def test_runs_follow_each_other(settings: Any, monkeypatch: pytest.MonkeyPatch, given: Counter[str]) -> None:
    settings.BALANCES_AFTER = 300
    monkeypatch.setattr(pages, "LARGER", 0)
    org = case.load()
    runs = list(Run.objects.order_by("first"))
    assert len(runs) >= 2
    assert runs[0].first == 1 and all(after.first == before.last + 1 for before, after in pairwise(runs))
    assert sum(run.postings for run in runs) == Book.objects.get(pk=1).packed
    assert verify()[0] == []
    # In the middle of a run and near both its ends: postings are added or taken back.
    compared(given, [case.term(org, known) for known in (runs[0].last + 3, runs[-1].first + 5, runs[-1].last - 5)])


def changed_people() -> None:
    """A value amended, a declaration taken back and made anew, a duplicate merged, a life erased."""
    cast.record(*cast.book(), line("person", "2019-01-01", person="ba", name="Đỗ Thị Ba", birth="1960-01-31", sex="female", ref="ba"))
    cast.record(
        line("reversal", "2019-02-01", of="ba"),
        line("person", "2019-03-01", person="ba", name="Đỗ Văn Ba", birth="1961-01-31", sex="male"),
        line("carried_over", "2020-01-01", person="ba", org="B", status="official"),
        line("person", "2019-01-01", person="ba2", name="Đỗ Văn Ba", sex="male"),
        line("carried_over", "2020-01-01", person="ba2", org="D", status="official"),
        line("transferred", "2021-05-01", person="an", org="D"),
        line("organisation_moved", "2022-06-01", org="C", parent="K1"),
        line("amended", "2022-01-01", person="binh", changes={"sex": None}),
        line("transferred", "2023-05-01", person="an", org="A"),
    )


def test_persons_whose_values_changed_are_told_as_of_their_day(settings: Any, monkeypatch: pytest.MonkeyPatch, given: Counter[str]) -> None:
    settings.BALANCES_AFTER = 1
    monkeypatch.setattr(pages, "LARGER", 0)
    changed_people()
    known = [book.last_number()]
    traits.traits()
    cast.record(
        line("persons_merged", "2023-06-01", person="ba", duplicate="ba2", reason="một người"),
        line("amended", "2021-01-01", person="an", changes={"birth": "1990-05-01"}),
        line("died", "2023-07-01", person="ba"),
    )
    known.append(book.last_number())
    erasure.erase(Person.objects.get(code="ba"), reason="request", actor="test", on=day("2023-08-01"))
    known.append(book.last_number())
    asked = [query(org, "2020-01-01", end, number) for org in ("R", "K1") for end in ("2021-06-30", "2023-12-31") for number in known]
    compared(given, asked)


def test_a_question_reads_the_pages_and_sums_nothing() -> None:
    org = case.load()
    pages.rebuild()
    with CaptureQueriesContext(connection) as asked:
        services.evaluate(["member_total", "admitted", "member_men"], case.term(org))
    told = [each["sql"] for each in asked]
    if connection.vendor == "sqlite":  # PostgreSQL is asked for bytes past Django's cursor
        assert any("ledger_page" in sql for sql in told)
    assert not any("SUM(" in sql and "ledger_posting" in sql for sql in told)


def test_too_much_beside_the_pages_is_summed_as_before(monkeypatch: pytest.MonkeyPatch, given: Counter[str]) -> None:
    org = case.load()
    pages.rebuild()
    monkeypatch.setattr(packed, "SINGLE", 10)
    found = answers(case.term(org, book.last_number() - 40))
    assert given["none"] and not given["packed"]
    pages.drop()
    assert answers(case.term(org, book.last_number() - 40)) == found


def test_verify_finds_a_page_that_was_changed() -> None:
    case.load()
    pages.rebuild()
    assert verify()[0] == []
    page = Page.objects.exclude(opening=b"").first()
    assert page is not None
    Page.objects.filter(pk=page.pk).update(opening=bytes(page.opening)[::-1])
    assert [found.table for found in verify()[0]] == ["ledger_page"]
    Page.objects.filter(pk=page.pk).delete()
    assert [found.table for found in verify()[0]] == ["ledger_page"]
    pages.rebuild()
    Run.objects.update(last_year=2020)
    assert [found.table for found in verify()[0]] == ["ledger_page"]
    pages.rebuild()
    assert verify()[0] == []
