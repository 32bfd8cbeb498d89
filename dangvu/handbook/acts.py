"""What a member does about meetings, at once or after the network came back. Each act has an outcome; none is lost.

An answer, a note, a scan of the code on the wall. What was queued on the phone (``arrivals``) is judged here against what was recorded
meanwhile. The phone's clock decides nothing but which of two own answers is the later one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.handbook import jottings, presence
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Act, Jotting, Reply
from dangvu.meetings import services as meetings
from dangvu.meetings.errors import Refused as MeetingRefused
from dangvu.meetings.models import Attendee, Meeting, Presence
from dangvu.orgs.models import User

Outcome = Act.Outcome
BACK = dt.timedelta(days=400)
"""How far back a member's meetings and polls are listed."""


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


def notes(user: User, meeting: Meeting) -> jottings.Note:
    """The own notes of a meeting as they are kept."""
    return _note(Jotting.objects.filter(user=user, meeting=meeting).first())


def _note(kept: Jotting | None) -> jottings.Note:
    return jottings.Note(kept.data["text"], kept.at) if kept is not None else jottings.Note("")


@transaction.atomic
def jot(*, user: User, meeting: Meeting, text: str, at: dt.datetime | None = None, seen: str | None = None) -> Result:
    """Write the own notes of a meeting. Where another phone wrote meanwhile, both texts are kept one below the other. Raises Refused.

    ``seen``: the stamp of the notes that the writer had before the eyes; None where that is not known.
    """
    invitation(user, meeting)
    kept = _note(Jotting.objects.select_for_update().filter(user=user, meeting=meeting).first())
    told, both = jottings.together(kept, jottings.Note(jottings.cut(text), at or timezone.now()), seen)
    Jotting.objects.update_or_create(user=user, meeting=meeting, defaults={"data": {"text": told.text}, "at": told.at or timezone.now()})
    return kept_both() if both else Result(Outcome.TAKEN, _("Đã giữ ghi chép của bạn."))


def kept_both() -> Result:
    """What is said where two notes stand one below the other."""
    return Result(Outcome.CONFLICT, _("Hai máy cùng ghi chép; cả hai bản được giữ, bản này đứng dưới."))


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


# ---------------------------------------------------------------- scans that came late


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
