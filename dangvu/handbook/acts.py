"""What a member does about meetings, at once or after the network came back. Each act has an outcome; none is lost.

At once: an answer, a note, a scan of the code on the wall. Queued on the phone: the same, signed with the phone's key, judged against what
was recorded meanwhile. The phone's clock decides nothing but which of two own answers is the later one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.handbook import presence
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Act, Device, Jotting, Reply
from dangvu.meetings import services as meetings
from dangvu.meetings.errors import Refused as MeetingRefused
from dangvu.meetings.models import Attendee, Meeting, Presence
from dangvu.orgs.models import User

Outcome = Act.Outcome
BACK = dt.timedelta(days=400)
"""How far back a member's meetings and polls are listed."""
LONGEST = 20_000
"""Letters of a note."""


@dataclass(frozen=True)
class Result:
    """What became of an act, with a sentence for the member."""

    outcome: Act.Outcome
    why: str


def invitation(user: User, meeting: Meeting) -> Attendee:
    """The member's own line on the roll. Raises Refused."""
    found = meeting.roll.filter(person__isnull=False, person=user.person_id).first() if user.person_id else None
    if found is None:
        raise Refused(_("Bạn không có trong danh sách mời của cuộc họp này."))
    return found


@transaction.atomic
def reply(*, user: User, meeting: Meeting, answer: str, reason: str = "", at: dt.datetime | None = None) -> Result:
    """Answer an invitation. A later answer replaces an earlier one, whichever comes in first. Raises Refused."""
    line, given = invitation(user, meeting), at or timezone.now()
    if answer not in Reply.Answer.values:
        raise Refused(_("Hãy chọn: sẽ dự, sẽ dự trực tuyến hoặc xin vắng."))
    if answer == Reply.Answer.AWAY and not reason.strip():
        raise Refused(_("Xin vắng thì hãy ghi lý do."))
    if not meeting.open:
        return Result(Outcome.CONFLICT, _("Cuộc họp đã khép, trả lời này không còn đổi được danh sách."))
    kept = Reply.objects.select_for_update().filter(attendee=line).first()
    told = {"reason": reason.strip()[:300]}
    if kept is not None and kept.at > given:
        same = (kept.answer, kept.data) == (answer, told)
        return Result(Outcome.SAME, "") if same else Result(Outcome.CONFLICT, _("Bạn đã trả lời lại sau đó; câu trả lời mới hơn được giữ."))
    Reply.objects.update_or_create(attendee=line, defaults={"answer": answer, "data": told, "at": given})
    return Result(Outcome.TAKEN, _("Đã ghi câu trả lời của bạn."))


@transaction.atomic
def jot(*, user: User, meeting: Meeting, text: str, at: dt.datetime | None = None) -> Result:
    """Write the own notes of a meeting. Where another phone wrote meanwhile, both texts are kept one below the other. Raises Refused."""
    invitation(user, meeting)
    given, plain = at or timezone.now(), text.replace("\r\n", "\n")[:LONGEST]
    kept = Jotting.objects.select_for_update().filter(user=user, meeting=meeting).first()
    if kept is not None and kept.at > given and kept.data["text"] != plain:
        kept.data = {"text": f"{kept.data['text']}\n\n— {_('Bản viết trên máy khác')} —\n{plain}"[: 2 * LONGEST]}
        kept.save(update_fields=["data"])
        return Result(Outcome.CONFLICT, _("Hai máy cùng ghi chép; cả hai bản được giữ, bản này đứng dưới."))
    Jotting.objects.update_or_create(user=user, meeting=meeting, defaults={"data": {"text": plain}, "at": given})
    return Result(Outcome.TAKEN, _("Đã giữ ghi chép của bạn."))


@transaction.atomic
def present(*, user: User, meeting: Meeting, code: str, now: dt.datetime | None = None) -> Result:
    """Show to be in the hall by the code on the wall. Raises Refused.

    A code that comes in later than it was shown proves nothing: it may have been sent on. It waits for the secretary's yes.
    """
    line, moment = invitation(user, meeting), now or timezone.now()
    shown = presence.shown_at(meeting, code)
    if shown is None or shown > moment:
        raise Refused(_("Mã không đúng; hãy quét lại mã đang hiện trên màn hình."))
    if line.came:
        return Result(Outcome.SAME, _("Bạn đã được điểm danh có mặt."))
    if not meeting.open:
        return Result(Outcome.CONFLICT, _("Cuộc họp đã khép mà bạn chưa được ghi có mặt; bí thư sẽ xem lại."))
    if line.presence:
        return Result(Outcome.CONFLICT, _("Danh sách đang ghi bạn vắng; bí thư sẽ xem lại."))
    if not presence.fresh(shown, moment):
        return Result(Outcome.WAITING, _("Mã đã quét gửi đến muộn; chờ bí thư xác nhận."))
    meetings.mark(line, Presence.PRESENT)
    return Result(Outcome.TAKEN, _("Đã điểm danh: bạn có mặt."))


# ---------------------------------------------------------------- what was queued


