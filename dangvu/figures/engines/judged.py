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
from dangvu.ledger.models import SPAN, Entry, Posting, Sealed

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
    if not last.found or last.number > state.number or not book.went_through(last.number, last.head):
        return {}
    between = Entry.objects.filter(number__gt=last.number, number__lte=state.number)
    if between.filter(kind="person_erased").exists():
        # What was shredded is nowhere kept, and such an entry posts nothing that would tell whom it is about.
        return {}
    touched = set(_touched(last.number, state.number))
    return {pair: codes for pair, codes in last.found.items() if pair[0] not in touched}


def keep(state: book.State, found: Judged) -> None:
    """Put in its place whole: two threads may do the same work, and neither sees the other's half."""
    _remembered[0] = _Kept(state.number, state.head, found if len(found) <= MOST else {})


def _touched(after: int, last: int) -> Iterable[int | None]:
    """Persons of whom the entries between posted anything, told values, or took back what was told."""
    legs = Posting.objects.filter(pk__gt=(after + 1) * SPAN, pk__lt=(last + 1) * SPAN, person__isnull=False)
    yield from legs.values_list("person", flat=True)
    yield from Sealed.objects.filter(entry__gt=after, entry__lte=last).values_list("person", flat=True)
    reversed_ones = Entry.objects.filter(number__gt=after, number__lte=last, reverses__isnull=False).values_list("reverses", flat=True)
    yield from Sealed.objects.filter(entry__in=list(reversed_ones)).values_list("person", flat=True)
