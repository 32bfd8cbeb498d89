"""Casework's one way in: open a dossier, take a verb, take a step back. Each is one transaction with the ledger's entries in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import today, vn_day
from dangvu.dossiers import booking, kinds, papers, votes
from dangvu.dossiers.cases import Ballot, Case, Taken
from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.hands import Hand, add_people, declare
from dangvu.dossiers.kinds.base import Guard, Procedure, Verb
from dangvu.dossiers.models import Dossier, Step
from dangvu.dossiers.penning import Pen, Told, at_once
from dangvu.dossiers.reading import read
from dangvu.orgs.models import Organisation, Person
from dangvu.rules.services import Rulebook, UnknownRule

OPENED = "opened"
__all__ = ["OPENED", "Asked", "Hand", "add_people", "declare", "needed", "needed_to_open", "open_dossier", "take", "take_back", "take_held"]


@dataclass(frozen=True)
class Asked:
    """A verb as it comes in: nothing has been checked yet.

    seen: how many steps the dossier had when it was looked at (None: whatever it has). despite: why to go on although papers
    are missing. historic: typed in from the archive: it was judged when it happened, and what it brought about is in the books
    already, under the refs of ``known_entries``; nothing is judged or appended again.
    """

    verb: str
    on: dt.date
    given: Mapping[str, Any] = field(default_factory=dict)
    ballot: Ballot | None = None
    decision: Mapping[str, str] = field(default_factory=dict)
    seen: int | None = None
    despite: str = ""
    known_entries: Sequence[str] = ()
    historic: bool = False


@transaction.atomic
def open_dossier(
    kind: str,
    *,
    org: int,
    on: dt.date,
    hand: Hand,
    person: str | None = None,
    people: Iterable[str] = (),
    given: Mapping[str, Any] | None = None,
    subject: str = "",
    ref: str = "",
    in_charge: str = "",
    historic: bool = False,
) -> Dossier:
    """A new dossier in the first state of its procedure. ``historic``: see Asked. Raises Refused with every problem found."""
    found = kinds.get(kind)
    values, problems = read(found.opening, given or {})
    problems += hand.problems() + _day_problems(on)
    who = _subject(found, person, problems)
    dossier = Dossier(
        kind=kind,
        # An own number is made of the key, which is given when it is written.
        ref=ref or f"new-{timezone.now().timestamp()}",
        state=found.workflow.start,
        organisation=Organisation.objects.get(pk=org),
        person=who,
        subject=subject or str(values.get(found.titled, "")) or (who.name if who else ""),
        opened_on=on,
        moved_on=on,
        in_charge=in_charge,
        data=values,
    )
    if not problems and not historic:
        problems += _guarded(found.opens, Case(dossier), Taken(OPENED, on, values))
    if problems:
        raise Refused(problems)
    step = _step(dossier, OPENED, "", on, hand, values)
    dossier.save()
    if not ref:
        dossier.ref = f"HS-{on.year}-{dossier.pk:05d}"
        dossier.save(update_fields=["ref"])
    step.save()
    add_people(dossier, people)
    return dossier


def needed_to_open(found: Procedure) -> set[str]:
    """Fields without which no dossier is opened, whatever else is told: what one told nothing is refused for."""
    problems = read(found.opening, {})[1]
    _subject(found, None, problems)
    return {each.field for each in problems}


def needed(row: Verb) -> set[str]:
    """Fields without which a verb is not taken, whatever else is told."""
    empty = Asked(row.verb, today())
    return {each.field for each in (*read(row.asks, {})[1], *_vote_problems(row, empty), *_decision_problems(row, empty))}


def _subject(found: Procedure, code: str | None, problems: list[Problem]) -> Person | None:
    if found.subject in ("people", "organisation"):
        return None
    person = Person.objects.filter(code=code, merged=None).first() if code else None
    if person is None:
        problems.append(Problem("person", _("Hồ sơ này là của một người; hãy chọn người đó.")))
    return person


@transaction.atomic
def take(dossier: Dossier, asked: Asked, hand: Hand) -> Step:
    """Take a verb: everything it asks for is checked, then the step, its vote and its entries are written. Raises Refused."""
    return take_held(Dossier.objects.select_for_update().get(pk=dossier.pk), asked, hand)


def take_held(dossier: Dossier, asked: Asked, hand: Hand, rulebook: Rulebook | None = None, pen: Pen = at_once) -> Step:
    """``take`` for who holds the dossier already: opened, locked or moved in this very transaction, and known as it stands now.

    ``pen`` writes the step; with one that writes later, a historic step has written nothing until then. After a refusal what was
    written has to be taken back, and the dossier read anew. Raises Refused.
    """
    case = Case(dossier, rulebook)
    row = _row(case, asked)
    values, problems = read(row.asks, asked.given)
    problems += hand.problems() + _day_problems(asked.on, dossier.moved_on) + _vote_problems(row, asked) + _decision_problems(row, asked)
    if not problems and not asked.historic:
        problems += papers.missing_for(case, row, asked.on, asked.despite)
    taken = _judged(case, row, Taken(asked.verb, asked.on, values, asked.ballot if row.vote else None, None, dict(asked.decision)))
    if not problems and not asked.historic:
        problems += _guarded(row.guards, case, taken)
    if problems:
        raise Refused(problems)
    try:
        told = _carry_out(case, row, taken, asked, hand)
    except UnknownRule as error:
        raise Refused([_ruleless(error)]) from error
    pen(told)
    return told.step


def _guarded(guards: Iterable[Guard], case: Case, taken: Taken) -> list[Problem]:
    """What the guards object to. A day for which the program knows no rule is told, not guessed over."""
    try:
        return [each for guard in guards for each in guard(case, taken)]
    except UnknownRule as error:
        return [_ruleless(error)]


def _ruleless(error: UnknownRule) -> Problem:
    message = _("%(why)s Việc trước các quy định trong chương trình thì nạp như hồ sơ lưu trữ, hoặc sửa ngày.")
    return Problem("on", message % {"why": str(error)})


def _judged(case: Case, row: Verb, taken: Taken) -> Taken:
    """With the outcome of the vote, where there is one."""
    if not row.vote or taken.ballot is None:
        return taken
    try:
        threshold = votes.Threshold.of(case.rule(f"vote.{row.vote}", taken.on))
    except UnknownRule as error:
        raise Refused([_ruleless(error)]) from error
    return replace(taken, passed=threshold.passed(taken.ballot.in_favour, taken.ballot.eligible))


def _row(case: Case, asked: Asked) -> Verb:
    """The row of the table, if the dossier may take it now."""
    dossier, workflow = case.dossier, kinds.get(case.dossier.kind).workflow
    if asked.seen is not None and asked.seen != dossier.steps_taken:
        message = _("Hồ sơ vừa có người khác ghi thêm một bước; hãy xem lại rồi ghi tiếp. Chưa có gì thay đổi.")
        raise Refused([Problem("verb", message)])
    row = workflow.move(asked.verb)
    if row is None or dossier.state not in row.sources:
        message = _("Hồ sơ đang ở bước “%(state)s”, chưa làm được việc này; hãy chọn một việc trong danh sách.")
        raise Refused([Problem("verb", message % {"state": workflow.states.get(dossier.state, dossier.state)})])
    return row


def _carry_out(case: Case, row: Verb, taken: Taken, asked: Asked, hand: Hand) -> Told:
    dossier = case.dossier
    failed = taken.passed is False
    target = row.otherwise if failed else row.target
    values = {**taken.data, **({"despite": asked.despite} if asked.despite else {}), **_decided(taken)}
    step = _step(dossier, row.verb, target, taken.on, hand, values)
    if not failed or row.always:
        step.entries = (
            booking.recognised(case, row, asked.known_entries)
            if asked.historic or asked.known_entries
            else booking.book(case, row, taken, step)
        )
    if taken.ballot is None:
        return Told(step)
    threshold = votes.Threshold.of(case.rule(f"vote.{row.vote}", taken.on))
    return Told(step, *votes.counted(step, row.vote.rsplit(".", 1)[-1], taken.ballot, threshold))


def _decided(taken: Taken) -> dict[str, Any]:
    return {"decision": dict(taken.decision)} if taken.decision else {}


def _step(dossier: Dossier, verb: str, target: str, on: dt.date, hand: Hand, values: Mapping[str, Any]) -> Step:
    """The next step, and the dossier's cached state as it is after it; neither is written yet."""
    source, target = dossier.state if target else "", target or dossier.state
    dossier.steps_taken += 1
    _settle(dossier, target, on)
    return Step(
        dossier=dossier,
        place=dossier.steps_taken,
        verb=verb,
        source=source,
        target=target,
        on=on,
        recorded_at=timezone.now(),
        actor=hand.actor,
        for_whom=hand.for_whom.strip(),
        from_paper=hand.from_paper.strip(),
        data=dict(values),
    )


