"""Meetings as they are prepared and held. What counts is in the ledger: a closed meeting keeps the numbers of its entries."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.dossiers.models import Dossier
from dangvu.orgs.models import Organisation, Person


class Sort(models.TextChoices):
    """What is held. The value is the type under which the ledger counts it."""

    MONTHLY = "monthly", _("Sinh hoạt chi bộ thường kỳ")
    THEMATIC = "thematic", _("Sinh hoạt chuyên đề")
    COMMITTEE = "committee", _("Họp đảng ủy")
    STANDING = "standing_committee", _("Họp ban thường vụ")
    CONFERENCE = "conference", _("Hội nghị")
    CONGRESS = "congress", _("Đại hội")


class State(models.TextChoices):
    CALLED = "called", _("Đã mời họp")
    CLOSED = "closed", _("Đã họp, đã ghi sổ")
    CANCELLED = "cancelled", _("Không họp")


class Meeting(models.Model):
    """One meeting of an organisation. ``score``: points by criterion of the rule of the day. ``entries``: what it booked."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="meetings")
    sort = models.CharField(max_length=30, choices=Sort.choices)
    title = models.CharField(max_length=500)
    on = models.DateField()
    time = models.CharField(max_length=20, blank=True, default="")
    place = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.CALLED)
    chair = models.CharField(max_length=200, blank=True, default="")
    taker = models.CharField(max_length=200, blank=True, default="")
    content = models.TextField(blank=True, default="")
    resolution = models.TextField(blank=True, default="")
    score = models.JSONField(default=dict)
    entries = models.JSONField(default=list)
    closings = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=300, blank=True, default="")
    created_by = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("cuộc họp")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def open(self) -> bool:
        return self.state == State.CALLED


class Item(models.Model):
    """A point of the agenda. ``dossier``: the open task it carries forward."""

    class Kind(models.TextChoices):
        REPORT = "report", _("báo cáo")
        TASK = "task", _("việc còn lại của kỳ trước")
        DISCUSSION = "discussion", _("thảo luận")
        TALK = "talk", _("nói chuyện chuyên đề")
        VISIT = "visit", _("tham quan")
        AWARD = "award", _("khen thưởng, trao tặng")
        VOTE = "vote", _("biểu quyết")
        OTHER = "other", _("việc khác")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=500)
    speaker = models.CharField(max_length=200, blank=True, default="")
    note = models.TextField(blank=True, default="")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("mục chương trình")
        ordering = ["order", "pk"]


class Presence(models.TextChoices):
    """The answer of the roll; empty while nobody asked."""

    PRESENT = "present", _("có mặt")
    ONLINE = "online", _("dự trực tuyến")
    LEAVE = "leave", _("vắng có lý do")
    ABSENT = "absent", _("vắng không lý do")


class Attendee(models.Model):
    """Somebody invited. ``flag``: why the books do not bind a member to come; ``guest``: no vote; ``official``: as of the day of the roll.

    A guest need not be known to the books: ``name`` and ``office`` then say who it is.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="roll")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=300, blank=True, default="")
    sort_key = models.CharField(max_length=300, blank=True, default="")
    official = models.BooleanField(default=False)
    guest = models.BooleanField(default=False)
    flag = models.CharField(max_length=20, blank=True, default="")
    presence = models.CharField(max_length=10, choices=Presence.choices, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("người dự")
        ordering = ["guest", "sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="attendee_once")]

    @property
    def came(self) -> bool:
        return self.presence in (Presence.PRESENT, Presence.ONLINE)

    @property
    def bound(self) -> bool:
        """Whether the roll counts on this one: who is excused by the books counts only after having come (domain guide §8.3)."""
        return not self.guest and (not self.flag or (self.flag == "exempt" and self.came))

    @property
    def votes(self) -> bool:
        """In the denominator of a vote (domain guide §1.5)."""
        return self.official and self.bound


class Ballot(models.Model):
    """A vote of the meeting, whole: counts, the fraction that decided, and the outcome."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ballots")
    matter = models.CharField(max_length=500)
    secret = models.BooleanField(default=False)
    eligible = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    in_favour = models.PositiveIntegerField()
    against = models.PositiveIntegerField(default=0)
    invalid = models.PositiveIntegerField(default=0)
    rule = models.CharField(max_length=100)
    passed = models.BooleanField()

    class Meta:
        verbose_name = _("biểu quyết")
        ordering = ["pk"]


class Photo(models.Model):
    """A photograph; its bytes lie under the home directory by their hash."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="photos")
    name = models.CharField(max_length=200)
    media = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    caption = models.CharField(max_length=300)
    credit = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("ảnh")
        ordering = ["pk"]


class Handout(models.Model):
    """A paper of the meeting: a report, a draft, slides; its bytes lie under the home directory by their hash."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="handouts")
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    media = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("tài liệu")
        ordering = ["pk"]


class Cost(models.Model):
    """What the meeting cost, in whole đồng."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="costs")
    title = models.CharField(max_length=300)
    amount = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("chi phí")
        ordering = ["pk"]
