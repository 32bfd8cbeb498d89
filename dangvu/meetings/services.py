"""What may be done with meetings: call, prepare, take the roll, vote, score, close with one entry, open again, cancel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import today, vn_day
from dangvu.dossiers import files, votes
from dangvu.dossiers.errors import Refused as FileRefused
from dangvu.dossiers.models import Dossier
from dangvu.ledger.models import Entry
from dangvu.ledger.services import append_lines
from dangvu.meetings import roll
from dangvu.meetings.errors import Refused
from dangvu.meetings.models import Attendee, Ballot, Cost, Handout, Item, Meeting, Photo, Presence, Sort, State
from dangvu.orgs.models import Organisation
from dangvu.orgs.tree import OrgState
from dangvu.rules import services as rules

FIRST: Mapping[str, tuple[tuple[str, str], ...]] = {
    Sort.MONTHLY: (
        ("other", "Chào cờ, thông báo tình hình thời sự, văn bản mới"),
        ("report", "Báo cáo công tác tháng trước, nhiệm vụ tháng này"),
        ("discussion", "Thảo luận"),
        ("vote", "Kết luận, biểu quyết nghị quyết"),
    ),
    Sort.THEMATIC: (("report", "Báo cáo chuyên đề"), ("discussion", "Thảo luận"), ("vote", "Kết luận, biểu quyết")),
}
"""The points every meeting of a sort begins with (domain guide §8.1)."""
ANYWHERE = (("report", "Báo cáo"), ("discussion", "Thảo luận"), ("other", "Kết luận"))


@transaction.atomic
def call(
    sort: str, *, place_of: OrgState, title: str, on: dt.date, actor: str, time: str = "", place: str = "", further: Iterable[str] = ()
) -> Meeting:
    """Call a meeting: its roll comes from the books, its agenda carries the open tasks forward. Raises Refused."""
    if sort not in Sort.values:
        raise Refused("sort", _("Hãy chọn loại cuộc họp trong danh sách."))
    if place_of.is_cell != (sort in roll.OF_CELLS) and sort not in (Sort.CONFERENCE, Sort.CONGRESS):
        raise Refused("sort", _("Sinh hoạt là của chi bộ, họp đảng ủy là của đảng ủy; hãy chọn lại tổ chức hoặc loại họp."))
    if not title.strip():
        raise Refused("title", _("Hãy ghi nội dung cuộc họp."))
    meeting = Meeting.objects.create(
        organisation=Organisation.objects.get(pk=place_of.org_id), sort=sort, title=title.strip()[:500], on=on, time=time.strip()[:20],
        place=place.strip()[:300], created_by=actor, created_at=timezone.now(),
    )  # fmt: skip
    _first_agenda(meeting)
    roll.invite(meeting, further)
    return meeting


def _first_agenda(meeting: Meeting) -> None:
    points = [Item(kind=kind, title=title) for kind, title in FIRST.get(meeting.sort, ANYWHERE)]
    tasks = Dossier.objects.filter(kind="task", open=True, organisation=meeting.organisation_id).order_by("opened_on")
    points[1:1] = [Item(kind=Item.Kind.TASK, title=each.subject, dossier=each) for each in tasks]
    for order, point in enumerate(points, start=1):
        point.meeting, point.order = meeting, order
    Item.objects.bulk_create(points)


def opened(meeting: Meeting) -> Meeting:
    """The meeting, locked; refused once it is closed or cancelled."""
    found = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not found.open:
        raise Refused("state", _("Cuộc họp đã khép; muốn sửa thì mở lại trước."))
    return found


@transaction.atomic
def add_item(meeting: Meeting, *, kind: str, title: str, speaker: str = "") -> Item:
    """A further point of the agenda. Raises Refused."""
    opened(meeting)
    if kind not in Item.Kind.values or not title.strip():
        raise Refused("title", _("Hãy chọn loại mục và ghi nội dung."))
    last = meeting.items.order_by("order").last()
    return Item.objects.create(
        meeting=meeting, order=last.order + 1 if last else 1, kind=kind, title=title.strip()[:500], speaker=speaker.strip()[:200]
    )


@transaction.atomic
def note(item: Item, text: str) -> None:
    """What was said or decided on a point. Raises Refused."""
    opened(item.meeting)
    item.note = text.replace("\r\n", "\n")[:20_000]
    item.save(update_fields=["note"])


@transaction.atomic
def mark(attendee: Attendee, presence: str, reason: str = "") -> None:
    """The answer of the roll for one; empty takes it back. The same answer twice changes nothing. Raises Refused."""
    opened(attendee.meeting)
    if presence not in ("", *Presence.values):
        raise Refused("presence", _("Hãy chọn: có mặt, trực tuyến, vắng có lý do hoặc vắng không lý do."))
    attendee.presence, attendee.reason = presence, reason.strip()[:300]
    attendee.save(update_fields=["presence", "reason"])


@transaction.atomic
def mark_rest(meeting: Meeting) -> int:
    """Everybody bound to come who was not asked yet is present; how many they were. Raises Refused."""
    opened(meeting)
    rest = [each.pk for each in meeting.roll.filter(presence="") if each.bound]
    return int(Attendee.objects.filter(pk__in=rest).update(presence=Presence.PRESENT))


@transaction.atomic
def add_guest(meeting: Meeting, *, name: str, office: str = "") -> Attendee:
    """A guest the books do not know: present without a vote. Raises Refused."""
    opened(meeting)
    if not name.strip():
        raise Refused("name", _("Hãy ghi họ tên khách dự."))
    told = {"name": name.strip()[:200], "office": office.strip()[:300], "presence": Presence.PRESENT}
    return Attendee.objects.create(meeting=meeting, guest=True, **told)


@transaction.atomic
def vote(meeting: Meeting, *, matter: str, in_favour: int, against: int = 0, invalid: int = 0, secret: bool = False) -> Ballot:
    """A vote with its counts. The denominator comes from the roll. Raises Refused for counts that cannot be."""
    opened(meeting)
    counted = roll.count(meeting)
    if not matter.strip():
        raise Refused("matter", _("Hãy ghi biểu quyết về việc gì."))
    if min(in_favour, against, invalid) < 0 or in_favour + against + invalid > counted.voters_present:
        message = _("Tổng số phiếu không được quá số người có quyền biểu quyết có mặt (%(present)d); hãy kiểm lại.")
        raise Refused("in_favour", message % {"present": counted.voters_present})
    rule = roll.rule(meeting, "meeting.vote")
    return Ballot.objects.create(
        meeting=meeting, matter=matter.strip()[:500], secret=secret, eligible=counted.voters, present=counted.voters_present,
        in_favour=in_favour, against=against, invalid=invalid, rule=rule.key,
        passed=votes.Threshold.of(rule).passed(in_favour, counted.voters),
    )  # fmt: skip


TEXTS = ("chair", "taker", "content", "resolution")


@transaction.atomic
def write(meeting: Meeting, **texts: str) -> None:
    """Chair, secretary, minutes and resolution. Raises Refused."""
    found = opened(meeting)
    for name, text in texts.items():
        if name not in TEXTS:
            raise Refused(name, _("Không có mục này trong biên bản."))
        setattr(found, name, text.replace("\r\n", "\n").strip()[: 200 if name in ("chair", "taker") else 50_000])
    found.save(update_fields=list(texts))


def criteria(meeting: Meeting) -> rules.Rule | None:
    """The score sheet of the day: points by criterion; None where no rule has one."""
    try:
        return roll.rule(meeting, "meeting.score")
    except rules.UnknownRule:
        return None


@transaction.atomic
def score(meeting: Meeting, points: Mapping[str, int]) -> int:
    """Points for every criterion of the day; their sum. Nothing is filled in for anybody. Raises Refused."""
    found, rule = opened(meeting), criteria(meeting)
    if rule is None:
        raise Refused("score", _("Vào ngày họp chưa có quy định chấm điểm."))
    if points.keys() != rule.value.keys():
        raise Refused("score", _("Hãy cho điểm đủ mọi tiêu chí."))
    for name, most in rule.value.items():
        if not 0 <= points[name] <= most:
            raise Refused("score", _("“%(name)s”: từ 0 đến %(most)d điểm.") % {"name": name, "most": most})
    found.score = dict(points)
    found.save(update_fields=["score"])
    return sum(points.values())


def grade_of(meeting: Meeting) -> str:
    """The grade of the score by the rule of the day, empty without a score."""
    if not meeting.score:
        return ""
    steps = roll.rule(meeting, "meeting.grades").value
    return str(next(grade for grade, least in steps.items() if sum(meeting.score.values()) >= least))


@transaction.atomic
def add_photo(meeting: Meeting, name: str, raw: bytes, *, caption: str, credit: str = "") -> Photo:
    """A photograph with its caption. Raises Refused for what is no picture or has no caption."""
    if not caption.strip():
        raise Refused("caption", _("Hãy ghi chú thích cho ảnh."))
    media, digest = _kept("photo", name, raw)
    if not media.startswith("image/"):
        raise Refused("photo", _("Tệp không phải một ảnh JPEG hoặc PNG nguyên vẹn; hãy chọn ảnh khác."))
    told = {"caption": caption.strip()[:300], "credit": credit.strip()[:200]}
    return Photo.objects.create(meeting=meeting, name=files.plain_name(name), media=media, sha256=digest, **told)


def _kept(field: str, name: str, raw: bytes) -> tuple[str, str]:
    """What a file is, and the hash it is kept under. Raises Refused at the field."""
    try:
        return files.keep(raw, name)
    except FileRefused as refusal:
        raise Refused(field, str(refusal)) from refusal


@transaction.atomic
def add_handout(meeting: Meeting, name: str, raw: bytes, *, title: str) -> Handout:
    """A paper for those invited. Raises Refused for what may not be kept, or has no title."""
    opened(meeting)
    if not title.strip():
        raise Refused("title", _("Hãy ghi tên tài liệu."))
    media, digest = _kept("handout", name, raw)
    return Handout.objects.create(meeting=meeting, title=title.strip()[:300], name=files.plain_name(name), media=media, sha256=digest)


@transaction.atomic
def add_cost(meeting: Meeting, *, title: str, amount: int) -> Cost:
    """What something cost, in whole đồng. Raises Refused."""
    if not title.strip() or not 0 < amount < 10**12:
        raise Refused("amount", _("Hãy ghi khoản chi và số tiền lớn hơn 0."))
    return Cost.objects.create(meeting=meeting, title=title.strip()[:300], amount=amount)


@transaction.atomic
def close(meeting: Meeting, *, actor: str, with_activities: bool = False) -> Meeting:
    """Close the meeting: one entry with its roll and score; its talks and visits as activities if asked. Raises Refused."""
    found = opened(meeting)
    counted = roll.count(found)
    _may_close(found, counted)
    found.closings += 1
    lines = [_line(found, counted)]
    if with_activities:
        points = found.items.filter(kind__in=(Item.Kind.TALK, Item.Kind.VISIT))
        lines += [{"kind": "activity", "org": found.organisation.code, "type": each.kind, "topic": each.title} for each in points]
    found.entries = _append(found, lines, actor, found.on)
    found.state = State.CLOSED
    found.save()
    return found


def _may_close(meeting: Meeting, counted: roll.Count) -> None:
    if meeting.on > today():
        raise Refused("on", _("Ngày họp %(day)s chưa tới.") % {"day": vn_day(meeting.on)})
    if counted.silent:
        raise Refused("roll", _("Còn %(count)d người chưa điểm danh; hãy điểm danh đủ.") % {"count": counted.silent})
    if not counted.bound:
        raise Refused("roll", _("Danh sách dự họp chưa có ai; hãy lập danh sách trước."))
    if not meeting.chair or not meeting.taker:
        raise Refused("chair", _("Hãy ghi người chủ trì và thư ký."))


def _line(meeting: Meeting, counted: roll.Count) -> dict[str, Any]:
    away = [each for each in meeting.roll.select_related("person") if each.bound and each.presence in (Presence.LEAVE, Presence.ABSENT)]
    line: dict[str, Any] = {
        "kind": "meeting_held", "org": meeting.organisation.code, "type": meeting.sort, "topic": meeting.title, "bound": counted.bound,
        "present": counted.present, "guests": counted.guests,
        "absent": [{"person": each.person.code, "leave": each.presence == Presence.LEAVE} for each in away if each.person],
    }  # fmt: skip
    if meeting.score:
        line |= {"score": sum(meeting.score.values()), "grade": grade_of(meeting)}
    return line


def _append(meeting: Meeting, lines: list[dict[str, Any]], actor: str, on: dt.date) -> list[int]:
    ref = f"meeting/{meeting.pk}/{meeting.closings}"
    whole = [{"on": on.isoformat(), "ref": f"{ref}/{line['kind']}/{number}", **line} for number, line in enumerate(lines, start=1)]
    report = append_lines(enumerate(whole, start=1), actor=actor, origin=f"meeting:{meeting.pk}")
    if report.errors:
        raise Refused("state", " ".join(fault.message for fault in report.errors))
    return report.numbers


@transaction.atomic
def reopen(meeting: Meeting, *, actor: str, why: str) -> Meeting:
    """Open a closed meeting again: what it booked is reversed, for a reason that is kept. Raises Refused."""
    found = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if found.state != State.CLOSED:
        raise Refused("state", _("Chỉ mở lại cuộc họp đã khép."))
    if not why.strip():
        raise Refused("why", _("Hãy ghi lý do mở lại."))
    refs = Entry.objects.filter(number__in=found.entries).order_by("-number").values_list("ref", flat=True)
    _append(found, [{"kind": "reversal", "of": ref, "note": why.strip()[:300]} for ref in refs], actor, today())
    found.state, found.entries, found.why = State.CALLED, [], why.strip()[:300]
    found.save()
    return found


@transaction.atomic
def cancel(meeting: Meeting, *, why: str) -> Meeting:
    """The meeting is not held. Raises Refused."""
    found = opened(meeting)
    if not why.strip():
        raise Refused("why", _("Hãy ghi lý do không họp."))
    found.state, found.why = State.CANCELLED, why.strip()[:300]
    found.save(update_fields=["state", "why"])
    return found