def _settle(dossier: Dossier, state: str, on: dt.date) -> None:
    dossier.state, dossier.moved_on = state, on
    dossier.open = kinds.get(dossier.kind).workflow.open(state)


@transaction.atomic
def take_back(dossier: Dossier, *, reason: str, hand: Hand, seen: int | None = None) -> Step:
    """Take the last step in force back: its entries are reversed, the dossier stands where it stood. Raises Refused."""
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    case = Case(dossier)
    last = case.steps[-1] if case.steps else None
    problems = hand.problems()
    if last is None or last.verb == OPENED:
        problems.append(Problem("verb", _("Hồ sơ chưa có bước nào để rút lại.")))
    if not reason.strip():
        problems.append(Problem("reason", _("Hãy ghi lý do rút lại bước này.")))
    if seen is not None and seen != dossier.steps_taken:
        problems.append(Problem("verb", _("Hồ sơ vừa có người khác ghi thêm một bước; hãy xem lại rồi ghi tiếp. Chưa có gì thay đổi.")))
    if problems or last is None:
        raise Refused(problems)
    step = _step(dossier, "taken_back", last.source, today(), hand, {"reason": reason.strip()})
    step.undoes = last
    step.entries = booking.unbook(last, step)
    _settle(dossier, last.source, case.steps[-2].on)
    at_once(Told(step))
    return step


def _day_problems(on: dt.date, last: dt.date | None = None) -> list[Problem]:
    """A step is never of the future, nor before the one it follows (``last``: the day of the last step in force)."""
    if on > today():
        return [Problem("on", _("Ngày %(day)s chưa tới; chỉ ghi việc đã làm, hãy sửa ngày.") % {"day": vn_day(on)})]
    if last is not None and on < last:
        message = _("Ngày %(day)s sớm hơn bước trước (%(last)s); hãy sửa ngày, hoặc rút lại bước trước nếu nó ghi sai.")
        return [Problem("on", message % {"day": vn_day(on), "last": vn_day(last)})]
    return []


def _vote_problems(row: Verb, asked: Asked) -> list[Problem]:
    return list(votes.problems(asked.ballot)) if row.vote else []


def _decision_problems(row: Verb, asked: Asked) -> list[Problem]:
    """A verb that decides is a numbered, dated document."""
    if not row.decides:
        return []
    names = {"number": _("số văn bản"), "date": _("ngày văn bản")}
    missing = [name for name in names if not str(asked.decision.get(name, "")).strip()]
    return [Problem(f"decision_{name}", _("Hãy ghi %(what)s.") % {"what": names[name]}) for name in missing]
