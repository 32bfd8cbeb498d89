"""Everybody's life read in one go is what reading each of them gives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.dossiers import everybody, honours
from dangvu.dossiers.life import Event, events
from dangvu.ledger import book
from dangvu.orgs.models import Person
from tests import case, cast
from tests.cast import line, record
from tests.oracle.ledgers import ledgers
from tests.oracle.world import Line
from tests.properties.engine import a_book

pytestmark = pytest.mark.django_db
KINDS, FIELDS = honours.TELLING, honours.FIELDS


def bare(told: list[Event]) -> list[Event]:
    """With the fields that are asked for; more is read of those whose events were amended."""
    return [replace(each, told={name: each.told[name] for name in FIELDS if name in each.told}) for each in told]


def one_by_one() -> dict[int, list[Event]]:
    """Of everybody; who has no such event is left out."""
    found = events(Person.objects.values_list("pk", flat=True), KINDS)
    return {person: bare(told) for person, told in found.items() if told}


def at_once() -> dict[int, list[Event]]:
    """The same from the whole book; of those of whom something was taken back, as the columns' reader does."""
    whole = everybody.everybody(book.last_number(), KINDS, FIELDS)
    begun = whole.begun.tolist()
    ends = [*begun[1:], len(whole.person)]
    found = {int(whole.person[first]): whole.life(first, end) for first, end in zip(begun, ends, strict=True)}
    found |= {person: told for person, told in events(whole.amended, KINDS).items() if told}
    return {person: bare(told) for person, told in found.items()}


@given(st.one_of(ledgers(), ledgers(crowded=True)), st.integers(1, 40))
def test_random_books_read_whole_are_as_read_person_by_person(lines: list[Line], stretch: int) -> None:
    with pytest.MonkeyPatch.context() as patched, a_book(lines):
        patched.setattr(everybody, "STRETCH", stretch)
        assert at_once() == one_by_one()


def test_what_was_sealed_or_taken_back_is_told_alike() -> None:
    record(
        *cast.book(),
        line("badge_awarded", "2022-02-03", person="an", years=30, ref="badge"),
        line("badge_awarded", "2022-02-03", person="an", years=40),
        line("disciplined", "2022-03-01", person="an", form="warning", violations=["chastity"]),
        line("struck_off", "2022-05-01", person="binh"),
        line("readmitted", "2023-01-01", person="binh", org="A"),
        line("reversal", "2022-02-04", of="badge"),
        line("person", "2019-01-01", person="dung", name="Phạm Văn Dũng", birth="1960-01-01", sex="male"),
        line("carried_over", "2020-01-01", person="dung", org="B", status="official", party_age_from="1985-01-01"),
    )
    found = at_once()
    assert found == one_by_one() and found
    assert any("party_age_from" in each.told for told in found.values() for each in told)
    an = found[Person.objects.get(code="an").pk]
    assert [each.told["years"] for each in an if each.kind == "badge_awarded"] == [40]


def test_badges_are_reckoned_from_the_same_honours_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    case.load()
    persons = set(Person.objects.values_list("pk", flat=True))
    found = []
    for whole in (0, 10**9):
        monkeypatch.setattr(honours, "WHOLE", whole)
        monkeypatch.setattr(honours, "_remembered", [honours._Kept()])
        found.append(honours.honours(persons))
    assert found[0] == found[1] and any(each.start for each in found[0].values())
