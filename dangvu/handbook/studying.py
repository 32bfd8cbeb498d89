"""Study sessions: a cell studies a document, and who studied becomes a figure.

On the phone a member says to have studied; on paper the secretary ticks. Only what the secretary confirms counts. Closing books one
``activity`` of political education with how many studied and how many had to, the entry that feeds the figures ``study_attendance`` and
``study_rate``; where the superior's document stands in a dossier that asks this cell to study it, the dossier is told as well, by the
same entry, so that nothing is counted twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import today, vn_day
from dangvu.core.finding import parted
from dangvu.dossiers import holdings
from dangvu.dossiers import services as dossiers
from dangvu.dossiers.cases import Case
from dangvu.dossiers.errors import Refused as CaseRefused
from dangvu.dossiers.hands import Hand
from dangvu.dossiers.kinds.duties import studied as told_of
from dangvu.dossiers.models import Dossier
from dangvu.handbook import jottings
from dangvu.handbook.acts import Outcome, Result, kept_both
from dangvu.handbook.errors import Refused
from dangvu.handbook.shelf import Learner, Publication, Study
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.ledger.services import append_lines
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import Organisation, User

SORT = "political_education"
QUESTIONS, LONGEST = 30, 1000
"""Questions of a session at most, letters of one."""
BACK = dt.timedelta(days=400)
"""How long ago a session may have been that is written down now."""


@transaction.atomic
def begin(*, publication: Publication, org: int, on: dt.date, questions: str, actor: str, meeting: Meeting | None = None) -> Study:
    """A study session of a cell; its list comes from the books of the day. ``questions``: one a line. Raises Refused."""
    if not publication.open:
        raise Refused(_("Văn bản này đã rút; không tổ chức học tập được."))
    if on < today() - BACK:
        raise Refused(_("Ngày học tập quá xa; hãy ghi buổi ấy vào hồ sơ lưu trữ, hoặc sửa ngày."))
    if Study.objects.filter(publication=publication, organisation=org, state=Study.State.OPEN).exists():
        raise Refused(_("Chi bộ đang có một buổi học tập văn bản này chưa khép; hãy dùng buổi đó."))
    study = Study.objects.create(
        publication=publication, organisation=Organisation.objects.get(pk=org), meeting=meeting, on=on, questions=_questions(questions),
        created_by=actor, created_at=timezone.now(),
    )  # fmt: skip
    if not _invite(study):
        raise Refused(_("Vào ngày %(day)s tổ chức này không có đảng viên nào trong sổ; hãy chọn một chi bộ.") % {"day": vn_day(on)})
    return study


def free(publication: Publication, orgs: Collection[int], on: dt.date) -> set[int]:
    """Those of some cells that have members on the day and are not studying the document already."""
    busy = Study.objects.filter(publication=publication, organisation__in=list(orgs), state=Study.State.OPEN)
    return {cell for _person, cell in holdings.members(orgs, min(on, today()))} - set(busy.values_list("organisation", flat=True))


def _questions(text: str) -> list[str]:
    return [" ".join(line.split())[:LONGEST] for line in text.splitlines() if line.strip()][:QUESTIONS]


def _invite(study: Study) -> int:
    """Put the members of the day on the list; who left and said nothing is taken off."""
    day, cell = min(study.on, today()), study.organisation_id
    standing = {person for person, _cell in holdings.members([cell], day)}
    flags = {person.pk: flag for person, flag in holdings.flagged(cell, day)}
    study.learners.exclude(person__in=standing).filter(studied=False, claimed_at=None).delete()
    known = set(study.learners.values_list("person", flat=True))
    Learner.objects.bulk_create(Learner(study=study, person_id=each, flag=flags.get(each, ""), data={}) for each in standing - known)
    return len(standing)


def _opened(study: Study) -> Study:
    found = Study.objects.select_for_update().get(pk=study.pk)
    if not found.open:
        raise Refused(_("Buổi học tập đã khép; muốn sửa thì mở lại trước."))
    return found


@transaction.atomic
def ask(*, study: Study, questions: str) -> None:
    """Write the questions to be discussed. Raises Refused."""
    found = _opened(study)
    found.questions = _questions(questions)
    found.save(update_fields=["questions"])


@transaction.atomic
def confirm(*, study: Study, persons: Collection[str]) -> int:
    """The secretary's list: exactly these studied, whether they said so on the phone or on paper; how many. Raises Refused."""
    found = _opened(study)
    mine = found.learners.filter(person__code__in=list(persons))
    found.learners.exclude(pk__in=mine.values("pk")).update(studied=False)
    return int(mine.update(studied=True))


