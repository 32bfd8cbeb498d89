"""Dossiers: what moves by a workflow, the steps it took, its votes, its papers and the people of a bulk.

A dossier's state is a cache over its steps. Services only ever add steps, votes and exclusions; what was wrong is taken back by a
further step. What counts is in the ledger: a step keeps the numbers of the entries it brought about. What was told in forms lies sealed.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.orgs.models import Organisation, Person
from dangvu.orgs.vault import SealedJSON


class Dossier(models.Model):
    """One case. ``organisation`` is where it was opened; where it stands today, after mergers, says ``cases.place``."""

    kind = models.CharField(max_length=40, db_index=True)
    ref = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=40)
    open = models.BooleanField(default=True, db_index=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="dossiers")
    subject = models.CharField(max_length=300, blank=True, default="")
    opened_on = models.DateField()
    moved_on = models.DateField()
    in_charge = models.CharField(max_length=150, blank=True, default="")
    data = SealedJSON(default=dict)
    steps_taken = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("hồ sơ")
        ordering = ["-moved_on", "-pk"]

    def __str__(self) -> str:
        return self.ref


class Step(models.Model):
    """A verb that was taken. ``entries`` are the ledger's entries it brought about; ``undoes`` the step it takes back.

    ``for_whom`` and ``from_paper`` say on whose behalf and from which paper it was typed, both empty for one's own act.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    source = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    for_whom = models.CharField(max_length=200, blank=True, default="")
    from_paper = models.CharField(max_length=300, blank=True, default="")
    data = SealedJSON(default=dict)
    entries = models.JSONField(default=list)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        verbose_name = _("bước")
        ordering = ["dossier", "place"]
        constraints = [models.UniqueConstraint(fields=["dossier", "place"], name="step_has_its_place")]

    def __str__(self) -> str:
        return f"{self.dossier_id}.{self.place} {self.verb}"


class Vote(models.Model):
    """The counts of one vote, whole: never a percentage alone. ``rule`` and the fraction are those that decided."""

    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="vote")
    body = models.CharField(max_length=40)
    summoned = models.PositiveIntegerField()
    eligible = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    in_favour = models.PositiveIntegerField()
    against = models.PositiveIntegerField()
    invalid = models.PositiveIntegerField()
    rule = models.CharField(max_length=100)
    numerator = models.PositiveSmallIntegerField()
    denominator = models.PositiveSmallIntegerField()
    strict = models.BooleanField()
    passed = models.BooleanField()

    class Meta:
        verbose_name = _("biểu quyết")


class Exclusion(models.Model):
    """Somebody summoned who is not in the denominator, and why."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="excluded")
    name = models.CharField(max_length=200)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("người không tính")
        ordering = ["pk"]


class Participant(models.Model):
    """One of the people of a bulk, with his or her own outcome: some succeed, some do not."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    data = SealedJSON(default=dict)
    outcome = models.CharField(max_length=40, blank=True, default="")
    message = models.CharField(max_length=500, blank=True, default="")
    entries = models.JSONField(default=list)

    class Meta:
        verbose_name = _("người trong danh sách")
        ordering = ["person__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "person"], name="participant_once")]


class Where(models.TextChoices):
    """Where the original of a paper is."""

    STORE = "store", _("trong kho")
    TRANSIT = "transit", _("đang chuyển")
    RECEIVED = "received", _("nơi nhận đã nhận")
    MEMBER = "member", _("đảng viên giữ")


class Paper(models.Model):
    """A paper of the dossier: by its form code, or a further one with a title of its own."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300, blank=True, default="")
    dated = models.DateField(null=True)
    number = models.CharField(max_length=100, blank=True, default="")
    where = models.CharField(max_length=10, choices=Where.choices, default=Where.STORE)
    note = models.CharField(max_length=300, blank=True, default="")
    actor = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name = _("giấy tờ")
        ordering = ["code", "-dated", "pk"]


class PaperMove(models.Model):
    """The original of a paper went somewhere."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="moves")
    where = models.CharField(max_length=10, choices=Where.choices)
    on = models.DateField()
    to = models.CharField(max_length=300, blank=True, default="")
    actor = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("luân chuyển giấy tờ")
        ordering = ["pk"]


class PaperFile(models.Model):
    """A file attached to a paper. The bytes lie under the home directory by their hash, outside any served folder."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    media = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    actor = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tệp đính kèm")
        ordering = ["pk"]
