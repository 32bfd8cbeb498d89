"""What reports refuse, as sentences that say what to do."""

from __future__ import annotations


class Refused(ValueError):
    """Nothing was changed; the message is for the user."""


class NotFound(ValueError):
    """No such report; the message is for the user."""