@transaction.atomic
def as_at_the_meeting(*, study: Study) -> int:
    """Tick whoever came to the meeting at which it was studied; how many. Ticks that are there stay. Raises Refused."""
    found = _opened(study)
    if found.meeting is None:
        raise Refused(_("Buổi học tập này không gắn với cuộc họp nào."))
    came = [each.person_id for each in found.meeting.roll.all() if each.came and each.person_id]
    return int(found.learners.filter(person__in=came).update(studied=True))


@transaction.atomic
def invite_again(*, study: Study) -> None:
    """Take the list from the books once more. Raises Refused."""
    _invite(_opened(study))


# ---------------------------------------------------------------- on the phone


def mine(user: User) -> list[Learner]:
    """A member's own lines of sessions, the latest first; cancelled ones are not among them."""
    if user.person_id is None:
        return []
    lines = Learner.objects.filter(person=user.person_id).exclude(study__state=Study.State.CANCELLED)
    return list(lines.select_related("study__publication").defer("study__publication__words").order_by("-study__on", "-pk"))


def line(user: User, study: int) -> Learner | None:
    """The member's own line of a session; None where one is not asked to it."""
    return next((each for each in mine(user) if each.study_id == study), None)


@transaction.atomic
def say(*, learner: Learner, studied: bool, at: dt.datetime | None = None) -> Result:
    """Say to have studied, or take it back; what was said later holds. It counts once the secretary confirms. Raises Refused."""
    study = Study.objects.select_for_update().get(pk=learner.study_id)
    kept, given = Learner.objects.select_for_update().get(pk=learner.pk), at or timezone.now()
    if kept.studied and not studied:
        raise Refused(_("Bí thư đã xác nhận; muốn sửa thì báo bí thư."))
    if kept.studied or (bool(kept.claimed_at) == studied and study.open):
        return Result(Outcome.SAME, _("Đã có từ trước; không cần báo lại."))
    if not study.open:
        return Result(Outcome.CONFLICT, _("Buổi học tập đã khép; còn thiếu hoặc sai thì báo bí thư."))
    if study.on > today():
        raise Refused(_("Buổi học tập ngày %(day)s chưa tới.") % {"day": vn_day(study.on)})
    if kept.said_at is not None and kept.said_at > given:
        return Result(Outcome.CONFLICT, _("Bạn đã báo lại sau đó; điều báo sau được giữ."))
    Learner.objects.filter(pk=kept.pk).update(claimed_at=given if studied else None, said_at=given)
    return Result(Outcome.TAKEN, _("Đã báo bí thư: bạn đã học. Bí thư xác nhận thì được ghi sổ.") if studied else _("Đã bỏ lời báo."))


def notes(learner: Learner) -> jottings.Note:
    """The own notes on the questions as they are kept."""
    at = learner.data.get("at")
    return jottings.Note(learner.data.get("note", ""), dt.datetime.fromisoformat(at) if at else None)


@transaction.atomic
def note(*, learner: Learner, text: str, at: dt.datetime | None = None, seen: str | None = None) -> Result:
    """Keep the own notes on the questions, also after the session. Where another phone wrote meanwhile, both are kept (``acts.jot``)."""
    kept = Learner.objects.select_for_update().get(pk=learner.pk)
    told, both = jottings.together(notes(kept), jottings.Note(jottings.cut(text), at or timezone.now()), seen)
    kept.data = {"note": told.text, "at": told.at.isoformat() if told.at else ""}
    kept.save(update_fields=["data"])
    return kept_both() if both else Result(Outcome.TAKEN, _("Đã giữ ghi chép của bạn."))


# ---------------------------------------------------------------- into the books


