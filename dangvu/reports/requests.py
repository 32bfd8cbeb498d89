"""Reports from below: asked for with a deadline, filled from the register, returned with remarks or accepted, and added up from the books.

Nobody types the numbers. Who finds one wrong says which it should be and why, and that is listed until the books are put right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import today, vn_day
from dangvu.figures.remembered import evaluate_everywhere
from dangvu.figures.services import Value
from dangvu.ledger import book
from dangvu.orgs.models import Organisation
from dangvu.reports import codec, kinds
from dangvu.reports.content import Fact
from dangvu.reports.errors import Refused
from dangvu.reports.facts import facts
from dangvu.reports.marks import marks
from dangvu.reports.models import Request, Submission
from dangvu.reports.spans import PERIODS, Dates
from dangvu.reports.subject import Subject
from dangvu.reports.terms import term_of

ADDABLE = ("stock", "flow", "sum")
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Frozen:
    """The numbers of a submission as they were sent."""

    facts: dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Line:
    """A number of a submission: as sent, as the sender claims it with the reason, as the books give it now."""

    key: str
    fact: Fact
    sent: Value
    now: Value
    claimed: Decimal | None = None
    why: str = ""

    @property
    def told(self) -> Value:
        """What the sender stands by."""
        return self.sent if self.claimed is None else self.claimed

    @property
    def differs(self) -> bool:
        return self.told != self.now


@dataclass(frozen=True, slots=True)
class Sum:
    """A number of the whole. ``fact``: what the books give the asker, its own work included; ``sent`` and ``books``: those below,
    as they sent it and as the books give it, added up. None: not all have sent, or it is no number to add. ``who``: who sent another one.
    """

    fact: Fact
    sent: Value
    books: Value
    who: tuple[int, ...] = ()


def texts_of(kind: str) -> list[str]:
    """The outline's texts: their marks say which numbers are asked for."""
    return [section.text for section in kinds.get(kind).sections]


def numbers(request: Request, org: int, known: int | None = None) -> dict[str, Fact]:
    """The numbers a request asks of an organisation, from the books."""
    return facts(_subject(request, org, known), texts_of(request.kind))


def _subject(request: Request, org: int, known: int | None = None) -> Subject:
    """The term is the asker's for all."""
    first, last = term_of(request.organisation_id, request.start, request.end)
    dates = Dates(request.start, request.end, request.as_of, first, last)
    return Subject(org, dates, book.last_number() if known is None else known)


def everywhere(request: Request) -> dict[int, dict[str, Value]]:
    """What the books give every organisation now, by the key of the mark, in a handful of statements. Parts of figures are left out."""
    asked = {mark.key: mark for text in texts_of(request.kind) for mark in marks(text) if not mark.is_label and not mark.name}
    subject = _subject(request, request.organisation_id)
    found: dict[int, dict[str, Value]] = {}
    for period, days in PERIODS.items():
        chosen = [mark for mark in asked.values() if mark.period == period]
        if chosen:
            given = evaluate_everywhere(sorted({mark.code for mark in chosen}), subject.query(days(subject.dates)))
            for mark in chosen:
                for org, answer in given[mark.code].items():
                    found.setdefault(org, {})[mark.key] = answer.value
    return found


@transaction.atomic
def ask(
    kind: str, *, org: int, start: dt.date, end: dt.date, as_of: dt.date, deadline: dt.date, actor: str, note: str = "",
    of: Iterable[int] | None = None,
) -> Request:  # fmt: skip
    """Ask everybody right below (or some of them) for a report. Raises Refused, UnknownKind."""
    outline = kinds.get(kind)
    if end < start or as_of < start:
        raise Refused(_("Kỳ báo cáo kết thúc trước khi bắt đầu; hãy sửa lại các ngày."))
    if deadline < end:
        raise Refused(_("Hạn gửi (%(deadline)s) ở trước ngày cuối kỳ; hãy sửa lại.") % {"deadline": vn_day(deadline)})
    if not any("{{" in text for text in texts_of(kind)):
        raise Refused(_("Loại báo cáo này không có số liệu trong lời văn; hãy chọn loại khác để yêu cầu cấp dưới gửi."))
    tree = book.tree().at(as_of)
    below = [each for each in tree.children(org) if (state := tree.state(each)) and state.open and (of is None or each in set(of))]
    if not below:
        raise Refused(_("Không có tổ chức trực thuộc nào để yêu cầu."))
    title = _("%(kind)s, từ %(start)s đến %(end)s") % {"kind": outline.name, "start": vn_day(start), "end": vn_day(end)}
    request = Request.objects.create(
        organisation=Organisation.objects.get(pk=org), kind=kind, title=title, start=start, end=end, as_of=as_of, deadline=deadline,
        note=note.strip()[:LONGEST], created_at=timezone.now(), created_by=actor,
    )  # fmt: skip
    Submission.objects.bulk_create(Submission(request=request, organisation_id=each) for each in below)
    return request


def to_send(orgs: Collection[int], on: dt.date) -> QuerySet[Submission]:
    """What some organisations still have to send, asked of them by a day, the most urgent first."""
    waiting = Submission.objects.filter(organisation__in=list(orgs), state__in=(Submission.State.ASKED, Submission.State.RETURNED))
    return waiting.filter(request__end__lte=on).select_related("request").order_by("request__deadline", "pk")


