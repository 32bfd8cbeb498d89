"""What is kept of lives is what the book says, after every entry; and who is a member is the same summed either way."""

from __future__ import annotations

from dataclasses import fields

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from dangvu.dossiers import holdings, honours
from dangvu.ledger import book, pages
from dangvu.orgs.models import Person
from dangvu.privacy import erasure
from tests import case, cast
from tests.cast import line, record
from tests.figures.asking import day

pytestmark = pytest.mark.django_db


def told() -> dict[int, honours.Honours]:
    """Of everybody who ever stood anywhere."""
    return honours.honours({person for person, _cell in holdings.members(book.tree().timelines.keys(), day("2023-03-31"))})


def afresh() -> dict[int, honours.Honours]:
    """The same with nothing kept before."""
    honours._remembered[0] = honours._Kept()
    return told()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    honours._remembered[0] = honours._Kept()


def test_after_every_entry_it_is_what_reading_everything_gives() -> None:
    record(*cast.book())
    entries = (
        line("badge_awarded", "2022-02-03", person="an", years=30, ref="badge"),
        line("disciplined", "2022-03-01", person="an", form="warning", violations=["chastity"]),
        line("struck_off", "2022-05-01", person="binh"),
        line("readmitted", "2023-01-01", person="binh", org="A"),
        line("reversal", "2022-02-04", of="badge"),
    )
    before = told()
    for entry in entries:
        assert record(entry)
        kept = told()
        assert kept == afresh(), entry["kind"]
        assert kept != before, entry["kind"]
        before = kept


def test_one_entry_reads_the_life_it_touches_and_no_other() -> None:
    case.load()
    told()
    record(line("badge_awarded", "2023-02-03", person=_somebody(), years=30))
    persons = set(told())
    record(line("badge_awarded", "2023-02-04", person=_somebody(), years=40))
    with CaptureQueriesContext(connection) as asked:
        assert honours.honours(persons)
    lives = [each["sql"] for each in asked if "source_id" in each["sql"]]
    assert len(lives) == 1 and "IN (" in lives[0] and lives[0].count(",") < 20


def _somebody() -> str:
    person, _cell = holdings.members(book.tree().timelines.keys(), day("2023-03-01"))[0]
    return Person.objects.get(pk=person).code


def test_what_came_to_nothing_is_not_kept() -> None:
    record(*cast.book())
    with transaction.atomic():
        record(line("badge_awarded", "2022-02-03", person="an", years=30))
        assert [each.grades for each in told().values() if each.grades] == [{30}]
        transaction.set_rollback(True)
    record(line("badge_awarded", "2022-02-03", person="binh", years=40))
    assert [each.grades for each in told().values() if each.grades] == [{40}]


def test_what_was_shredded_is_not_kept_and_no_reason_ever_is() -> None:
    record(*cast.book(), line("disciplined", "2022-03-01", person="an", form="warning", violations=["chastity"], note="riêng"))
    assert [dict(each.told) for one in told().values() for each in one.disciplined] == [{"form": "warning"}]
    record(line("transferred_out", "2022-06-01", person="binh", to="Xa"))
    binh = Person.objects.get(code="binh")
    honours.honours({binh.pk})
    assert honours._remembered[0].sort[binh.pk] != honours.UNREAD
    erasure.erase(binh, reason="request", actor="thử", on=day("2022-07-01"))
    told()
    assert honours._remembered[0].sort[binh.pk : binh.pk + 1].sum() == honours.UNREAD


def test_nothing_kept_is_a_name() -> None:
    assert {each.name for each in fields(honours.Honours)} == {"start", "came", "grades", "gaps", "disciplined"}


@pytest.mark.parametrize("status", ["", "official", "probationary"])
def test_members_of_many_organisations_are_the_same_from_the_pages_and_from_the_postings(
    status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.load()
    monkeypatch.setattr(holdings, "MOST_NAMED", 1)
    orgs, on = book.tree().timelines.keys(), day("2022-12-31")
    pages.drop()
    summed = holdings.members(orgs, on, status)
    assert summed
    pages.rebuild()
    with CaptureQueriesContext(connection) as asked:
        assert holdings.members(orgs, on, status) == summed
    assert not any("SUM(" in each["sql"] for each in asked)
    some = sorted(orgs)[::2]
    assert holdings.members(some, on, status) == [pair for pair in summed if pair[1] in set(some)]
