"""Which gaps a person has on a day, kept while the book only grows: after an entry those it touches are judged again, no others.

Codes of gaps are kept and nothing of what they were judged by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from dangvu.figures.engines.live import Afresh, Live, Seen
from dangvu.figures.engines.store import Store
from dangvu.ledger import book
from dangvu.ledger.models import Entry, Sealed

Pair = tuple[int, dt.date]
Judged = Mapping[Pair, tuple[str, ...]]
MOST: Final = 100_000
"""Persons and days that are kept; of a larger book they are judged each time."""


@dataclass
class _Kept:
    """What is known as of an entry: its number and hash say whether the book still goes on from there."""

    number: int = 0
    head: str = ""
    found: Judged = field(default_factory=dict)


_remembered: list[_Kept] = [_Kept()]


def state_of(store: Store, known: int) -> book.State | None:
    """The state of the book that is asked about; None for an earlier one, for a lake, and for what is to be proved."""
    if not isinstance(store, Live) or isinstance(store, Afresh):
        return None
    state = store.state if isinstance(store, Seen) else book.state()
    return state if state.number == known else None


def held(state: book.State) -> Judged:
    """What is still true of what was kept."""
    last = _remembered[0]
    if last.head == state.head:
        return last.found
    touched = book.touched(last.number, last.head, state) if last.found else None
    if touched is None:
        return {}
    touched.update(_told(last.number, state.number))
    return {pair: codes for pair, codes in last.found.items() if pair[0] not in touched}


def keep(state: book.State, found: Judged) -> None:
    """Put in its place whole: two threads may do the same work, and neither sees the other's half."""
    _remembered[0] = _Kept(state.number, state.head, found if len(found) <= MOST else {})


def _told(after: int, last: int) -> Iterable[int]:
    """Persons of whom the entries between told values, or took back what was told."""
    yield from Sealed.objects.filter(entry__gt=after, entry__lte=last, person__isnull=False).values_list("person", flat=True)
    reversed_ones = Entry.objects.filter(number__gt=after, number__lte=last, reverses__isnull=False).values_list("reverses", flat=True)
    yield from Sealed.objects.filter(entry__in=list(reversed_ones), person__isnull=False).values_list("person", flat=True)
