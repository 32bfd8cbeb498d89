"""The ledger's tables. Rows of Entry, Posting and Account are only ever inserted: the database itself refuses anything else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.orgs.models import Organisation, Person

POSTING_BITS = 20
"""A posting's id is its entry's number, shifted by so many bits, plus its place from 1: an entry's legs are one range of ids."""


class Book(models.Model):
    """The one row that writers lock, and the head of the chain: every number here is recomputed by ``verify``."""

    last_entry = models.BigIntegerField(default=0)
    postings = models.BigIntegerField(default=0)
    last_recorded = models.DateTimeField(null=True)
    last_hash = models.CharField(max_length=64, default="")


class Account(models.Model):
    """A measure plus attributes, interned: ``member{status=official}``. ``key`` is its canonical text."""

    measure = models.CharField(max_length=40)
    attrs = models.JSONField(default=dict)
    key = models.CharField(max_length=400, unique=True)

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """Something that happened, as recorded. ``data`` is canonical JSON without any personal value."""

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    ref = models.CharField(max_length=200, unique=True)
    decision_number = models.CharField(max_length=100, default="")
    decision_date = models.DateField(null=True)
    decision_issuer = models.CharField(max_length=300, default="")
    origin = models.CharField(max_length=200, default="")
    reverses = models.BigIntegerField(null=True)
    backfilled = models.BooleanField(default=False)
    structural = models.BooleanField(default=False)
    data = models.TextField(default="{}")
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("bút toán")
        indexes = [
            models.Index(fields=["number"], condition=models.Q(structural=True), name="entry_structural"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["reverses"], condition=models.Q(reverses__isnull=False), name="entry_reversed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.effective_on}"


class Posting(models.Model):
    """One leg: a signed whole quantity on an account of an organisation. Sum, never read a single row's sign.

    ``entry`` recorded it; ``source`` is the entry whose event it belongs to (another one in a reversal or a late correction).
    References carry no database constraint: the one writer resolves every id itself, and checking five of them again for each
    of a million rows costs more than writing the rows; ``verify`` proves that none dangles.
    """

    id = models.BigIntegerField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings", db_index=False, db_constraint=False)
    source = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="legs", db_index=False, db_constraint=False, db_column="source_id"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    other = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True, db_index=False, db_constraint=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, db_index=False, db_constraint=False)
    quantity = models.BigIntegerField()
    on = models.DateField()

    class Meta:
        verbose_name = _("định khoản")
        indexes = [
            models.Index(fields=["account", "on", "org"], name="posting_account_on"),
            models.Index(fields=["person", "source"], name="posting_person", condition=models.Q(person__isnull=False)),
        ]


SPAN = 1 << POSTING_BITS


def legs_of_entry(number: int) -> models.QuerySet[Posting]:
    """What an entry posted, in the order it was posted."""
    return Posting.objects.filter(pk__gt=number * SPAN, pk__lt=(number + 1) * SPAN).order_by("pk")


def legs_of_entries(numbers: Iterable[int]) -> models.QuerySet[Posting]:
    """What some entries posted; for a page of them, not for thousands."""
    ranges = [models.Q(pk__gt=number * SPAN, pk__lt=(number + 1) * SPAN) for number in numbers]
    return Posting.objects.filter(reduce(or_, ranges)) if ranges else Posting.objects.none()


def legs_of_outer() -> models.QuerySet[Posting]:
    """The postings of the entry of an outer query, for ``Exists``."""
    outer = models.OuterRef("pk")
    return Posting.objects.filter(pk__gt=outer * SPAN, pk__lt=outer * SPAN + SPAN)


class Sealed(models.Model):
    """Personal or free text values of one entry, kept beside it; the entry holds only a salted digest.

    Shredding a person empties ``salt`` and ``text``: counts, hashes and the chain stay valid, the values are gone.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="sealed")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    salt = models.CharField(max_length=64)
    text = models.TextField()
