"""What members do on their phones: answers to invitations, own notes, and acts that were queued while there was no network.

What a member writes lies sealed (``data``). What counts is in the ledger and on the roll of the meeting, never here.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.handbook.exchanged import CalendarKey, Poll, PollBox, PollRoll, Question, Subscription
from dangvu.handbook.shelf import Edition, Study
from dangvu.meetings.models import Attendee, Meeting
from dangvu.orgs.vault import SealedJSON

__all__ = [
    "Act", "CalendarKey", "Device", "Jotting", "Poll", "PollBox", "PollRoll", "Question", "Reply", "Subscription",
]  # fmt: skip


class Device(models.Model):
    """A phone that may send queued acts. ``data``: the key it signs them with, ``{"key": hex}``, handed out once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    data = SealedJSON()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("máy của sổ tay")
        ordering = ["pk"]


class Reply(models.Model):
    """The answer to an invitation. ``data``: ``{"reason": text}``. ``at``: when it was given, on the phone."""

    class Answer(models.TextChoices):
        COMING = "coming", _("sẽ dự")
        ONLINE = "online", _("sẽ dự trực tuyến")
        AWAY = "away", _("xin vắng")

    attendee = models.OneToOneField(Attendee, on_delete=models.CASCADE, related_name="reply")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    data = SealedJSON()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("trả lời mời họp")


class Jotting(models.Model):
    """A member's own notes of a meeting, which nobody else reads. ``data``: ``{"text": …}``."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jottings")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    data = SealedJSON()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("ghi chép riêng")
        constraints = [models.UniqueConstraint(fields=["user", "meeting"], name="one_jotting_a_meeting")]


class Act(models.Model):
    """Something done on a phone without a network, as it came in. Kept whatever became of it, so that nothing is lost.

    ``uid``: the phone's own number for it; the same one twice is one act. What it is about: a meeting, a study session, a version of a
    document, or nothing of these (a question, a report on one's work, a correction). ``data``: what was sent; of the last three, once
    taken, no text, which lies in one place then. A photograph is never kept here. ``done_at``: the phone's clock, never later than
    ``received_at``. ``away_at``: when its member, who knows what became of it, put it away, and with it what was written. A vote in a
    poll is never one: nothing may remember it.
    """

    class What(models.TextChoices):
        REPLY = "reply", _("trả lời mời họp")
        PRESENT = "present", _("quét mã có mặt")
        NOTE = "note", _("ghi chép cuộc họp")
        CLAIM = "claim", _("báo đã học")
        UNCLAIM = "unclaim", _("bỏ lời báo đã học")
        STUDY_NOTE = "study_note", _("ghi chép học tập")
        MARK = "mark", _("đánh dấu trang")
        UNMARK = "unmark", _("bỏ dấu trang")
        ASK = "ask", _("câu hỏi, ý kiến")
        REPORT = "report", _("báo cáo công tác")
        CORRECT = "correct", _("đề nghị sửa lý lịch")

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("đã ghi")
        SAME = "same", _("đã có từ trước")
        CONFLICT = "conflict", _("khác với điều đã ghi")
        WAITING = "waiting", _("chờ bí thư xác nhận")
        REFUSED = "refused", _("không ghi được")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="phone_acts")
    uid = models.UUIDField()
    what = models.CharField(max_length=10, choices=What.choices)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="phone_acts")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, null=True, related_name="phone_acts")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="phone_acts")
    data = SealedJSON()
    done_at = models.DateTimeField()
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why = models.CharField(max_length=300, blank=True, default="")
    settled_by = models.CharField(max_length=150, blank=True, default="")
    away_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("việc gửi từ máy")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "uid"], name="an_act_once")]

    WRITTEN = ("text", "reason", "wanted", "why")
    """What of ``data`` its member wrote."""

    @property
    def written(self) -> str:
        """What was written in it and lies nowhere else, a reason apart."""
        return "\n".join(self.data[name] for name in self.WRITTEN if name != "reason" and self.data.get(name))

    @property
    def good(self) -> bool:
        """Whether it became what its member meant."""
        return self.outcome in (self.Outcome.TAKEN, self.Outcome.SAME)