def late(submission: Submission, on: dt.date | None = None) -> bool:
    """Whether its day is over and it is still the sender's turn."""
    return submission.open and (on or today()) > submission.request.deadline


def _locked(submission: Submission, *states: str) -> Submission:
    found = Submission.objects.select_for_update().get(pk=submission.pk)
    if found.state not in states:
        raise Refused(_("Báo cáo này đang ở tình trạng “%(state)s”; hãy tải lại trang.") % {"state": found.get_state_display()})
    return found


@transaction.atomic
def send(submission: Submission, *, actor: str, text: str = "", claims: Mapping[str, tuple[str, str]] | None = None) -> Submission:
    """Send the register's numbers up, with what the sender holds to be wrong: a number and the reason by key. Raises Refused."""
    found = _locked(submission, Submission.State.ASKED, Submission.State.RETURNED)
    known = book.last_number()
    given = numbers(found.request, found.organisation_id, known)
    found.claims = {key: _claim(given, key, value, why) for key, (value, why) in (claims or {}).items() if value.strip() or why.strip()}
    found.numbers, found.known, found.text = codec.dump(Frozen(given)), known, text.replace("\r\n", "\n").strip()[:LONGEST]
    found.state, found.sent_at, found.sent_by = Submission.State.SENT, timezone.now(), actor
    found.save()
    return found


def _claim(told: Mapping[str, Fact], key: str, value: str, why: str) -> dict[str, str]:
    if key not in told:
        raise Refused(_("Yêu cầu này không hỏi số “%(key)s”.") % {"key": key[:60]})
    number = parsed(value)
    if number is None:
        raise Refused(_("“%(title)s”: “%(value)s” không phải là số; hãy sửa.") % {"title": told[key].title, "value": value[:40]})
    if not why.strip():
        raise Refused(_("“%(title)s”: số khác với sổ thì phải ghi lý do.") % {"title": told[key].title})
    return {"value": str(number), "why": why.strip()[:500]}


def parsed(text: str) -> Decimal | None:
    """A number as Vietnamese write it: points between thousands, a comma before decimals."""
    try:
        found = Decimal(text.strip().replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < Decimal(10) ** 15 else None


@transaction.atomic
def give_back(submission: Submission, *, actor: str, remark: str) -> Submission:
    """Return it with a remark. Raises Refused."""
    found = _locked(submission, Submission.State.SENT, Submission.State.ACCEPTED)
    if not remark.strip():
        raise Refused(_("Hãy ghi phải sửa gì."))
    found.remarks = [*found.remarks, {"by": actor, "at": timezone.now().isoformat(), "text": remark.strip()[:2000]}]
    return _decided(found, Submission.State.RETURNED, actor)


@transaction.atomic
def accept(submission: Submission, *, actor: str) -> Submission:
    """Take it as it is. Raises Refused."""
    return _decided(_locked(submission, Submission.State.SENT), Submission.State.ACCEPTED, actor)


def _decided(found: Submission, state: str, actor: str) -> Submission:
    found.state, found.decided_at, found.decided_by = state, timezone.now(), actor
    found.save()
    return found


def lines(submission: Submission) -> list[Line]:
    """Its numbers; before it is sent, those of the books of now."""
    now = numbers(submission.request, submission.organisation_id)
    if not submission.numbers:
        return [Line(key, fact, fact.value, fact.value) for key, fact in now.items()]
    sent = codec.load(Frozen, submission.numbers).facts
    found = [Line(key, fact, fact.value, now[key].value if key in now else None) for key, fact in sent.items()]
    return [_claimed(submission, each) for each in found]


def _claimed(submission: Submission, line: Line) -> Line:
    claim = submission.claims.get(line.key)
    return replace(line, claimed=Decimal(claim["value"]), why=claim["why"]) if claim else line


def differences(submission: Submission) -> list[Line]:
    """Numbers the sender stands by that the books do not give (any more)."""
    return [each for each in lines(submission) if each.differs] if submission.numbers else []


def added_up(request: Request) -> list[Sum]:
    """The asker's numbers from the books, and what those below sent: counts are added, rates are never."""
    asked = list(request.submissions.all())
    sent = {each.organisation_id: told(each) for each in asked if each.numbers}
    books, found = everywhere(request), []
    for key, fact in numbers(request, request.organisation_id).items():
        below = {org: each.get(key) for org, each in sent.items()}
        known = {each.organisation_id: books.get(each.organisation_id, {}).get(key) for each in asked}
        addable = fact.klass in ADDABLE and len(sent) == len(asked) and None not in (*below.values(), *known.values())
        who = tuple(org for org, value in below.items() if key in books.get(org, {}) and value != known[org])
        found.append(Sum(fact, _sum(below.values()) if addable else None, _sum(known.values()) if addable else None, who))
    return found


def _sum(values: Iterable[Value]) -> Value:
    return sum(value for value in values if value is not None)


def told(submission: Submission) -> dict[str, Value]:
    """What a sent submission stands by, by key."""
    sent = {key: fact.value for key, fact in codec.load(Frozen, submission.numbers).facts.items()}
    return sent | {key: Decimal(claim["value"]) for key, claim in submission.claims.items()}
