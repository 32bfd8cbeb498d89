"""The naive fold: what the books say, worked out the slowest and plainest way.

It is written from the contract alone and shares no line with the program. A ledger is a list of load lines in the order
of recording; the entry number of a line is its place in the list, from 1. What is known at entry N are the first N
lines, less those that one of these N lines reverses. What is so on a day is found by replaying the known lines with
`on` up to that day, in the order (on, number). Nothing is kept but whole worlds, nothing is summed in advance, there
are no postings.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.oracle import organisations, people, work
from tests.oracle.world import InvalidLineError, Line, World, day_of, require


class Book:
    """A ledger as known at one entry number (all of it unless said)."""

    def __init__(self, lines: list[Line], known: int | None = None) -> None:
        seen = lines[: len(lines) if known is None else known]
        reversed_refs = {line["of"] for line in seen if line["kind"] == "reversal"}
        standing = [line for line in seen if line["kind"] != "reversal" and line["ref"] not in reversed_refs]
        self.lines = sorted(standing, key=day_of)  # a stable sort: the number decides within a day
        self._worlds: dict[date, World] = {}

    def at(self, day: date) -> World:
        """The world at the end of `day`. Raises InvalidLineError at the first line that cannot be."""
        if day not in self._worlds:
            world = World()
            for line in self.lines:
                if day_of(line) <= day:
                    apply(world, line)
            self._worlds[day] = world
        return self._worlds[day]

    def at_the_end(self) -> World:
        return self.at(date.max)


def is_valid(lines: list[Line]) -> bool:
    """Whether all that is known now can be so. Prefixes are not looked at: ask after each line appended."""
    try:
        check_reversals(lines)
        Book(lines).at_the_end()
    except InvalidLineError:
        return False
    return True


def check_reversals(lines: list[Line]) -> None:
    kind_of: dict[str, str] = {}
    done: set[str] = set()
    for line in lines:
        if line["kind"] == "reversal":
            require(line["of"] in kind_of, "nothing recorded under this ref")
            require(kind_of[line["of"]] != "reversal", "a reversal is not reversed")
            require(line["of"] not in done, "reversed already")
            done.add(line["of"])
        kind_of[line["ref"]] = line["kind"]


HANDLERS = {**organisations.HANDLERS, **people.HANDLERS, **work.HANDLERS}


def apply(world: World, line: Line) -> None:
    HANDLERS[line["kind"]](world, line)


def days_of(lines: Iterable[Line]) -> list[date]:
    """The days on which something happens, each once, in order."""
    return sorted({day_of(line) for line in lines})
