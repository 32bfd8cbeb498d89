"""The second factor: whose role asks for one."""

from __future__ import annotations

from django.conf import settings

from dangvu.core.days import today
from dangvu.orgs.access import in_force
from dangvu.orgs.models import User

FACTOR = "second factor"
"""The place that secrets of second factors are bound to."""


def required(user: User) -> bool:
    """Whether a role the user holds today is one that asks for a second factor (DANGVU_SECOND_FACTOR)."""
    return in_force(user.grants.filter(role__in=settings.SECOND_FACTOR_ROLES), today()).exists()
