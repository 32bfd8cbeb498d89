"""What is recorded late is folded from a stage that was kept: it must be what a fold from nothing gives, and the stages must not change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dangvu.ledger import book, structure
from dangvu.ledger.kinds.base import Fact
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.structure import Structure
from tests import case

pytestmark = pytest.mark.django_db


def told(one: Structure) -> tuple[object, ...]:
    """Everything a structure says."""
    lines = {org: (line.days, line.states) for org, line in one.timelines.items()}
    below = {org: found for org, found in one._below.items() if found}
    return lines, one.closings, one.legs, one.facts, one.events, one.codes, below


def left_out(facts: list[Fact]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Each fact that the others can do without, with the others."""
    for fact in facts:
        rest = [each for each in facts if each is not fact]
        try:
            Structure.of(rest)
        except Refusal:
            continue
        yield fact, rest


def test_a_late_event_folded_from_a_stage_is_the_whole_fold(monkeypatch: pytest.MonkeyPatch) -> None:
    case.load()
    facts = list(book.structural_facts(book.last_number()))
    whole = told(Structure.of(facts))
    monkeypatch.setattr(structure, "LEAST", 3)
    monkeypatch.setattr(structure, "MARKS", 1000)
    from_a_stage = 0
    for fact, rest in left_out(facts):
        base = Structure.of(rest)
        before = told(Structure.of(rest))
        late = not base.grows(fact)
        from_a_stage += late and bool(base._until(fact).facts)
        grown = base.with_fact(fact)
        assert told(grown) == whole
        if late:
            # Neither the one it was folded from, nor what that one kept, has changed.
            assert told(base) == before
            assert all(told(mark) == told(Structure.of(mark.facts)) for mark in base._marks)
        # What was folded so is itself a beginning for the next late event, and gives it up again.
        assert told(grown.without(fact.number)) == before
    assert from_a_stage >= 5


def test_an_organisation_founded_in_the_middle_makes_later_stages_useless(monkeypatch: pytest.MonkeyPatch) -> None:
    case.load()
    facts = list(book.structural_facts(book.last_number()))
    monkeypatch.setattr(structure, "LEAST", 1)
    monkeypatch.setattr(structure, "MARKS", 1000)
    grew = late = 0
    for fact, rest in left_out(facts):
        base = Structure.of(rest)
        if base.grows(fact) and fact.order < rest[-1].order:
            grew += 1
            for other, without in left_out(rest):
                twice = Structure.of(without)
                if twice.grows(fact) and not twice.with_fact(fact).grows(other):
                    late += 1
                    assert told(twice.with_fact(other)) == told(Structure.of(facts))
        if grew == 3:
            break
    assert late
