"""The log of reads. Rows are only added; erasing a person takes the words of searches away, never the fact of a read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.orgs.models import Person


class Reading(models.Model):
    """Somebody read something about persons. ``detail`` holds the words searched for, sealed."""

    class What(models.TextChoices):
        RECORD = "record", _("mở hồ sơ")
        LIST = "list", _("xem danh sách")
        SEARCH = "search", _("tìm")
        REVEAL = "reveal", _("mở giá trị bảo vệ")
        FILE = "file", _("mở tệp, giấy tờ")
        EXPORT = "export", _("xuất ra tệp")

    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings")
    what = models.CharField(max_length=10, choices=What.choices)
    page = models.CharField(max_length=60)
    detail = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("lượt đọc")
        ordering = ["-pk"]


class Seen(models.Model):
    """A person whose data a reading showed."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="seen")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("người được xem")
        constraints = [models.UniqueConstraint(fields=["person", "reading"], name="seen_once")]


class Consent(models.Model):
    """A person agreed to be named in public from ``on``, until ``ended`` (the first day it no longer holds)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    on = models.DateField()
    how = models.CharField(max_length=200)
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended = models.DateField(null=True)
    ended_by = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        verbose_name = _("đồng ý nêu tên")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ended__isnull=True) | models.Q(ended__gte=models.F("on")), name="consent_ends_after")
        ]
