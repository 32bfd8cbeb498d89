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
from dangvu.dossiers.holdings import members
from dangvu.dossiers.life import STANDING, ceremony, events
from dangvu.dossiers.models import Dossier, Paper, Step
from dangvu.ledger import book
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
    told = _told(orgs, on, path)
    people = Person.objects.in_bulk({person for _item, person in told if person is not None})
    return [replace(item, person=people[person]) if person is not None else item for item, person in told]


def overdue(orgs: Collection[int], on: dt.date, path: Sequence[int] = ()) -> int:
    """How much of it is overdue on the day: nobody's name is read for a number."""
    return sum(item.overdue(on) for item, _person in _told(orgs, on, path))


def _told(orgs: Collection[int], on: dt.date, path: Sequence[int]) -> tuple[tuple[Item, int | None], ...]:
    return _reckoned(book.head(), _work(), get_language(), frozenset(orgs), on, tuple(path), rules.Rulebook())


def _work() -> tuple[object, ...]:
    """What names the state of the dossiers: their last step and paper, and when a paper was last withdrawn. All else stays as written."""
    step = Step.objects.order_by("-pk").values_list("pk", "recorded_at").first()
    paper = Paper.objects.order_by("-pk").values_list("pk", "recorded_at").first()
    return step, paper, Paper.objects.aggregate(last=Max("withdrawn_at"))["last"]


@lru_cache(maxsize=32)
def _reckoned(
    _head: str, _state: tuple[object, ...], _language: str | None, orgs: frozenset[int], on: dt.date, path: tuple[int, ...],
    rulebook: rules.Rulebook,
) -> tuple[tuple[Item, int | None], ...]:  # fmt: skip
    """Reckoned once for each state of the book, the dossiers and the rules. Persons by their ids: what is remembered names nobody."""
    found = _found(orgs, on, path, rulebook)
    return tuple((replace(item, person=None), item.person.pk if item.person else None) for item in found)


def _found(orgs: Collection[int], on: dt.date, path: Sequence[int], rulebook: rules.Rulebook) -> list[Item]:
    cases = [case for case in open_cases(rulebook) if case.place.org_id in orgs]
    found = [
        *_of_dossiers(cases),
        *_of_papers(cases, on),
        *_probations(orgs, cases, on, path, rulebook),
        *_badges(orgs, on, path, rulebook),
    ]
    return sorted(found, key=lambda item: (item.by, item.org, item.title))


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


def _probations(
    orgs: Collection[int], cases: Collection[Case], on: dt.date, path: Sequence[int], rulebook: rules.Rulebook
) -> Iterator[Item]:
    """Probations that end soon or have ended, where no recognition is under way."""
    under_way = {case.dossier.person_id for case in cases if case.dossier.kind == "official_recognition"}
    standing = {person: org for person, org in members(orgs, on, "probationary") if person not in under_way}
    names = Person.objects.in_bulk(list(standing))
    for person, told in events(standing, STANDING).items():
        begun = ceremony(told)
        if begun is None:
            continue
        end = add_months(begun, rulebook.get("recognition.probation_months", on=begun, path=path).value)
        if end <= on + AHEAD:
            by = rulebook.deadline(rulebook.get("recognition.cell_review", on=end, path=path), end)
            title = _("Xét công nhận chính thức (hết dự bị %(day)s)") % {"day": vn_day(end)}
            yield Item("probation", title, by, standing[person], names[person], kind="official_recognition")


def _badges(orgs: Collection[int], on: dt.date, path: Sequence[int], rulebook: rules.Rulebook) -> Iterator[Item]:
    """Who earns a badge in the next round, or should have had one."""
    standing = dict(members(orgs, on))
    earning = forecast.candidates(standing, on, 1, path, rulebook)
    names = Person.objects.in_bulk([each.person for each in earning])
    for each in earning:
        told = {"years": each.years, "day": vn_day(each.round.on)}
        title = _("Huy hiệu %(years)d năm, đợt %(day)s") % told if not each.late else _("Huy hiệu %(years)d năm (muộn), đợt %(day)s") % told
        if each.waits_until:
            title += " · " + _("đang kỷ luật, xét từ %(day)s") % {"day": vn_day(each.waits_until)}
        yield Item("badge", title, each.round.on, standing[each.person], names[each.person], kind="badge")


def place_of(item: Item) -> str:
    """The name of the organisation an item is of."""
    state = book.tree().timelines[item.org].states[-1]
    return state.name
