"""Ledgers on which the program is known to differ from the naive fold; the properties pass over exactly these.

Each gap has its smallest ledger in `test_gaps.py`, expected to fail until it is closed; then both are taken away.
"""

from __future__ import annotations

from tests.oracle.fold import Book
from tests.oracle.world import Line, day_of


def in_a_gap(lines: list[Line]) -> bool:
    return an_end_is_revised(lines) or a_late_founding_is_reversed(lines)


def an_end_is_revised(lines: list[Line]) -> bool:
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


def a_late_founding_is_reversed(lines: list[Line]) -> bool:
    """A split or consolidation recorded after later events of the people it moves is reversed."""
    by_ref = {line["ref"]: (place, line) for place, line in enumerate(lines)}
    for line in lines:
        if line["kind"] == "reversal":
            place, target = by_ref[line["of"]]
            founding = target["kind"] in ("organisation_split", "organisation_consolidated")
            if founding and any(day_of(earlier) >= day_of(target) for earlier in lines[:place]):
                return True
    return False
