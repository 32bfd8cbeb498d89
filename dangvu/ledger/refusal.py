"""What the ledger says when it will not write something: the field, and a sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass


class Refusal(Exception):
    """One field of one line cannot be accepted. ``str()`` is a sentence in the user's language."""

    def __init__(self, field: str, message: str, entry: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Fault:
    """A refusal with its place: the line's number in the file (from 1), the field, and what to do."""

    line: int
    field: str
    message: str


class Refused(Exception):
    """Nothing was written: every fault found is in ``faults``."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults
