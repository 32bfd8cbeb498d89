"""What an office adds to the rules: where a jurisdiction applies, its own values, its days off; later rows speak before earlier ones."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.orgs.models import Organisation


class Applies(models.Model):
    """The rules of a jurisdiction apply to an organisation and what stands below it, from a day on."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.CharField(max_length=40)
    valid_from = models.DateField()

    class Meta:
        verbose_name = _("phạm vi quy định địa phương")
        constraints = [models.UniqueConstraint(fields=["organisation", "valid_from"], name="one_jurisdiction_a_day")]


class LocalRule(models.Model):
    """A committee's own value of a rule, from a day to a day. A later row speaks before an earlier one; none is changed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100, db_index=True)
    value = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300)
    actor = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("quy định riêng của đảng ủy")
        ordering = ["-pk"]


class CalendarDay(models.Model):
    """A day off that the calendar does not know, or a day worked although it is a weekend. The last row of a day counts."""

    day = models.DateField(db_index=True)
    working = models.BooleanField()
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)
    actor = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ngày nghỉ, ngày làm bù")
        ordering = ["day", "pk"]
