"""What the services of this room refuse."""

from __future__ import annotations


class Refused(ValueError):
    """A meeting that cannot be so. ``field`` names the field of the form; the text says what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
