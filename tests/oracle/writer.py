"""A ledger being written line by line, as the oracle allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.fold import is_valid
from tests.oracle.world import Line, day_of

Draw = Callable[[st.SearchStrategy], object]

OPENING = date(2020, 6, 7)  # a Sunday
LAST = 1000  # days after the opening: the half term
STRUCTURAL_KINDS = frozenset(
    {
        "organisation_moved",
        "organisation_absorbed",
        "organisation_consolidated",
        "organisation_split",
        "organisation_wound_up",
    }
)


@dataclass
class Writer:
    """A ledger being written: what is drawn, what stands, and which (day, person) pairs are taken."""

    draw: Draw
    crowded: bool = False
    lines: list[Line] = field(default_factory=list)
    taken: set[tuple[date, str]] = field(default_factory=set)
    reached: int = 2

    def __post_init__(self) -> None:
        for line in self.lines:
            self.taken |= {(day_of(line), name) for name in concerned(line)}

    def one_of(self, choices: list) -> object | None:
        return self.draw(st.sampled_from(choices)) if choices else None

    def chance(self, out_of: int) -> bool:
        return self.draw(st.integers(1, out_of)) == out_of

    def add(self, kind: str, day: date, **fields: object) -> bool:
        """Record the line unless it cannot be; say whether it was recorded."""
        line: Line = {"kind": kind, "on": day.isoformat(), "ref": f"L{len(self.lines) + 1}", **fields}
        if not self.is_free(line) or not is_valid([*self.lines, line]):
            return False
        self.lines.append(line)
        self.taken |= {(day, name) for name in concerned(line)}
        return True

    def is_free(self, line: Line) -> bool:
        return self.crowded or not any((day_of(line), name) in self.taken for name in concerned(line))

    def day(self, structural: bool) -> date:
        """Mostly some days on, now and then back; structural changes on Sundays, all else on other days."""
        if self.chance(4):
            offset = self.draw(st.integers(2, self.reached))
        else:
            step = self.draw(st.integers(0, 3) if self.crowded else st.integers(1, 60))
            offset = self.reached = min(LAST, self.reached + step)
        if not self.crowded:
            offset = offset - offset % 7 + (0 if structural else max(1, offset % 7))
        return OPENING + timedelta(days=offset)


def concerned(line: Line) -> list[str]:
    """Whose day it is: the person, or the tree (one structural change a day)."""
    if line["kind"] in STRUCTURAL_KINDS:
        return ["the tree"]
    persons = [target["person"] for target in line.get("targets", []) if "person" in target]
    return [*persons, *([line["person"]] if "person" in line else [])]
