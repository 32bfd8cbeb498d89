"""The end of moderation, as Wagtail is told of it. Read while Wagtail itself is still being read, so it stands alone."""

from __future__ import annotations


def finished(_workflow_state: object, user: object = None) -> None:
    """Nothing: ``services.publish`` is what ended it."""
