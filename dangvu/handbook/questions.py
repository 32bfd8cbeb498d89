"""A member asks the cell or the committee, and is answered within the rule's days. Nobody scores what is said.

It stands on the due list of whoever holds casework at the organisation asked, until it is answered or taken back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.dossiers.due import Item
from dangvu.dossiers.holdings import held
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Question
from dangvu.ledger import book
from dangvu.orgs.access import CASEWORK
from dangvu.orgs.models import Person
from dangvu.orgs.tree import OrgState, TreeDay
from dangvu.rules import services as rules

RULE = "question.answer_days"
LONGEST = 5_000
"""Letters of a question or an answer."""
State = Question.State


def places(person: Person, on: dt.date) -> list[OrgState]:
    """Whom a member may ask: the own cell, and the grassroots committee above it. None for who is no member on the day."""
    cell = next((org for _person, org in held(Q(account__measure="member", person=person), on, "org")), None)
    if cell is None:
        return []
    tree = book.tree().at(on)
    path = [state for org in tree.upward(cell) if (state := tree.state(org)) is not None]
    return path[:1] + next(([each] for each in path[1:] if each.kind == "grassroots_committee"), [])


def named(person: Person, code: str) -> int:
    """The organisation of a code, if a member may ask it; else 0, which nobody may ask."""
    return next((each.org_id for each in places(person, today()) if each.code == code), 0)


@transaction.atomic
def ask(*, person: Person, to: int, sort: str, text: str, on: dt.date | None = None, typed_by: str = "") -> Question:
    """Ask an organisation, by its id. ``on``: the day of a paper that ``typed_by`` types; else today. Raises Refused."""
    asked = on or today()
    if asked > today():
        raise Refused(_("Ngày của giấy nằm sau hôm nay; hãy sửa lại."))
    if to not in {each.org_id for each in places(person, today())}:
        raise Refused(_("Chỉ gửi được cho chi bộ đang sinh hoạt hoặc đảng ủy cơ sở của chi bộ ấy."))
    if sort not in Question.Sort.values:
        raise Refused(_("Hãy chọn: câu hỏi hay ý kiến."))
    told = {"text": _written(text), "answers": []}
    return Question.objects.create(person=person, organisation_id=to, sort=sort, data=told, asked_on=asked, typed_by=typed_by)


def _written(text: str) -> str:
    plain = text.replace("\r\n", "\n").strip()
    if not plain:
        raise Refused(_("Hãy ghi nội dung."))
    if len(plain) > LONGEST:
        raise Refused(_("Nội dung dài quá %(most)d chữ; hãy viết gọn lại.") % {"most": LONGEST})
    return plain


def _locked(question: Question) -> Question:
    return Question.objects.select_for_update().get(pk=question.pk)


@transaction.atomic
def answer(*, question: Question, text: str, actor: str) -> None:
    """Answer it; a further answer stands below the first one. Raises Refused."""
    found = _locked(question)
    if found.state == State.WITHDRAWN:
        raise Refused(_("Đảng viên đã rút lại, không cần trả lời nữa."))
    found.data["answers"].append({"text": _written(text), "by": actor, "on": today().isoformat()})
    found.state, found.answered_on = State.ANSWERED, found.answered_on or today()
    found.save(update_fields=["data", "state", "answered_on"])


@transaction.atomic
def pass_on(*, question: Question, actor: str) -> None:
    """The cell passes it to the committee; the time for an answer runs on. Raises Refused."""
    found = _locked(question)
    above = [each.org_id for each in places(found.person, today())[1:]]
    if found.state != State.OPEN or not above or found.organisation_id in above:
        raise Refused(_("Chỉ chuyển được lên đảng ủy cơ sở điều còn chờ trả lời ở chi bộ."))
    found.organisation_id, found.passed_by = above[0], actor
    found.save(update_fields=["organisation", "passed_by"])


@transaction.atomic
def withdraw(*, question: Question) -> None:
    """The member takes it back before it is answered; its text is gone. Raises Refused."""
    found = _locked(question)
    if found.state != State.OPEN:
        raise Refused(_("Điều này đã được trả lời, không rút lại được."))
    found.state, found.data = State.WITHDRAWN, {"text": "", "answers": []}
    found.save(update_fields=["state", "data"])


def by(question: Question, tree: TreeDay, rulebook: rules.Rulebook) -> dt.date:
    """The last day for an answer, by the rule of the day it was asked at the organisation asked (``tree``: of today)."""
    rule = rulebook.get(RULE, on=question.asked_on, path=tree.upward(question.organisation_id))
    return rulebook.deadline(rule, question.asked_on)


def due(orgs: Collection[int]) -> list[Item]:
    """Questions to some organisations that wait for an answer."""
    rulebook, tree, found = rules.Rulebook(), book.tree().at(today()), list[Item]()
    words = {"question": _("Trả lời câu hỏi của đảng viên"), "opinion": _("Trả lời ý kiến của đảng viên")}
    for each in Question.objects.filter(state=State.OPEN, organisation__in=list(orgs)).select_related("person").defer("data"):
        until = by(each, tree, rulebook)
        found.append(Item("question", words[each.sort], until, each.organisation_id, each.person, guard=CASEWORK, paper=each.pk))
    return found
