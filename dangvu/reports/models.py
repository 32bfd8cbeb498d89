"""Reports, their sections, the register of document numbers, letterheads and templates.

What is issued is never changed again: services refuse it, and triggers of the database do (migrations 0002, 0003).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.orgs.models import Organisation


class State(models.TextChoices):
    """A draft shows live values; an issued report shows what was frozen."""

    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã ban hành")


class Body(models.TextChoices):
    """Who of an organisation issues: each has registers of its own (domain guide §10.3)."""

    COMMITTEE = "committee", _("Cấp ủy")
    STANDING_COMMITTEE = "standing_committee", _("Ban thường vụ")
    INSPECTION_COMMISSION = "inspection_commission", _("Ủy ban kiểm tra")
    OFFICE = "office", _("Văn phòng")


class Report(models.Model):
    """One report of an organisation over a period, with stocks as of a day.

    ``known`` is the number of the last entry seen when it was issued and ``known_at`` the moment; ``frozen`` is the
    canonical JSON text of everything it shows (``reports.content.Content``). File names are relative to ``MEDIA_ROOT``.
    """

    kind = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=500)
    start = models.DateField()
    end = models.DateField()
    as_of = models.DateField()
    term_start = models.DateField()
    term_end = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    body = models.CharField(max_length=30, choices=Body.choices, default=Body.COMMITTEE)
    document_type = models.CharField(max_length=10, default="BC")
    term = models.CharField(max_length=20)
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=60, default="")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=150, default="")
    known = models.BigIntegerField(null=True)
    known_at = models.DateTimeField(null=True)
    frozen = models.TextField(default="")
    check_code = models.CharField(max_length=20, default="")
    document_hash = models.CharField(max_length=64, default="")
    pdf_hash = models.CharField(max_length=64, default="")
    docx_file = models.CharField(max_length=200, default="")
    pdf_file = models.CharField(max_length=200, default="")

    class Meta:
        verbose_name = _("báo cáo")
        ordering = ["-end", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lte=models.F("end")), name="report_starts_before_it_ends"),
            models.CheckConstraint(
                condition=models.Q(state="draft", number__isnull=True)
                | models.Q(state="issued", number__isnull=False, known__isnull=False, issued_on__isnull=False),
                name="report_issued_has_its_number",
            ),
            models.UniqueConstraint(fields=["organisation", "body", "document_type", "term", "number"], name="report_number_once"),
        ]

    def __str__(self) -> str:
        return self.symbol or self.title

    @property
    def issued(self) -> bool:
        return self.state == State.ISSUED


class Section(models.Model):
    """One section of the outline: its heading and its narrative with figure marks."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=300)
    text = models.TextField(default="", blank=True)
    updated_at = models.DateTimeField()
    updated_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("mục báo cáo")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="section_once")]

    def __str__(self) -> str:
        return self.heading


class Register(models.Model):
    """The numbering of one type of document of one body of an organisation through one term (domain guide §10.3).

    ``used_before`` is the last number taken before the register was kept here; the row is locked while a number is taken.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="registers")
    body = models.CharField(max_length=30, choices=Body.choices)
    document_type = models.CharField(max_length=10)
    term = models.CharField(max_length=20)
    used_before = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sổ đăng ký văn bản")
        constraints = [models.UniqueConstraint(fields=["organisation", "body", "document_type", "term"], name="register_once")]

    def __str__(self) -> str:
        return f"{self.document_type} {self.term}"


class RegisterLine(models.Model):
    """A number that was taken: by a report of ours, or by a document made elsewhere (``report`` is None)."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    report = models.OneToOneField(Report, on_delete=models.PROTECT, null=True, related_name="register_line")
    subject = models.CharField(max_length=500)
    issued_on = models.DateField()
    written_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("dòng sổ đăng ký")
        ordering = ["number", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"


class Letterhead(models.Model):
    """What the heads and the signature of an organisation's documents say. Empty fields fall back on the dated tree."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="letterhead")
    superior = models.CharField(max_length=200, default="", blank=True)
    issuer = models.CharField(max_length=200, default="", blank=True)
    symbol = models.CharField(max_length=20, default="", blank=True)
    place = models.CharField(max_length=100, default="", blank=True)
    on_behalf = models.CharField(max_length=100, default="", blank=True)
    post = models.CharField(max_length=100, default="", blank=True)
    signer = models.CharField(max_length=200, default="", blank=True)
    recipients = models.TextField(default="", blank=True)

    class Meta:
        verbose_name = _("tiêu đề văn bản")

    def __str__(self) -> str:
        return self.issuer


class Template(models.Model):
    """A committee's own Word template for a kind of report; it was tried with a real document before it was kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="report_templates")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    file = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("mẫu báo cáo")
        constraints = [models.UniqueConstraint(fields=["organisation", "kind"], name="template_once")]

    def __str__(self) -> str:
        return self.name


class Request(models.Model):
    """What a committee asks of those right below it: a kind of report over days, by a deadline."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="report_requests")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=500)
    start = models.DateField()
    end = models.DateField()
    as_of = models.DateField()
    deadline = models.DateField()
    note = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("yêu cầu báo cáo")
        ordering = ["-deadline", "-pk"]

    def __str__(self) -> str:
        return self.title


class Submission(models.Model):
    """The answer of one organisation. ``numbers`` are the register's as they were sent (canonical JSON text), ``claims`` those the sender
    holds to be wrong, with the number and the reason; ``known`` is the last entry seen. ``remarks``: who said what when it was returned.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("chưa gửi")
        SENT = "sent", _("đã gửi, chờ xem")
        RETURNED = "returned", _("trả lại để sửa")
        ACCEPTED = "accepted", _("đã nhận")

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="submissions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    text = models.TextField(default="", blank=True)
    numbers = models.TextField(default="", blank=True)
    claims = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    known = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=150, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, default="", blank=True)

    class Meta:
        verbose_name = _("báo cáo gửi lên")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "organisation"], name="submission_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.organisation_id}"

    @property
    def open(self) -> bool:
        """Whether it is the sender's turn."""
        return self.state in (self.State.ASKED, self.State.RETURNED)
