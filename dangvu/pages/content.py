"""Everything an article prints, as one value: gathered live while it is written, frozen as canonical text when it is published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangvu.reports.content import Fact


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its words, and which number stands in it."""

    label: str
    number: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What an article prints. ``facts``: numbers of marks in the text by the key of the mark; ``numbers``: those of blocks by the block.

    ``body``: the blocks as they are stored, so that the check code covers every word; ``known``: the last entry seen.
    """

    title: str
    lead: str
    by: str
    on: dt.date
    org: int
    org_name: str
    as_of: dt.date
    start: dt.date
    end: dt.date
    term_start: dt.date
    term_end: dt.date
    known: int
    facts: dict[str, Fact]
    numbers: dict[str, Fact]
    tables: dict[str, tuple[Line, ...]]
    labels: dict[str, str]
    body: str

    @property
    def order(self) -> list[str]:
        """Names of all printed numbers; their places in this list are their addresses."""
        return [*sorted(self.facts), *sorted(self.numbers)]

    def fact(self, name: str) -> Fact:
        """A printed number by its name. Raises KeyError."""
        return self.facts[name] if name in self.facts else self.numbers[name]
