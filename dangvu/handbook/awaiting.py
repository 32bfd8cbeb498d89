"""What awaits a member: Party age and next badge, dues, posts and other assignments, dossiers in progress and what they still lack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dangvu.dossiers import deadlines, holdings, kinds, papers
from dangvu.dossiers.cases import Case, gathered
from dangvu.dossiers.forecast import Candidate, candidates
from dangvu.dossiers.kinds.base import Ask
from dangvu.dossiers.life import Event, badges, life, party_age_months
from dangvu.dossiers.models import Dossier, Participant, Step
from dangvu.dues import services as dues
from dangvu.handbook import assignments
from dangvu.ledger import book
from dangvu.ledger.kinds.offices import POSTS
from dangvu.orgs.models import Person
from dangvu.rules import services as rules

ROUNDS = 80
"""Rounds looked ahead for the next badge: four a year, and no two grades lie more than ten years apart."""
MONTHS = 12


@dataclass(frozen=True)
class Assigned:
    """Something a member holds or was given to do: in words, and where or for whom."""

    title: str
    about: str


@dataclass(frozen=True)
class InProgress:
    """A dossier in progress: where it stands, what it still lacks, by when something must be done."""

    title: str
    state: str
    opened: dt.date
    lacking: tuple[str, ...] = ()
    due: tuple[tuple[str, dt.date], ...] = ()


class Awaiting:
    """What the books and the dossiers tell one member on a day, each read when it is asked for."""

    def __init__(self, person: Person, on: dt.date) -> None:
        self.person, self.on = person, on

    @cached_property
    def _told(self) -> list[Event]:
        return life(self.person.pk)

    @property
    def months(self) -> int | None:
        """Whole months of Party age; None where the books do not say from when it runs."""
        return party_age_months(self._told, self.on)

    @property
    def badges(self) -> list[int]:
        """Years of the badges that were awarded."""
        return sorted(badges(self._told))

    @property
    def next_badge(self) -> Candidate | None:
        """The next badge with the day it is earned and its round; None for who stands nowhere."""
        place = holdings.place(self.person)
        path = book.tree().at(self.on).upward(place) if place is not None else ()
        return next(iter(candidates([self.person.pk], self.on, ROUNDS, path)), None) if place is not None else None

    @property
    def dues(self) -> list[dues.Month]:
        """The last twelve months the books tell of, the latest first."""
        return dues.of_person(self.person)[:MONTHS]

    @property
    def cases(self) -> list[InProgress]:
        """Dossiers in progress about the member, then lists he or she stands in."""
        own = self.person.dossiers.filter(open=True).select_related("organisation", "person")
        lists = Participant.objects.filter(person=self.person, outcome="", dossier__open=True).select_related("dossier")
        return [*(self._case(Case(each)) for each in own), *(_listed(each.dossier) for each in lists)]

    def _case(self, case: Case) -> InProgress:
        needed = papers.checklist(case, self.on)
        lacking = tuple(each.title for each in needed if each.required and each.status is not papers.Status.PRESENT)
        return InProgress(*_where(case.dossier), lacking, _deadlines(case))

    @property
    def assigned(self) -> list[Assigned]:
        """Posts of the books, then what a dossier in progress of the own cell names the member for (a mentor of somebody admitted)."""
        return [*self._posts(), *self._named()]

    @cached_property
    def work(self) -> assignments.Year | None:
        """What the cell assigned for the year, with reports and judgement; the year before while that one is still open."""
        return next((each for each in assignments.of_person(self.person) if each.year == self.on.year or each.open), None)

    def _posts(self) -> Iterator[Assigned]:
        timelines = book.tree().timelines
        for org, post in holdings.posts(self.person, self.on):
            yield Assigned(str(POSTS.get(post, post)), timelines[org].states[-1].name)

    def _named(self) -> Iterator[Assigned]:
        place = holdings.place(self.person)
        some = Dossier.objects.filter(open=True, organisation=place).exclude(person=self.person).select_related("person")
        for case in gathered(some if place is not None else ()):
            # What was said last holds: another mentor takes the place of the first.
            told = {ask.name: (ask, step.data[ask.name]) for step in case.steps for ask in _persons(step) if ask.name in step.data}
            about = case.dossier.person.name if case.dossier.person else case.dossier.subject
            yield from (Assigned(str(ask.title), about) for ask, code in told.values() if code == self.person.code)


def _persons(step: Step) -> list[Ask]:
    """What a step asked for that is a person. A dossier that takes a right of its own to be seen tells nobody else what is in it."""
    procedure = kinds.get(step.dossier.kind)
    moves = () if procedure.guard else procedure.workflow.moves
    return [ask for row in moves for ask in row.asks if row.verb == step.verb and ask.sort == "person"]


def _where(dossier: Dossier) -> tuple[str, str, dt.date]:
    procedure = kinds.get(dossier.kind)
    return str(procedure.title), str(procedure.workflow.states[dossier.state]), dossier.opened_on


def _listed(dossier: Dossier) -> InProgress:
    return InProgress(*_where(dossier))


def _deadlines(case: Case) -> tuple[tuple[str, dt.date], ...]:
    try:
        return tuple((str(each.title), each.by) for each in deadlines.of_case(case))
    except rules.UnknownRule:
        return ()
