"""What is due by the books and who earns a badge, followed entry by entry, is what is found anew; and an entry asks about few."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from dangvu.dossiers import due, everybody, forecast, holdings, honours
from dangvu.ledger import book, followed
from dangvu.ledger.followed import Followed
from dangvu.orgs.models import Person
from dangvu.privacy import erasure
from dangvu.rules import services as rules
from tests import case, cast
from tests.cast import line, record
from tests.figures.asking import day
from tests.oracle.ledgers import ledgers
from tests.oracle.world import Line
from tests.properties.engine import a_book

pytestmark = pytest.mark.django_db
DAYS = (dt.date(2022, 1, 15), dt.date(2051, 5, 1), dt.date(2054, 11, 2))
"""While the random books go on, and when those who were admitted in them have earned a grade."""


def found() -> list[object]:
    """Everything that follows, of every organisation and of every second one."""
    orgs, rulebook = sorted(book.tree().timelines), rules.Rulebook()
    some = (orgs, orgs[::2])
    badges = [(each, forecast.of_members(each, on, 4, (), rulebook)) for each in some for on in DAYS]
    return [*badges, *((each, due.told(each, on)) for each in some for on in DAYS)]


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Asks anew, and leaves what was kept as it was."""
    with pytest.MonkeyPatch.context() as patched:
        for module, name in ((due, "_ending"), (due, "_earning"), (forecast, "_kept")):
            patched.setattr(module, name, Followed(8))
        patched.setattr(honours, "_remembered", [honours._Kept()])
        patched.setattr(due, "_reckoned", due._reckoned.__wrapped__)
        yield


def check() -> list[object]:
    followed_ = found()
    with nothing_kept():
        assert followed_ == found()
    return followed_


@given(st.one_of(ledgers(), ledgers(crowded=True)), st.lists(st.integers(1, 6), max_size=8), st.sampled_from([0, 20, 10**9]))
def test_random_books_followed_are_as_found_anew(lines: list[Line], steps: list[int], whole: int) -> None:
    """The last lines come some at a time: late ones, reversals, mergers of organisations and of persons among them."""
    cuts = [0, *sorted({max(0, len(lines) - sum(steps[:place])) for place in range(len(steps) + 1)})]
    with pytest.MonkeyPatch.context() as patched, a_book([]) as engine:
        patched.setattr(honours, "WHOLE", whole)
        for first, last in pairwise(cuts):
            engine.load(lines[first:last])
            check()


def test_what_is_recorded_is_followed_and_what_came_to_nothing_is_not() -> None:
    born = {"birth": "1950-01-01", "sex": "female"}
    steps = (
        [line("person", "2019-01-01", person="e", name="Mai Thị Em", **born),
         line("carried_over", "2020-01-01", person="e", org="B", status="official", party_age_from="1992-03-04", ref="e"),
         line("person", "2019-01-01", person="f", name="Đỗ Thị Giang", birth="1990-01-01", sex="female"),
         line("carried_over", "2020-01-01", person="f", org="C", status="probationary", admitted_on="2019-12-20")],
        [line("badge_awarded", "2022-03-05", person="e", years=30, ref="badge")],
        [line("reversal", "2022-03-06", of="badge")],
        [line("disciplined", "2022-01-10", person="e", form="warning", violations=["chastity"])],
        [line("person", "2019-01-01", person="e2", name="Mai Thị Em", **born),
         line("persons_merged", "2022-03-07", person="e", duplicate="e2", taken=[], reason="một người")],
        [line("recognised", "2021-03-01", person="f", ref="f")],
        [line("reversal", "2021-03-02", of="f")],
        [line("transferred", "2021-04-01", person="f", org="D")],
        [line("struck_off", "2022-05-01", person="e")],
        [line("readmitted", "2023-01-01", person="e", org="A")],
    )  # fmt: skip
    record(*cast.book())
    seen = [check()]
    for lines in steps:
        with transaction.atomic():
            record(*[{**each, "ref": f"{each['ref']}-gone"} if each["kind"] != "reversal" else each for each in lines[:1]])
            check()
            transaction.set_rollback(True)
        assert check() == seen[-1]
        record(*lines)
        seen.append(check())
    assert sum(before != after for before, after in pairwise(seen)) >= 8
    record(line("transferred_out", "2022-06-01", person="binh", to="Xa"))
    erasure.erase(Person.objects.get(code="binh"), reason="request", actor="thử", on=day("2022-07-01"))
    check()


def test_the_members_of_some_persons_are_those_of_all() -> None:
    case.load()
    for few in (1, 500):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(holdings, "MOST_NAMED", few)
            for orgs in (sorted(book.tree().timelines), sorted(book.tree().timelines)[::3]):
                everybody_ = holdings.members(orgs, day("2022-12-31"))
                among = {person for person, _cell in everybody_[::7]} | {0}
                assert holdings.members(orgs, day("2022-12-31"), among=among) == [each for each in everybody_ if each[0] in among]


def test_after_an_entry_nobody_is_asked_about_but_whom_it_touches() -> None:
    case.load()
    orgs, on = sorted(book.tree().timelines), day("2023-08-15")
    due.told(orgs, on)
    person, _cell = holdings.members(orgs, on)[0]
    record(line("badge_awarded", "2023-02-03", person=Person.objects.get(pk=person).code, years=30))
    with CaptureQueriesContext(connection) as statements:
        due.told(orgs, on)
    asked = [each["sql"] for each in statements if "ledger_posting" in each["sql"]]
    assert asked and all('"ledger_posting"."id" >' in each or f"IN ({person})" in each for each in asked)


def test_many_touched_are_all_asked_about_and_little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    record(*cast.book())
    kept, asked = Followed[int](2), list[object]()

    def reckon(among: object) -> dict[int, int]:
        asked.append(among)
        return {2: 2, 1: 1}

    assert list(kept.of("a", book.state(), reckon)) == [1, 2]
    kept.of("a", book.state(), reckon)
    record(line("transferred", "2021-04-01", person="binh", org="D"))
    kept.of("a", book.state(), reckon)
    binh = Person.objects.get(code="binh").pk
    assert asked == [None, {binh}]
    monkeypatch.setattr(followed, "MANY", 0)
    record(line("transferred", "2021-05-01", person="binh", org="C"))
    for question in ("a", "b", "c", "b", "a"):
        kept.of(question, book.state(), reckon)
    assert asked == [None, {binh}, None, None, None, None]


def test_a_life_that_is_read_whole_goes_by_numbers_of_rows_on_sqlite() -> None:
    """Led to the index over persons by a plain condition, SQLite took minutes for a district."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's planner goes by what it has counted")
    record(*cast.book())
    seen: list[str] = []
    with CaptureQueriesContext(connection) as statements:
        everybody.everybody(book.last_number(), honours.TELLING, honours.FIELDS)
    for each in statements:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {each['sql'].replace('%', '%%')}", [])
            seen += [row[3] for row in cursor.fetchall()]
    assert seen and not any("posting_person" in step or "entry_kind" in step for step in seen)
