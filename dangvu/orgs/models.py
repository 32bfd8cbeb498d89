"""Organisations, persons, users and grants. What changes with time (names, parents, standing) is not here: it is in the ledger."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from dangvu.orgs import vault


class Organisation(models.Model):
    """A stable organisation. Its name, kind, official code and parent are dated: ask ``orgs.tree`` for a day."""

    code = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("tổ chức đảng")

    def __str__(self) -> str:
        return self.code


class Person(models.Model):
    """A person and the latest known values of his or her attributes (a cache over the sealed values beside the ledger).

    Every row is sensitive personal data: that it exists reveals a political view. What is sensitive beyond that (``vault.SENSITIVE``)
    lies encrypted in ``secret``.
    """

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    birth = models.DateField(null=True)
    sex = models.CharField(max_length=6, blank=True, default="")
    extra = models.JSONField(default=dict)
    secret = models.TextField(blank=True, default="")
    folded = models.CharField(max_length=200, db_index=True, default="")
    sort_key = models.CharField(max_length=600, db_index=True, default="")

    class Meta:
        verbose_name = _("nhân sự")
        # A code is looked for however it was typed.
        indexes = [models.Index(Upper("code"), name="person_code_upper")]

    def __str__(self) -> str:
        return self.name

    def secrets(self) -> dict[str, Any]:
        """The sealed values, opened: religion, ethnicity, identity numbers, health, relatives. Raises vault.Unreadable."""
        return vault.unseal(self.secret, person_sealed_at(self.pk))


def person_sealed_at(person: int) -> str:
    """The place a person's sealed values are bound to."""
    return f"person {person}"


class PersonKey(models.Model):
    """By which number a person is found: a keyed hash, never the number."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        verbose_name = _("khóa tra cứu")
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_key_of_a_name")]


class PersonWord(models.Model):
    """A word of a person's name as it is searched (``Person.folded``). The database keeps these rows itself (migration 0005)."""

    word = models.CharField(max_length=200)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="words")

    class Meta:
        verbose_name = _("từ của tên")
        constraints = [models.UniqueConstraint(fields=["word", "person"], name="one_word_of_a_person")]


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """Somebody who logs in. What one may do is said by grants, never by flags on the account.

    ``person``: the member whose account it is; he or she sees the own record.
    """

    person = models.OneToOneField(Person, on_delete=models.SET_NULL, null=True, related_name="account")


class Role(models.TextChoices):
    """What a grant lets one do. ``orgs.access.RIGHTS`` says which rights each has."""

    CLERK = "clerk", _("Văn phòng")
    SECRETARY = "secretary", _("Bí thư")
    CELL_SECRETARY = "cell_secretary", _("Bí thư chi bộ")
    INSPECTION = "inspection", _("Ủy ban kiểm tra")
    SUPERIOR = "superior", _("Cấp trên (xem)")
    AUDITOR = "auditor", _("Kiểm soát truy cập")
    EDITOR = "editor", _("Biên tập tin")
    MEMBER = "member", _("Đảng viên")
    ADMINISTRATOR = "administrator", _("Quản trị")


class Grant(models.Model):
    """A role given to a user on an organisation, and so on its subtree of the day, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("phân quyền")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="grant_ends_after_it_begins",
            )
        ]
