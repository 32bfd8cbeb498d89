"""The ledger's tables. Rows of Entry, Posting and Account are only ever inserted: the database itself refuses anything else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

import orjson
from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.orgs import vault
from dangvu.orgs.models import Organisation, Person

Data = dict[str, Any]

POSTING_BITS = 20
"""A posting's id is its entry's number, shifted by so many bits, plus its place from 1: an entry's legs are one range of ids."""


class RowNumber(models.BigIntegerField):
    """A primary key that the ledger gives out. On SQLite it is the row's own number: no index from the one to the other is kept."""

    def db_type(self, connection: Any) -> str | None:
        """The column's type."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Book(models.Model):
    """The one row that writers lock, and the head of the chain: every number here is recomputed by ``verify``.

    ``packed``: how many of the postings stand in runs too.
    """

    last_entry = models.BigIntegerField(default=0)
    postings = models.BigIntegerField(default=0)
    last_recorded = models.DateTimeField(null=True)
    last_hash = models.CharField(max_length=64, default="")
    packed = models.BigIntegerField(default=0)


class Account(models.Model):
    """A measure plus attributes, interned: ``member{status=official}``. ``key`` is its canonical text."""

    measure = models.CharField(max_length=40)
    attrs = models.JSONField(default=dict)
    key = models.CharField(max_length=400, unique=True)

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """Something that happened, as recorded. ``data`` is canonical JSON without any personal value."""

    number = RowNumber(primary_key=True)
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
            models.Index(fields=["kind"], name="entry_kind"),
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

    id = RowNumber(primary_key=True)
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
            models.Index(fields=["org"], name="posting_org", condition=models.Q(person__isnull=False)),
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


class Run(models.Model):
    """A stretch of entries, ``first`` to ``last``, whose postings stand in pages too. Runs follow each other from entry 1 on.

    Runs and pages are a projection (``ledger.pages``): figures are the same without them, and ``verify`` makes them again.
    """

    first = models.BigIntegerField(unique=True)
    last = models.BigIntegerField(unique=True)
    postings = models.BigIntegerField()
    last_year = models.IntegerField()


class Page(models.Model):
    """What a run holds on one account: the balance carried into a year, and the movements of that year, as columns of numbers.

    There is a page for every year from the account's first in the run to the year after the run's last.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="pages", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    year = models.IntegerField()
    opening = models.BinaryField()
    moves = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "account", "year"], name="page_of_a_run")]


class Sealed(models.Model):
    """Personal or free text values of one entry, kept beside it; the entry holds only a salted digest.

    ``secret`` holds those of the values that are sensitive, encrypted; the digest is over all of them in the clear, so that keys may be
    changed. Shredding a person empties all three: counts, hashes and the chain stay valid, the values are gone.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="sealed")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    salt = models.CharField(max_length=64)
    text = models.TextField()
    secret = models.TextField(default="")

    @property
    def values(self) -> Data:
        """Everything sealed, opened; empty when it was shredded. Raises vault.Unreadable."""
        return opened(self.entry_id, self.text, self.secret)


class Merged(models.Model):
    """A person declared twice, and the one he or she is: a projection of the merges in force, which ``verify`` folds again.

    Nothing may be recorded of ``duplicate`` any more; what it had stands with ``kept`` or nowhere. ``entry`` is the merge.
    """

    duplicate = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="merged")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duplicates")
    entry = models.BigIntegerField()

    class Meta:
        verbose_name = _("hồ sơ đã gộp")


def opened(entry: int, text: str, secret: str) -> Data:
    """The values of a row of Sealed. Raises vault.Unreadable."""
    plain: Data = orjson.loads(text) if text else {}
    return {**plain, **vault.unseal(secret, sealed_at(entry))} if secret else plain


def sealed_at(entry: int) -> str:
    """The place that the sealed values of an entry are bound to."""
    return f"entry {entry}"
