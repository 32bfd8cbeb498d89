"""Lists brought in as files: each with what a human said to it, what it would write, and what it wrote."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.orgs.models import Organisation, Person
from dangvu.orgs.vault import SealedJSON


class Intake(models.Model):
    """One file brought in for one organisation. ``data`` is sealed: how the columns are read, and who is whom by a human's word.

    The state moves uploaded → planning → planned → writing → written → undoing → undone, or to dropped. What is under way (``-ing``)
    without a living worker was interrupted, and then nothing of it was written.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("chờ nhận cột")
        PLANNING = "planning", _("đang đọc")
        PLANNED = "planned", _("chờ duyệt")
        WRITING = "writing", _("đang ghi sổ")
        WRITTEN = "written", _("đã ghi sổ")
        UNDOING = "undoing", _("đang hoàn tác")
        UNDONE = "undone", _("đã hoàn tác")
        DROPPED = "dropped", _("đã bỏ")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    encoding = models.CharField(max_length=20, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    data = SealedJSON(default=dict)
    counts = models.JSONField(default=dict)
    fault = models.TextField(blank=True, default="")
    seen_entry = models.BigIntegerField(default=0)
    first_entry = models.BigIntegerField(null=True)
    last_entry = models.BigIntegerField(null=True)
    written_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True, default="")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lần nhập danh sách")
        ordering = ["-pk"]


class IntakeRow(models.Model):
    """A row of a file: what would be done with it, and everything found. ``levels`` are those of its findings, the worst first.

    ``name_key`` is a keyed hash of the name, by which the row is found when the person is erased; ``data`` is sealed.
    """

    class Action(models.TextChoices):
        NEW = "new", _("thêm người mới")
        CHANGE = "change", _("sửa lý lịch")
        SAME = "same", _("không đổi")
        ASK = "ask", _("cần đối chiếu")
        ERROR = "error", _("có lỗi")
        LEFT = "left", _("không nhập")

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=Action.choices)
    levels = models.CharField(max_length=20, blank=True, default="")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    data = SealedJSON(default=dict)

    class Meta:
        verbose_name = _("dòng của danh sách nhập")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["intake", "number"], name="one_row_of_a_number")]


class KnownLayout(models.Model):
    """How the columns of a layout were read last, and which names meant which cells: a human's word, kept for the next file."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    orgs = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("cách đọc cột đã nhớ")
        constraints = [models.UniqueConstraint(fields=["organisation", "fingerprint"], name="one_reading_of_a_layout")]
