"""Where the program decides otherwise than the naive fold, on purpose: the properties pass over exactly these ledgers.

Whether a split ends the cell is part of the split as it was recorded (decision record 0004); `test_splits.py` shows both sides.
"""

from __future__ import annotations

from tests.oracle.fold import Book
from tests.oracle.world import Line, day_of


def decided_at_recording(lines: list[Line]) -> bool:
    """Something recorded later makes a split cell end, or go on, otherwise than when the split was recorded."""
    ends: dict[str, bool] = {}
    for known in range(1, len(lines) + 1):
        now = ends_of_splits(lines[:known])
        if any(now.get(ref, end) != end for ref, end in ends.items()):
            return True
        ends = now
    return False


def ends_of_splits(lines: list[Line]) -> dict[str, bool]:
    """By ref of a split: whether the cell that was split is open that evening."""
    book = Book(lines)
    splits = [line for line in book.lines if line["kind"] == "organisation_split"]
    return {line["ref"]: book.at(day_of(line)).orgs[line["org"]].open for line in splits}
