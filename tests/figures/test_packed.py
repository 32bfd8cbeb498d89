"""Figures are the same whether postings are packed or not, at every moment of knowledge, through late recordings and reversals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from dangvu.figures import services
from dangvu.figures.catalogue import FIGURES
from dangvu.figures.engines import traits
from dangvu.figures.engines.scope import Scope
from dangvu.figures.engines.told import Judge
from dangvu.figures.services import Query
from dangvu.ledger import accounts, book, packed, pages
from dangvu.ledger.models import Book, Page, Posting, Run
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
    monkeypatch.setattr(Scope, "held", watched(Scope.held))
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
    # An office's book is large enough to be packed as it is loaded.
    assert Run.objects.exists()
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
    traits.traits(book.state())
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
    packed._kept.forget()
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


def held(known: int, on: str) -> Counter[tuple[int, int, int]]:
    """(account, organisation, person) with what is held, from packed rows."""
    rows = packed.held(accounts.ids("member"), known, day(on))
    assert rows is not None
    found: Counter[tuple[int, int, int]] = Counter()
    for account, _day, org, _other, person, quantity in zip(*(column.tolist() for column in rows.columns), strict=True):
        found[account, org, person] += quantity
    return Counter({key: quantity for key, quantity in found.items() if quantity})


def posted(known: int, on: str) -> Counter[tuple[int, int, int]]:
    """The same from the postings one by one."""
    legs = Posting.objects.filter(account__in=accounts.ids("member"), entry__lte=known, on__lte=on)
    sums = legs.values_list("account", "org", "person").annotate(held=Sum("quantity")).exclude(held=0)
    return Counter({(account, org, person): quantity for account, org, person, quantity in sums})


def test_what_persons_hold_is_what_was_posted(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BALANCES_AFTER = 300
    monkeypatch.setattr(pages, "LARGER", 0)
    case.load()
    last = book.last_number()
    knowns = (last, last - 15, Run.objects.order_by("last")[0].last + 3)
    for on in ("1999-12-31", "2022-06-30", "2022-12-31", "2023-01-01", "2023-08-15", "2031-01-01"):
        for known in knowns:
            assert held(known, on) == posted(known, on)


def test_what_a_run_leaves_is_read_once_and_not_kept_for_another_book(settings: Any) -> None:
    case.load()
    pages.rebuild()
    last = book.last_number()
    asked = (accounts.ids("member"), last, day("2023-08-15"))
    before = packed._before.cache_info()
    for _turn in range(3):
        packed.held(*asked)
    assert packed._before.cache_info().misses == before.misses + 1
    # More is recorded, and the runs become another one: nothing of the old is taken for the new.
    person = Person.objects.filter(pk__in=[key[2] for key in held(last, "2023-08-15")]).order_by("pk").first()
    assert person is not None
    cast.record(line("died", "2022-07-01", person=person.code))
    pages.rebuild()
    known = book.last_number()
    assert held(known, "2023-08-15") == posted(known, "2023-08-15") != held(last, "2023-08-15")


def test_a_run_that_goes_while_it_is_read_leaves_the_summing_to_the_store() -> None:
    case.load()
    pages.rebuild()
    run = Run.objects.get()
    with pytest.raises(LookupError):
        packed._before(run.first, run.last + 1, "another", frozenset({1}), 2023)


def test_what_a_run_holds_on_a_day_is_read_once_and_asked_afresh_by_who_proves(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BALANCES_AFTER = 300
    monkeypatch.setattr(pages, "LARGER", 0)
    org = case.load()
    asked = case.term(org)
    read, page = [], packed._page
    monkeypatch.setattr(packed, "_page", lambda account, *more: read.append(account) or page(account, *more))
    first = services.evaluate(["member_total"], asked)
    assert read and Run.objects.count() > 1
    read.clear()
    assert services.evaluate(["member_total"], asked) == first and not read
    # Other runs that end with the same entries, and more entries: nothing is taken for what it is not.
    monkeypatch.setattr(pages, "LARGER", 1000)
    pages.rebuild()
    assert services.evaluate(["member_total"], asked) == first and read
    person = Person.objects.filter(pk__in=[key[2] for key in held(book.last_number(), "2023-08-15")]).order_by("pk").first()
    assert person is not None
    cast.record(line("died", "2022-07-01", person=person.code))
    read.clear()
    later = services.evaluate(["member_total"], case.term(org))["member_total"].value
    assert later == first["member_total"].value - 1 and not read
    # A page that was tampered with is seen by who proves.
    Page.objects.update(opening=b"", moves=b"")
    proof = replace(case.term(org), store=services.AFRESH)
    assert services.evaluate(["member_total"], case.term(org))["member_total"].value == later
    assert services.evaluate(["member_total"], proof)["member_total"].value != later
