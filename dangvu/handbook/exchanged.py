"""What goes to and fro: members' questions with their answers, polls of a cell, and the ways a phone is told of news.

Texts lie sealed (``data``). Of a poll nothing tells who chose what: there is no row, time or number of a single vote.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.orgs.models import Organisation, Person
from dangvu.orgs.vault import SealedJSON


class Question(models.Model):
    """A member's question or opinion. ``data``: ``{"text": …, "answers": [{"text", "by", "on"}]}``.

    ``asked_on``: the day the time for an answer begins; of a paper the day it was handed in. ``typed_by``: who typed it from a paper.
    """

    class Sort(models.TextChoices):
        QUESTION = "question", _("câu hỏi")
        OPINION = "opinion", _("ý kiến")

    class State(models.TextChoices):
        OPEN = "open", _("chờ trả lời")
        ANSWERED = "answered", _("đã trả lời")
        WITHDRAWN = "withdrawn", _("đã rút lại")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="questions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="questions")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    data = SealedJSON()
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)
    typed_by = models.CharField(max_length=150, blank=True, default="")
    passed_by = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        verbose_name = _("câu hỏi, ý kiến")
        ordering = ["-asked_on", "-pk"]

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The answers, the first one first, with their days."""
        return [{**each, "on": dt.date.fromisoformat(each["on"])} for each in self.data["answers"]]


class Poll(models.Model):
    """A poll of a cell. ``data``: ``{"question", "choices", "result"}``; the result stands there once it is closed.

    ``result``: ``{"voters", "eligible", "counts"}``; ``counts`` is None where too few voted, and then nobody ever learns them.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="polls")
    data = SealedJSON()
    opened_on = models.DateField()
    closes_on = models.DateField()
    closed_on = models.DateField(null=True)
    opened_by = models.CharField(max_length=150)
    closed_by = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        verbose_name = _("thăm dò")
        ordering = ["-opened_on", "-pk"]


class PollRoll(models.Model):
    """Who may vote and who has, while a poll is open. ``data``: ``{"roll": [[person, mark], …]}`` in the order of the persons.

    ``mark``: 0 not yet, 1 on the phone, 2 on paper.

    One sealed value of a length that never changes: without the key nobody sees that somebody voted. It is gone once the poll is closed.
    """

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, related_name="roll")
    data = SealedJSON()

    class Meta:
        verbose_name = _("danh sách thăm dò")


class PollBox(models.Model):
    """The votes, as nothing but counts. ``data``: ``{"counts": ["00003", …]}``, one for each choice, of a length that never changes."""

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, related_name="box")
    data = SealedJSON()

    class Meta:
        verbose_name = _("hòm phiếu thăm dò")


class Subscription(models.Model):
    """A phone that wants to be woken. ``data``: ``{"endpoint", "p256dh", "auth", "told": [keys of news]}``. ``digest`` finds it again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions")
    digest = models.CharField(max_length=64, unique=True)
    data = SealedJSON()
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("máy nhận tin")
        ordering = ["pk"]


class CalendarKey(models.Model):
    """The secret address of a member's calendar, as its hash; another one takes its place, none ends it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key")
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("địa chỉ lịch")
