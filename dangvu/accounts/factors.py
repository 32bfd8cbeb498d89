"""The second factor: whose role asks for one."""

from __future__ import annotations

from django.conf import settings

from dangvu.core.days import today
from dangvu.orgs.access import holding, read_grants
from dangvu.orgs.models import User

FACTOR = "second factor"
"""The place that secrets of second factors are bound to."""


def required(user: User) -> bool:
    """Whether a role the user holds today is one that asks for a second factor (DANGVU_SECOND_FACTOR)."""
    read_grants(user)
    return any(each.role in settings.SECOND_FACTOR_ROLES for each in holding(user, today()))
