"""What a phone queued while there was no network: signed with its key, judged when it comes in, kept whatever became of it.

An act has a number of its own, so that the same one twice is one. It does what the page would have done, by the same functions, and where
something else was recorded meanwhile it says so and loses nothing. A vote in a poll is not among them: nothing may remember it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import LOCAL, today
from dangvu.core.wholes import whole
from dangvu.dossiers.errors import Refused as CaseRefused
from dangvu.handbook import acts, assignments, corrections, library, questions, studying
from dangvu.handbook.acts import Outcome, Result
from dangvu.handbook.errors import Refused, UnknownPhone
from dangvu.handbook.models import Act, Device
from dangvu.handbook.shelf import Edition, Learner, Study
from dangvu.meetings.errors import Refused as MeetingRefused
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import User

What = Act.What
TOLD = ("answer", "reason", "text", "code", "seen", "paragraph", "to", "sort", "year", "field", "wanted", "why", "name", "photo")
ABOUT: Mapping[str, str] = {
    What.REPLY: "meeting", What.PRESENT: "meeting", What.NOTE: "meeting", What.CLAIM: "study", What.UNCLAIM: "study",
    What.STUDY_NOTE: "study", What.MARK: "edition", What.UNMARK: "edition", What.ASK: "",
    What.REPORT: "", What.CORRECT: "",
}  # fmt: skip
"""What each kind of act is about, by the name of the number that says which one; the last three are about nothing that has one."""
ONCE: Mapping[str, tuple[str, ...]] = {What.ASK: ("text",), What.REPORT: ("text",), What.CORRECT: ("wanted", "why")}
"""What was written in an act that, once taken, lies in one place and not here too."""


@dataclass(frozen=True)
class Sent:
    """An act as it was sent. ``about``: the number of its meeting, session or version, else 0. ``done``: the phone's clock, never ahead.

    ``photo``: the picture that came along, whose SHA-256 stands in what was signed.
    """

    uid: UUID
    what: str
    about: int
    told: Mapping[str, str]
    done: dt.datetime
    photo: bytes = b""


def new_device(user: User) -> tuple[int, str]:
    """A key for a phone: its number, and the key in hexadecimal, told this once."""
    key = secrets.token_hex(32)
    return Device.objects.create(user=user, data={"key": key}, made_at=timezone.now()).pk, key


def signed(device: Device, body: str, signature: str) -> bool:
    """Whether a body was signed with the phone's key."""
    told = hmac.new(bytes.fromhex(device.data["key"]), body.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(told.encode(), signature.lower().encode())


def receive(*, user: User, device: int, body: str, signature: str, photo: bytes = b"") -> Act:
    """Judge a queued act and keep it. The same one twice is answered the same. Raises Refused for what cannot be an act of this phone."""
    phone = Device.objects.filter(pk=device, user=user, ended_at=None).first()
    if phone is None or not signed(phone, body, signature):
        raise UnknownPhone(_("Máy này không còn được nhận; hãy mở sổ tay khi có mạng rồi gửi lại."))
    sent = _read(body, photo)
    with transaction.atomic():
        # One phone sends one thing at a time, and two phones of one member stand in line.
        User.objects.select_for_update().get(pk=user.pk)
        before = Act.objects.filter(user=user, uid=sent.uid).first()
        return before or _kept(user, sent, _judged(user, sent))


def _read(body: str, photo: bytes) -> Sent:
    try:
        told = orjson.loads(body)
        done = dt.datetime.fromtimestamp(int(told["done"]) / 1000, dt.UTC)
        what = str(told["what"])
        about = int(told[ABOUT[what]]) if ABOUT[what] else 0
        if not 0 <= about < 2**63:
            raise ValueError(about)
        values = {name: str(told.get(name, "")) for name in TOLD if name != "seen" or name in told}
        if values["photo"] != (hashlib.sha256(photo).hexdigest() if photo else ""):
            raise ValueError(what)
        return Sent(UUID(str(told["uid"])), what, about, values, min(done, timezone.now()), photo)
    except (ValueError, KeyError, TypeError, OverflowError, OSError) as error:
        raise Refused(_("Không đọc được điều máy gửi; hãy cập nhật sổ tay rồi thử lại.")) from error


def _kept(user: User, sent: Sent, result: Result) -> Act:
    """The act with what became of it. What was taken keeps its text in one place: a question's member may take it back there."""
    gone = ONCE.get(sent.what, ()) if result.outcome == Outcome.TAKEN else ()
    told = {name: value for name, value in sent.told.items() if value and name not in ("seen", *gone)}
    models: Mapping[str, type[Any]] = {"meeting": Meeting, "study": Study, "edition": Edition}
    name = ABOUT[sent.what]
    subject = {name: models[name].objects.filter(pk=sent.about).first()} if name else {}
    return Act.objects.create(
        user=user, uid=sent.uid, what=sent.what, data=told, done_at=sent.done, received_at=timezone.now(), outcome=result.outcome,
        why=result.why[:300], **subject,
    )  # fmt: skip


# ---------------------------------------------------------------- what each does


def _judged(user: User, sent: Sent) -> Result:
    try:
        return DOING[sent.what](user, sent)
    except (Refused, MeetingRefused) as refusal:
        return Result(Outcome.REFUSED, str(refusal))


def _meeting(sent: Sent) -> Meeting:
    found = Meeting.objects.filter(pk=sent.about).first()
    if found is None:
        raise Refused(_("Cuộc họp này không còn."))
    return found


def _reply(user: User, sent: Sent) -> Result:
    return acts.reply(user=user, meeting=_meeting(sent), answer=sent.told["answer"], reason=sent.told["reason"], at=sent.done)


def _present(user: User, sent: Sent) -> Result:
    return acts.present(user=user, meeting=_meeting(sent), code=sent.told["code"])


def _jot(user: User, sent: Sent) -> Result:
    return acts.jot(user=user, meeting=_meeting(sent), text=sent.told["text"], at=sent.done, seen=sent.told.get("seen"))


def _learner(user: User, sent: Sent) -> Learner:
    found = studying.line(user, sent.about)
    if found is None:
        raise Refused(_("Không có buổi học tập này của bạn."))
    return found


def _say(studied: bool, user: User, sent: Sent) -> Result:
    return studying.say(learner=_learner(user, sent), studied=studied, at=sent.done)


def _study_note(user: User, sent: Sent) -> Result:
    return studying.note(learner=_learner(user, sent), text=sent.told["text"], at=sent.done, seen=sent.told.get("seen"))


def paragraph(text: str) -> int:
    """The number of a paragraph; 0, which none has, for what is no number."""
    return whole(text, most=10**8) or 0


def _edition(user: User, sent: Sent) -> Edition:
    some = library.shelf(library.readable(user.person) if user.person else ())
    found = Edition.objects.filter(pk=sent.about, publication__in=some).first()
    if found is None:
        raise Refused(_("Thư viện không còn văn bản này."))
    return found


def _mark(user: User, sent: Sent) -> Result:
    edition, place = _edition(user, sent), paragraph(sent.told["paragraph"])
    if user.bookmarks.filter(edition=edition, paragraph=place).exists():
        return Result(Outcome.SAME, "")
    library.mark(user=user, edition=edition, paragraph=place)
    return Result(Outcome.TAKEN, "")


def _unmark(user: User, sent: Sent) -> Result:
    edition, place = _edition(user, sent), paragraph(sent.told["paragraph"])
    gone = library.unmark_at(user=user, edition=edition, paragraph=place, at=sent.done)
    if gone is None:
        return Result(Outcome.SAME, "")
    return Result(Outcome.TAKEN, "") if gone else Result(Outcome.CONFLICT, _("Bạn đã đánh dấu lại sau đó; dấu trang được giữ."))


def _ask(user: User, sent: Sent) -> Result:
    if user.person is None:
        raise Refused(_("Tài khoản này chưa gắn với đảng viên nào; hãy hỏi văn phòng đảng ủy."))
    told = sent.told
    questions.ask(person=user.person, to=questions.named(user.person, told["to"]), sort=told["sort"], text=told["text"])
    return Result(Outcome.TAKEN, _("Câu trả lời sẽ hiện ở trang Trao đổi."))


def _report(user: User, sent: Sent) -> Result:
    if user.person is None:
        raise Refused(_("Tài khoản này chưa gắn với đảng viên nào; hãy hỏi văn phòng đảng ủy."))
    on = sent.done.astimezone(LOCAL).date()
    assignments.report(person=user.person, year=paragraph(sent.told["year"]), text=sent.told["text"], actor=user.get_username(), on=on)
    return Result(Outcome.TAKEN, "")


def _correct(user: User, sent: Sent) -> Result:
    try:
        corrections.ask(user=user, given=sent.told, name=sent.told["name"], photo=sent.photo)
    except CaseRefused as refusal:
        return Result(Outcome.REFUSED, str(refusal))
    return Result(Outcome.TAKEN, _("Văn phòng sẽ đối chiếu và trả lời."))


Doing = Callable[[User, Sent], Result]
DOING: Mapping[str, Doing] = {
    What.REPLY: _reply, What.PRESENT: _present, What.NOTE: _jot, What.CLAIM: partial(_say, True), What.UNCLAIM: partial(_say, False),
    What.STUDY_NOTE: _study_note, What.MARK: _mark, What.UNMARK: _unmark, What.ASK: _ask,
    What.REPORT: _report, What.CORRECT: _correct,
}  # fmt: skip


def sent(user: User) -> list[Act]:
    """What a member's phones sent in the time that meetings are listed for, the latest first, whatever became of it."""
    found = Act.objects.filter(user=user, received_at__date__gte=today() - acts.BACK).order_by("-pk")
    return list(found.select_related("meeting", "study__publication", "edition__publication"))


def unsettled(user: User, **about: Any) -> list[Act]:
    """Those about something that did not become what was meant and were not put away, for the page about it."""
    return [each for each in Act.objects.filter(user=user, away_at=None, **about) if not each.good]


def put_away(*, user: User, act: int) -> bool:
    """An own act is done with: it is shown no more beside what it was about, and what was written in it is gone. Whether there was one."""
    with transaction.atomic():
        found = Act.objects.select_for_update().filter(pk=act, user=user).first()
        if found is None:
            return False
        found.data = {name: value for name, value in found.data.items() if name not in Act.WRITTEN}
        found.away_at = found.away_at or timezone.now()
        found.save(update_fields=["data", "away_at"])
    return True
