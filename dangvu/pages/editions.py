"""What was published: every edition of an article with its frozen numbers, and objections that were waived with a reason."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One publication of an article: what it printed, as known at which entry, by whom.

    ``frozen``: canonical JSON of ``pages.content.Content``; ``known``: the last entry seen; ``correction``: what was mended since the
    edition before, shown to readers; ``pictures``: those it shows, which are public as long as it is. A withdrawn article keeps its
    editions. Nothing here is changed after it is written save the withdrawal.
    """

    page = models.ForeignKey("pages.Article", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    revision = models.BigIntegerField()
    frozen = models.TextField()
    known = models.BigIntegerField()
    known_at = models.DateTimeField(null=True)
    check_code = models.CharField(max_length=20, db_index=True)
    pictures = models.ManyToManyField("pages.Picture", related_name="editions")
    correction = models.CharField(max_length=1000, blank=True, default="")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True, default="")
    why = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        verbose_name = _("bản đã xuất bản")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return self.check_code


class Waiver(models.Model):
    """An objection that does not stop a publication: by whom, when and why. ``key`` names what was objected to."""

    page = models.ForeignKey("pages.Article", on_delete=models.CASCADE, related_name="waivers")
    key = models.CharField(max_length=64)
    sentence = models.TextField()
    reason = models.CharField(max_length=1000)
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lý do bỏ qua một điều nhắc")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="waived_once")]


class Named(models.Model):
    """An edition that names somebody whose values were erased. It is never changed: a corrected edition or a withdrawal settles it.

    ``person``: the code, which the books keep; ``entry``: the number of the erasure.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="named")
    person = models.CharField(max_length=20)
    entry = models.BigIntegerField()
    on = models.DateField()

    class Meta:
        verbose_name = _("bài đã đăng nêu tên người đã xóa dữ liệu")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.edition} · {self.person}"
