"""What is found person by person, kept while the book only grows: after an entry those it touches are asked about again, no others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from dangvu.ledger import book

Some = TypeVar("Some")
Reckon = Callable[[Collection[int] | None], Mapping[int, Some]]
"""What is found of some persons, or of all (None); of whom nothing is found is left out."""
MANY: Final = 2000
"""Persons touched beyond whom all are asked about: a statement that names so many takes as long."""


@dataclass(frozen=True)
class _Kept(Generic[Some]):
    """What is known as of an entry: its number and hash say whether the book still goes on from there."""

    number: int
    head: str
    found: Mapping[int, Some]


class Followed(Generic[Some]):
    """Answers to so many questions; what was asked for longest ago is forgotten first.

    For what depends on nothing but the question and the postings of each person. Answers are shared: not to be written to.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, _Kept[Some]] = {}

    def of(self, asked: Hashable, state: book.State, reckon: Reckon[Some]) -> Mapping[int, Some]:
        """What is found in a state of the book, in the order of persons."""
        last = self._kept.pop(asked, None)
        if last is None or last.head != state.head:
            last = _Kept(state.number, state.head, _found(last, state, reckon))
        # Put in its place whole: two threads may do the same work, and neither sees the other's half.
        self._kept[asked] = last
        while len(self._kept) > self._most:
            self._kept.pop(next(iter(list(self._kept)), None), None)
        return last.found

    def forget(self) -> None:
        """Keep nothing."""
        self._kept.clear()


def _found(last: _Kept[Some] | None, state: book.State, reckon: Reckon[Some]) -> Mapping[int, Some]:
    touched = book.touched(last.number, last.head, state) if last else None
    if last is None or touched is None or len(touched) > MANY:
        return dict(sorted(reckon(None).items()))
    if not touched:
        return last.found
    left = {person: each for person, each in last.found.items() if person not in touched}
    return dict(sorted({**left, **reckon(touched)}.items()))
