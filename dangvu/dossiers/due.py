"""The due list: everything with a day by which it is to be done, from open dossiers and from the books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.core.periods import add_months
from dangvu.dossiers import deadlines, forecast, kinds, papers
from dangvu.dossiers.cases import Case, gathered
from dangvu.dossiers.holdings import members, standing
from dangvu.dossiers.life import STANDING, ceremony, events
from dangvu.dossiers.models import Dossier, Paper, Step
from dangvu.ledger import book
from dangvu.ledger.followed import Followed
from dangvu.orgs.models import Person
from dangvu.rules import services as rules

AHEAD = dt.timedelta(days=60)
"""How far ahead an expiring paper or the end of a probation is told."""


@dataclass(frozen=True)
class Item:
    """One thing to be done. ``family``: dossier, paper, probation, badge, question, poll or assignment.

    ``dossier``: its id, None where none is open.

    ``paper``: the number of the question or poll.

    ``guard``: the right of its own that seeing it takes, if it takes one.
    """

    family: str
    title: str
    by: dt.date
    org: int
    person: Person | None = None
    dossier: int | None = None
    kind: str = ""
    in_charge: str = ""
    guard: str = ""
    paper: int | None = None

    def overdue(self, on: dt.date) -> bool:
        return on > self.by


def items(orgs: Collection[int], on: dt.date, path: Sequence[int] = ()) -> list[Item]:
    """What is due in some organisations, the earliest first. ``path``: where rules are looked for, itself first."""
    return named(told(orgs, on, path))


Told = tuple[Item, int | None]
"""What is due, without its person, and the person's id: what is remembered names nobody."""


def told(orgs: Collection[int], on: dt.date, path: Sequence[int] = ()) -> tuple[Told, ...]:
    """The same before anybody's name is read."""
    return _reckoned(book.head(), _work(), get_language(), frozenset(orgs), on, tuple(path), rules.Rulebook())


def named(some: Sequence[Told]) -> list[Item]:
    """With the persons' names."""
    people = Person.objects.in_bulk({person for _item, person in some if person is not None})
    return [replace(item, person=people[person]) if person is not None else item for item, person in some]


def overdue(orgs: Collection[int], on: dt.date, path: Sequence[int] = ()) -> int:
    """How much of it is overdue on the day: nobody's name is read for a number."""
    return sum(item.overdue(on) for item, _person in told(orgs, on, path))


def when(item: Item) -> tuple[dt.date, int, str]:
    """The order of a list of what is due."""
    return item.by, item.org, item.title


def _work() -> tuple[object, ...]:
    """What names the state of the dossiers: their last step and paper, and when a paper was last withdrawn. All else stays as written."""
    step = Step.objects.order_by("-pk").values_list("pk", "recorded_at").first()
    paper = Paper.objects.order_by("-pk").values_list("pk", "recorded_at").first()
    return step, paper, Paper.objects.aggregate(last=Max("withdrawn_at"))["last"]


@lru_cache(maxsize=16)
def _reckoned(
    _head: str, _state: tuple[object, ...], language: str | None, orgs: frozenset[int], on: dt.date, path: tuple[int, ...],
    rulebook: rules.Rulebook,
) -> tuple[Told, ...]:  # fmt: skip
    """Put together once for each state of the book, the dossiers and the rules. What the books ask for follows the entries."""
    cases = [case for case in open_cases(rulebook) if case.place.org_id in orgs]
    state, where = book.state(), (language, orgs, on, path, rulebook)
    under_way = {case.dossier.person_id for case in cases if case.dossier.kind == "official_recognition"}
    ending = _ending.of(where, state, lambda among: _probations(orgs, on, path, rulebook, among))
    earning = _earning.of(where, state, lambda among: _badges(orgs, on, path, rulebook, among))
    found = [
        *((replace(item, person=None), item.person.pk if item.person else None) for item in (*_of_dossiers(cases), *_of_papers(cases, on))),
        *((item, person) for person, item in ending.items() if person not in under_way),
        *((item, person) for person, (_earned, item) in sorted(earning.items(), key=lambda each: (each[1][0], each[0]))),
    ]
    return tuple(sorted(found, key=lambda each: when(each[0])))


def open_cases(rulebook: rules.Rulebook) -> list[Case]:
    """Every open dossier as a case."""
    return gathered(Dossier.objects.filter(open=True).select_related("organisation", "person").order_by("pk"), rulebook)


def _of_dossiers(cases: Collection[Case]) -> Iterator[Item]:
    for case in cases:
        for due in deadlines.of_case(case):
            yield _item(case, "dossier", due.title, due.by)


def _of_papers(cases: Collection[Case], on: dt.date) -> Iterator[Item]:
    """Papers of open dossiers that expire soon or have expired."""
    for case in cases:
        for each in papers.checklist(case, on):
            if each.expires is not None and each.expires <= on + AHEAD:
                yield _item(case, "paper", _("%(code)s hết giá trị") % {"code": each.code}, each.expires)


def _item(case: Case, family: str, title: str, by: dt.date) -> Item:
    dossier = case.dossier
    found = kinds.get(dossier.kind)
    return Item(family, title, by, case.place.org_id, dossier.person, dossier.pk, str(found.title), dossier.in_charge, found.guard)


_ending: Followed[Item] = Followed(8)
_earning: Followed[tuple[dt.date, Item]] = Followed(8)


def _probations(
    orgs: Collection[int], on: dt.date, path: Sequence[int], rulebook: rules.Rulebook, among: Collection[int] | None
) -> dict[int, Item]:
    """Probations that end soon or have ended."""
    there = dict(members(orgs, on, "probationary", among))
    found = {}
    for one, life in events(there, STANDING).items():
        begun = ceremony(life)
        if begun is None:
            continue
        end = add_months(begun, rulebook.get("recognition.probation_months", on=begun, path=path).value)
        if end <= on + AHEAD:
            by = rulebook.deadline(rulebook.get("recognition.cell_review", on=end, path=path), end)
            title = _("Xét công nhận chính thức (hết dự bị %(day)s)") % {"day": vn_day(end)}
            found[one] = Item("probation", title, by, there[one], kind="official_recognition")
    return found


def _badges(
    orgs: Collection[int], on: dt.date, path: Sequence[int], rulebook: rules.Rulebook, among: Collection[int] | None
) -> dict[int, tuple[dt.date, Item]]:
    """Who earns a badge in the next round, or should have had one; with the day it was earned on, by which they are put in order."""
    earning = forecast.found_among(standing(orgs, on, among=among), on, 1, path, rulebook)
    return {person: (each.earned_on, _badge(each, cell)) for person, (cell, (each,)) in earning.items()}


def _badge(each: forecast.Candidate, cell: int) -> Item:
    said = {"years": each.years, "day": vn_day(each.round.on)}
    title = _("Huy hiệu %(years)d năm (muộn), đợt %(day)s") % said if each.late else _("Huy hiệu %(years)d năm, đợt %(day)s") % said
    if each.waits_until:
        title += " · " + _("đang kỷ luật, xét từ %(day)s") % {"day": vn_day(each.waits_until)}
    return Item("badge", title, each.round.on, cell, kind="badge")


def place_of(item: Item) -> str:
    """The name of the organisation an item is of."""
    state = book.tree().timelines[item.org].states[-1]
    return state.name
