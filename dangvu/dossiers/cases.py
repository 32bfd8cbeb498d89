"""A case: one dossier as guards, effects, deadlines and papers read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Manager, Prefetch, QuerySet, prefetch_related_objects

from dangvu.dossiers.life import Event, life
from dangvu.dossiers.models import Dossier, Paper, Step
from dangvu.ledger import book
from dangvu.ledger.history import facts_of
from dangvu.ledger.kinds.base import Fact
from dangvu.ledger.personfold import replay
from dangvu.ledger.standing import Standing
from dangvu.ledger.structure import Structure
from dangvu.orgs.models import Organisation, Person
from dangvu.orgs.tree import OrgState, Tree
from dangvu.rules import services as rules


@dataclass(frozen=True)
class Ballot:
    """The counts of a vote as they were taken down. ``excluded``: name, and a reason of ``votes.REASONS``."""

    summoned: int
    present: int
    in_favour: int
    against: int = 0
    invalid: int = 0
    excluded: tuple[tuple[str, str], ...] = ()

    @property
    def eligible(self) -> int:
        """The denominator: everybody summoned who is not excluded."""
        return self.summoned - len(self.excluded)


@dataclass(frozen=True)
class Taken:
    """A verb about to be taken: its day, what was filled in, the vote, and the decision with its number."""

    verb: str
    on: dt.date
    data: Mapping[str, Any] = field(default_factory=dict)
    ballot: Ballot | None = None
    passed: bool | None = None
    decision: Mapping[str, str] = field(default_factory=dict)


class Shelf:
    """What several cases read together: the tree once, and the standing of all their persons with one statement."""

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._persons = {each.person_id for each in dossiers if each.person_id}

    @cached_property
    def structure(self) -> Structure:
        return book.structure()

    @cached_property
    def tree(self) -> Tree:
        return self.structure.tree

    @cached_property
    def _facts(self) -> dict[int, list[Fact]]:
        return facts_of(self._persons)

    def standing(self, person: int) -> Standing:
        """Where a person stands after all that is recorded."""
        found, _legs = replay(self._facts[person], self.structure)
        return found


def in_force(steps: Manager[Step]) -> QuerySet[Step]:
    """Of some steps those that were not taken back, without the taking back."""
    return steps.filter(undoes=None, undone_by=None)


def gathered(dossiers: Iterable[Dossier], rulebook: rules.Rulebook | None = None) -> list[Case]:
    """Many dossiers as cases, read in a handful of statements: their steps and papers too."""
    found = list(dossiers)
    steps = Prefetch("steps", in_force(Step.objects), "in_force")
    prefetch_related_objects(found, steps, Prefetch("papers", Paper.objects.filter(withdrawn_at=None), "kept"))
    shelf, rulebook = Shelf(found), rulebook or rules.Rulebook()
    return [Case(each, rulebook, shelf) for each in found]


class Case:
    """A dossier with its steps in force, its person and its place. Read once, then only asked."""

    def __init__(self, dossier: Dossier, rulebook: rules.Rulebook | None = None, shelf: Shelf | None = None) -> None:
        self.dossier = dossier
        self.rulebook = rulebook or rules.Rulebook()
        self.shelf = shelf or Shelf([dossier])

    @cached_property
    def steps(self) -> list[Step]:
        """Steps in force, in order: those taken back and the taking back are left out."""
        if self.dossier._state.adding:
            return []
        known: list[Step] | None = getattr(self.dossier, "in_force", None)
        return known if known is not None else list(in_force(self.dossier.steps))

    @cached_property
    def data(self) -> dict[str, Any]:
        """Everything filled in so far; a later step speaks last."""
        found = dict(self.dossier.data)
        for step in self.steps:
            found.update(step.data)
        return found

    def day(self, verb: str) -> dt.date | None:
        """The day a verb was last taken, ``opened`` for the opening; None when it was not."""
        if verb == "opened":
            return self.dossier.opened_on
        return next((step.on for step in reversed(self.steps) if step.verb == verb), None)

    def date(self, name: str) -> dt.date | None:
        """A day that was filled in."""
        value = self.data.get(name)
        return dt.date.fromisoformat(value) if value else None

    @property
    def person(self) -> Person:
        """Whom it is about. A procedure with a personal subject always has one."""
        assert self.dossier.person is not None
        return self.dossier.person

    @cached_property
    def standing(self) -> Standing:
        """Where the person stands in the books, all told."""
        return self.shelf.standing(self.person.pk)

    @cached_property
    def life(self) -> list[Event]:
        """The person's life as the books tell it."""
        return life(self.person.pk)

    @property
    def org(self) -> Organisation:
        return self.dossier.organisation

    @cached_property
    def place(self) -> OrgState:
        """The organisation the dossier belongs to now: the member's cell, or the one that took a closed one over."""
        tree = self.shelf.tree
        org = self.dossier.organisation_id
        if self.dossier.person_id and self.standing.org:
            org = self.standing.org
        return state_of(tree, successor(tree, org))

    def superior(self, on: dt.date) -> OrgState:
        """The committee right above the dossier's organisation on a day; the organisation itself where nothing stands above."""
        tree = self.shelf.tree.at(on)
        state = tree.state(self.place.org_id)
        above = tree.state(state.parent) if state is not None and state.parent is not None else None
        return above or self.place

    def path(self, on: dt.date) -> tuple[int, ...]:
        """The organisation of the dossier on a day and its superiors, itself first: where rules are looked for."""
        return self.shelf.tree.at(on).upward(self.dossier.organisation_id)

    def rule(self, key: str, on: dt.date) -> rules.Rule:
        """The rule of a day at the dossier's place."""
        return self.rulebook.get(key, on=on, path=self.path(on))

    def value(self, key: str, on: dt.date) -> Any:
        return self.rule(key, on).value


def standing_of(person: int) -> Standing:
    """Where a person stands after all that is recorded."""
    found, _legs = replay(facts_of([person])[person], book.structure())
    return found


def place_name(code: str) -> str:
    """What an organisation is called now; the code itself where nobody knows it."""
    tree = book.tree()
    org = tree.by_code(code)
    return code if org is None else state_of(tree, org).name


def successor(tree: Tree, org: int) -> int:
    """The organisation that took over, through every merger; itself while it is open."""
    seen: set[int] = set()
    while org not in seen and (end := tree.closings.get(org)) is not None and end.into is not None:
        seen.add(org)
        org = end.into
    return org


def state_of(tree: Tree, org: int) -> OrgState:
    """The last state of an organisation."""
    return tree.timelines[org].states[-1]
