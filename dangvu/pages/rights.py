"""Who may do what with the news of an organisation: the grants of the register, looked at on the day, and nothing else."""

from __future__ import annotations

from typing import Any

from dangvu.core.days import today
from dangvu.ledger import book
from dangvu.orgs.access import visible_to
from dangvu.orgs.models import User


def reach(user: User, permission: str) -> frozenset[int]:
    """Organisations where the user holds the right today."""
    return visible_to(user, permission, book.tree().at(today()), today())


def may(user: User, permission: str, org: int) -> bool:
    return org in reach(user, permission)


def organisation_of(task_state: Any) -> int | None:
    """The organisation of the article a step of moderation is about; None when the article is gone."""
    page = task_state.revision.content_object if task_state.revision_id else None
    return None if page is None else int(page.organisation)
