"""What a proof finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that is not what it must be: its table, which row, and what differs."""

    table: str
    row: str
    message: str
