"""What runs of postings have told is kept in memory, and which runs there are is asked once for one state of the book.

First entry, last entry and hash of the last say what is in a run, whatever book it stands in: an entry undoes nothing of what is kept.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Generic, TypeVar

from dangvu.ledger.driver import read

Run = tuple[int, int, str]
Some = TypeVar("Some")

HASH = "(SELECT e.hash FROM ledger_entry e WHERE e.number = r.last)"
RUNS = f"SELECT r.first, r.last, {HASH} FROM ledger_run r WHERE r.first <= %s ORDER BY r.first"


class Runs:
    """The runs there are: for who asks for several things of one state of the book.

    ``beside``: what was read of the entries that no run holds, by the first and the last of them.
    """

    def __init__(self) -> None:
        self._known, self._there = 0, list[Run]()
        self.beside: dict[tuple[int, int], Any] = {}

    def told(self, known: int, runs: Iterable[Run]) -> None:
        """What a statement has told on its way of the runs that begin by an entry."""
        self._known, self._there = known, list(runs)

    def begun(self, known: int) -> list[Run]:
        """Those that begin by an entry, in their order."""
        if known > self._known:
            self.told(known, ((first, last, head) for first, last, head in read(RUNS, [known])))
        return [run for run in self._there if run[0] <= known]


class Kept(Generic[Some]):
    """What runs have told to a question, up to so many bytes in all; what was asked for longest ago is forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._told: dict[Hashable, tuple[int, dict[Run, Some]]] = {}

    def of(self, asked: Hashable) -> dict[Run, Some]:
        """What is kept of a question's answer, by run. Shared: not to be written to."""
        told = self._told.pop(asked, None)
        if told is None:
            return {}
        self._told[asked] = told
        return told[1]

    def keep(self, asked: Hashable, told: dict[Run, Some], size: int) -> None:
        """Put an answer in its place whole, unless it would push out half of the others."""
        self._told.pop(asked, None)
        if size * 2 > self._most:
            return
        self._told[asked] = (size, told)
        while sum(each for each, _told in list(self._told.values())) > self._most:
            self._told.pop(next(iter(self._told), None), None)

    def forget(self) -> None:
        """Keep nothing."""
        self._told.clear()
