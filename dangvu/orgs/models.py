"""Organisations, persons, users and grants. What changes with time (names, parents, standing) is not here: it is in the ledger."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A stable organisation. Its name, kind, official code and parent are dated: ask ``orgs.tree`` for a day."""

    code = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("tổ chức đảng")

    def __str__(self) -> str:
        return self.code


class Person(models.Model):
    """A person and the latest known values of his or her attributes (a cache over the sealed values beside the ledger).

    Every row is sensitive personal data: that it exists reveals a political view.
    """

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    birth = models.DateField(null=True)
    sex = models.CharField(max_length=6, blank=True, default="")
    ethnicity = models.CharField(max_length=60, blank=True, default="")
    religion = models.CharField(max_length=60, blank=True, default="")
    extra = models.JSONField(default=dict)
    folded = models.CharField(max_length=200, db_index=True, default="")
    sort_key = models.CharField(max_length=600, db_index=True, default="")

    class Meta:
        verbose_name = _("nhân sự")

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """Somebody who logs in. What one may do is said by grants, never by flags on the account."""


class Role(models.TextChoices):
    """What a grant lets one do. ``orgs.access.RIGHTS`` says which rights each has."""

    CLERK = "clerk", _("Văn phòng")
    SECRETARY = "secretary", _("Bí thư")
    CELL_SECRETARY = "cell_secretary", _("Bí thư chi bộ")
    SUPERIOR = "superior", _("Cấp trên (xem)")
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