def new_device(user: User) -> tuple[int, str]:
    """A key for a phone: its number, and the key in hexadecimal, told this once."""
    key = secrets.token_hex(32)
    return Device.objects.create(user=user, data={"key": key}, made_at=timezone.now()).pk, key


def signed(device: Device, body: str, signature: str) -> bool:
    """Whether a body was signed with the phone's key."""
    told = hmac.new(bytes.fromhex(device.data["key"]), body.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(told, signature.lower())


def receive(*, user: User, device: int, body: str, signature: str) -> Act:
    """Judge a queued act and keep it. The same one twice is answered the same. Raises Refused for what cannot be an act of this phone."""
    phone = Device.objects.filter(pk=device, user=user, ended_at=None).first()
    if phone is None or not signed(phone, body, signature):
        raise Refused(_("Máy này không còn được nhận; hãy mở sổ tay khi có mạng rồi gửi lại."))
    uid, what, meeting, told, done = _read(body)
    with transaction.atomic():
        # One phone sends one thing at a time, and two phones of one member stand in line.
        User.objects.select_for_update().get(pk=user.pk)
        before = Act.objects.filter(user=user, uid=uid).first()
        if before is not None:
            return before
        result = _judged(user, what, Meeting.objects.filter(pk=meeting).first(), told, done)
        return Act.objects.create(
            user=user, uid=uid, what=what, meeting=Meeting.objects.filter(pk=meeting).first(), data=told, done_at=done,
            received_at=timezone.now(), outcome=result.outcome, why=result.why[:300],
        )  # fmt: skip


def _read(body: str) -> tuple[UUID, str, int, dict[str, Any], dt.datetime]:
    try:
        told = orjson.loads(body)
        done = dt.datetime.fromtimestamp(int(told["done"]) / 1000, dt.UTC)
        values = {name: str(told.get(name, "")) for name in ("answer", "reason", "text", "code")}
        what, meeting = str(told["what"]), int(told["meeting"])
        if what not in Act.What.values:
            raise ValueError(what)
        return UUID(str(told["uid"])), what, meeting, values, min(done, timezone.now())
    except (ValueError, KeyError, TypeError, OverflowError, OSError) as error:
        raise Refused(_("Không đọc được điều máy gửi; hãy cập nhật sổ tay rồi thử lại.")) from error


def _judged(user: User, what: str, meeting: Meeting | None, told: Mapping[str, str], done: dt.datetime) -> Result:
    if meeting is None:
        return Result(Outcome.REFUSED, _("Cuộc họp này không còn."))
    try:
        return DOING[what](user, meeting, told, done)
    except (Refused, MeetingRefused) as refusal:
        return Result(Outcome.REFUSED, str(refusal))


Doing = Callable[[User, Meeting, Mapping[str, str], dt.datetime], Result]
DOING: Mapping[str, Doing] = {
    Act.What.REPLY: lambda user, meeting, told, done: reply(
        user=user, meeting=meeting, answer=told["answer"], reason=told["reason"], at=done
    ),
    Act.What.PRESENT: lambda user, meeting, told, done: present(user=user, meeting=meeting, code=told["code"]),
    Act.What.NOTE: lambda user, meeting, told, done: jot(user=user, meeting=meeting, text=told["text"], at=done),
}


def open_claims(meeting: Meeting) -> list[Act]:
    """Scans that came late or against the roll, which the secretary has not settled yet."""
    waiting = meeting.phone_acts.filter(what=Act.What.PRESENT, outcome__in=(Outcome.WAITING, Outcome.CONFLICT), settled_by="")
    return list(waiting.select_related("user__person"))


@transaction.atomic
def settle(*, act: Act, accept: bool, actor: str) -> None:
    """The secretary's yes or no to a scan that came late; a yes marks the member present. Raises Refused."""
    found = Act.objects.select_for_update().get(pk=act.pk)
    if found.settled_by or found.meeting is None:
        raise Refused(_("Việc này đã được giải quyết."))
    if accept:
        try:
            meetings.mark(invitation(found.user, found.meeting), Presence.PRESENT, _("quét mã, gửi đến muộn"))
        except MeetingRefused as refusal:
            raise Refused(str(refusal)) from refusal
    found.settled_by, found.outcome = actor, Outcome.TAKEN if accept else Outcome.REFUSED
    found.why = "" if accept else _("Bí thư không xác nhận.")
    found.save(update_fields=["settled_by", "outcome", "why"])


def line(user: User, meeting: int) -> Attendee | None:
    """The member's own line on the roll of a meeting; None where one is not invited, or the meeting was cancelled."""
    lines = Attendee.objects.filter(meeting=meeting, person=user.person_id).exclude(meeting__state="cancelled")
    return lines.select_related("meeting").first()


def invited(user: User, since: dt.date) -> list[Attendee]:
    """The member's lines on rolls of meetings from a day on, the next meeting first."""
    if user.person_id is None:
        return []
    lines = Attendee.objects.filter(person=user.person_id, meeting__on__gte=since).exclude(meeting__state="cancelled")
    return list(lines.select_related("meeting__organisation", "reply").order_by("meeting__on", "meeting__pk"))