@transaction.atomic
def close(*, study: Study, actor: str) -> Study:
    """Book who studied, as one entry; a superior's document that asks this cell to study it is told too. Raises Refused."""
    found = _opened(study)
    if found.on > today():
        raise Refused(_("Buổi học tập ngày %(day)s chưa tới.") % {"day": vn_day(found.on)})
    lines = list(found.learners.all())
    present, bound = sum(each.studied for each in lines), sum(each.bound for each in lines)
    if not present:
        raise Refused(_("Chưa đánh dấu ai đã học tập."))
    found.closings += 1
    told = {"type": SORT, "quantity": present, "due": bound, "topic": found.publication.title}
    ref = f"study/{found.pk}/{found.closings}"
    found.entries = _append(found, [{"kind": "activity", "org": found.organisation.code, "ref": ref, **told}], actor, found.on)
    found.step = _tell_the_dossier(found, ref, present, bound, actor)
    found.state = Study.State.CLOSED
    found.save()
    return found


def _append(study: Study, lines: list[dict[str, Any]], actor: str, on: dt.date) -> list[int]:
    report = append_lines(enumerate(({"on": on.isoformat(), **line} for line in lines), start=1), actor=actor, origin=f"study:{study.pk}")
    if report.errors:
        raise Refused(" ".join(fault.message for fault in report.errors))
    return report.numbers


def directive_of(study: Study) -> Dossier | None:
    """The open dossier of a superior's document of the same number that asks this cell to study it."""
    number, code = parted(study.publication.number), study.organisation.code
    above = book.tree().at(today()).upward(study.organisation_id)
    for each in Dossier.objects.filter(kind="directive", state="spreading", organisation__in=above) if number else ():
        if parted(str(each.data.get("number", ""))) == number and code in each.data.get("study_orgs", ()):
            return each
    return None


def _tell_the_dossier(study: Study, ref: str, present: int, bound: int, actor: str) -> Any:
    dossier = directive_of(study)
    if dossier is None:
        return None
    case, code = Case(dossier), study.organisation.code
    if code in told_of(case):
        message = _("Hồ sơ %(ref)s đã ghi kết quả học tập của chi bộ này; hãy rút lại bước đó trong hồ sơ rồi khép, để không tính hai lần.")
        raise Refused(message % {"ref": dossier.ref})
    # The entry keeps the day of the session; a dossier's steps go forward only.
    on = max([study.on, *(step.on for step in case.steps)])
    given = {"studied_by": code, "present": str(present), "bound": str(bound)}
    try:
        return dossiers.take(dossier, dossiers.Asked("study", on, given, known_entries=[ref]), Hand(actor))
    except CaseRefused as refusal:
        raise Refused(_("Hồ sơ %(ref)s: %(why)s") % {"ref": dossier.ref, "why": str(refusal)}) from refusal


@transaction.atomic
def reopen(*, study: Study, actor: str, why: str) -> Study:
    """Open a closed session again: what it booked is reversed, for a reason that is kept. Raises Refused."""
    found = Study.objects.select_for_update().get(pk=study.pk)
    if found.state != Study.State.CLOSED:
        raise Refused(_("Chỉ mở lại buổi học tập đã ghi sổ."))
    if not why.strip():
        raise Refused(_("Hãy ghi lý do mở lại."))
    if not _taken_back(found, why, actor):
        ref = Entry.objects.get(number=found.entries[0]).ref
        line = {"kind": "reversal", "of": ref, "ref": f"{ref}/reversal", "note": why.strip()[:300]}
        _append(found, [line], actor, today())
    found.state, found.entries, found.step, found.why = Study.State.OPEN, [], None, why.strip()[:300]
    found.save()
    return found


def _taken_back(study: Study, why: str, actor: str) -> bool:
    """Whether a dossier took its step back, and with it the entry. Raises Refused when it went on since."""
    step = study.step
    if step is None or hasattr(step, "undone_by"):
        # Taken back in the dossier itself: the entry is reversed already.
        return step is not None
    if Case(step.dossier).steps[-1].pk != step.pk:
        message = _("Hồ sơ %(ref)s đã có bước sau; hãy rút lại các bước ấy trước rồi mở lại buổi học tập.")
        raise Refused(message % {"ref": step.dossier.ref})
    dossiers.take_back(step.dossier, reason=why, hand=Hand(actor))
    return True


@transaction.atomic
def cancel(*, study: Study, why: str) -> None:
    """The session is not held. Raises Refused."""
    found = _opened(study)
    if not why.strip():
        raise Refused(_("Hãy ghi lý do không tổ chức."))
    found.state, found.why = Study.State.CANCELLED, why.strip()[:300]
    found.save(update_fields=["state", "why"])
