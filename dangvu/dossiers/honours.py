"""Of each life what badges are reckoned from, kept while the book only grows: after an entry those it touches are read again, no others.

A book of a hundred thousand members is half a million entries of their lives; reading them all after every entry took a minute.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from dangvu.dossiers.everybody import lives
from dangvu.dossiers.life import ENTERING, REMOVED, Event, badges, disciplines, events, outside, party_age_from
from dangvu.ledger import book

TELLING = (*ENTERING, *REMOVED, "badge_awarded", "disciplined")
"""Kinds of entry that badges are reckoned from. Every life in the book begins with one of the first; most of the others are transfers."""
FIELDS = ("party_age_from", "admitted_on", "years", "form")
"""And what of them is looked at."""
WHOLE = 20
"""Entries of the book read from end to end in the time it takes to ask for one person."""


@dataclass(frozen=True, slots=True)
class Honours:
    """``start``: of Party age, None when the books do not tell. ``came``: the first day in this book. ``gaps``: the entries that tell of
    times outside, none for who never left.
    """

    start: dt.date | None
    came: dt.date | None
    grades: frozenset[int]
    gaps: tuple[Event, ...]
    disciplined: tuple[Event, ...]

    def outside(self, until: dt.date) -> list[tuple[dt.date, dt.date]]:
        """Times that do not count, up to a day."""
        return outside(self.gaps, until)


NONE = frozenset[int]()


def _of(told: list[Event]) -> Honours:
    if len(told) == 1 and told[0].kind in ENTERING:
        # Most lives: who came, and of whom nothing else is told here.
        return Honours(party_age_from(told), told[0].on, NONE, (), ())
    left = any(event.kind in REMOVED for event in told)
    gaps = tuple(_bare(event) for event in told if event.kind in (*REMOVED, *ENTERING)) if left else ()
    disciplined = tuple(_bare(event, "form") for event in disciplines(told))
    return Honours(party_age_from(told), told[0].on if told else None, frozenset(badges(told)) or NONE, gaps, disciplined)


def _bare(event: Event, *fields: str) -> Event:
    """An event with nothing told but some fields: what is kept in memory holds no reasons and no remarks."""
    return replace(event, told={name: event.told[name] for name in fields})


@dataclass
class _Kept:
    """What is known as of an entry: its number and hash say whether the book still goes on from there."""

    number: int = 0
    head: str = ""
    by_person: dict[int, Honours] = field(default_factory=dict)


_remembered: list[_Kept] = [_Kept()]


def honours(persons: Collection[int]) -> dict[int, Honours]:
    """Of each person, as the book is now."""
    state = book.state()
    known = _current(state)
    missing = [person for person in persons if person not in known]
    if missing:
        known = {**known, **_read(missing, state.number)}
    # Put in its place whole: two threads may do the same work, and neither sees the other's half.
    _remembered[0] = _Kept(state.number, state.head, known)
    return {person: known[person] for person in persons}


def _read(persons: Collection[int], last: int) -> dict[int, Honours]:
    """Person by person, or from the whole book where they are so many that it is read sooner."""
    if len(persons) * WHOLE < last:
        return {person: _of(told) for person, told in events(persons, TELLING).items()}
    wanted = dict.fromkeys(persons, _of([]))
    return {**wanted, **{person: _of(told) for person, told in lives(last, TELLING, FIELDS) if person in wanted}}


def _current(state: book.State) -> dict[int, Honours]:
    held = _remembered[0]
    if held.head == state.head:
        return held.by_person
    touched = book.touched(held.number, held.head, state)
    if touched is None:
        return {}
    found = dict(held.by_person)
    for person in touched:
        found.pop(person, None)
    return found
