"""Of each life what badges are reckoned from, kept while the book only grows: after an entry those it touches are read again, no others.

A book of a hundred thousand members is half a million entries of their lives; reading them all after every entry took a minute.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np

from dangvu.dossiers.everybody import Everybody, everybody
from dangvu.dossiers.life import ENTERING, REMOVED, Event, badges, disciplines, events, outside, party_age_from
from dangvu.ledger import book
from dangvu.ledger.packed import Ints
from dangvu.ledger.packing import EPOCH

TELLING = (*ENTERING, *REMOVED, "badge_awarded", "disciplined")
"""Kinds of entry that badges are reckoned from. Every life in the book begins with one of the first; most of the others are transfers."""
BEGINNING = 3
"""The first of them, by which Party age may begin."""
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


UNREAD, PLAIN, TELLS, AWAY = range(4)
"""Of a person: nothing is known yet; the two days are all there is; there are grades or disciplines; there are times outside."""


@dataclass(frozen=True)
class _Kept:
    """What is known as of an entry: its number and hash say whether the book still goes on from there.

    Columns by a person's id, days as ordinals, 0 for none: an object for each of hundreds of thousands would be most of a process.
    ``more``: of whom there is more than the two days.
    """

    number: int = 0
    head: str = ""
    sort: Ints = field(default_factory=lambda: np.zeros(1, dtype=np.int8))
    start: Ints = field(default_factory=lambda: np.zeros(1, dtype=np.int32))
    came: Ints = field(default_factory=lambda: np.zeros(1, dtype=np.int32))
    more: dict[int, Honours] = field(default_factory=dict)

    def of(self, person: int) -> Honours:
        """Of one who was read."""
        return self.more.get(person) or Honours(_day(self.start[person]), _day(self.came[person]), NONE, (), ())

    def put(self, person: int, told: Honours) -> None:
        """What was found of one person; to be called by who made these columns, before anybody else sees them."""
        self.sort[person] = AWAY if told.gaps else TELLS if told.grades or told.disciplined else PLAIN
        self.start[person], self.came[person] = (day.toordinal() if day else 0 for day in (told.start, told.came))
        if self.sort[person] != PLAIN:
            self.more[person] = told

    def grown(self, state: book.State, size: int, touched: Collection[int]) -> _Kept:
        """A copy for so many ids, as of a state, that knows nothing of some persons."""
        sort, start, came = (_longer(column, size) for column in (self.sort, self.start, self.came))
        more = dict(self.more)
        for person in touched:
            more.pop(person, None)
            sort[person : person + 1] = UNREAD
        return _Kept(state.number, state.head, sort, start, came, more)


_remembered: list[_Kept] = [_Kept()]


def honours(persons: Collection[int]) -> dict[int, Honours]:
    """Of each person, as the book is now."""
    known = _known(ids(persons))
    return {person: known.of(person) for person in persons}


def unstarted(persons: Ints) -> Ints:
    """Those of some persons of whom the books do not tell when Party age began."""
    return persons[_known(persons).start[persons] == 0]


def promising(persons: Ints, grades: Collection[int], last: dt.date) -> Ints:
    """Those of some persons who may have earned one of these grades (in years) by a day, and not before they came into this book.

    Whole months tell who has not; of whom was away for a time, and of the others, it takes days.
    """
    known = _known(persons)
    start, came = known.start[persons], known.came[persons]
    begun, arrived, end = _months(start), _months(came), 12 * (last.year - 1970) + last.month - 1
    may = known.sort[persons] == AWAY
    for years in grades:
        earned = begun + 12 * years
        may |= (earned <= end) & (earned >= arrived)
    return persons[may & (start != 0) & (came != 0)]


def _known(persons: Ints) -> _Kept:
    """What is kept, with all of these persons in it."""
    state, held = book.state(), _remembered[0]
    size = max(int(persons.max(initial=0)) + 1, len(held.sort))
    if held.head != state.head or size > len(held.sort) or (held.sort[persons] == UNREAD).any():
        touched = set[int]() if held.head == state.head else book.touched(held.number, held.head, state)
        held = _Kept().grown(state, size, ()) if touched is None else held.grown(state, size, touched)
        _read(held, persons[held.sort[persons] == UNREAD])
        # Put in its place whole: two threads may do the same work, and neither sees the other's half.
        _remembered[0] = held
    return held


def _read(known: _Kept, persons: Ints) -> None:
    """Person by person, or from the whole book where they are so many that it is read sooner."""
    known.sort[persons], known.start[persons], known.came[persons] = PLAIN, 0, 0
    if len(persons) * WHOLE < known.number:
        lives: Iterable[tuple[int, list[Event]]] = events(persons.tolist(), TELLING).items()
    else:
        whole = everybody(known.number, TELLING, FIELDS)
        lives = chain(_plain(known, whole, persons), events(whole.amended.intersection(persons.tolist()), TELLING).items())
    for person, told in lives:
        known.put(person, _of(told))


def _plain(known: _Kept, whole: Everybody, persons: Ints) -> Iterator[tuple[int, list[Event]]]:
    """Puts those of whom nothing but entering is told, and gives the lives of the others."""
    begun, end = whole.begun, len(whole.person)
    wanted = np.isin(whole.person[begun], persons)
    starts = np.append(_starts(whole), 0)
    # Of each person the first entry that tells when Party age began, if there is one.
    first = np.minimum.reduceat(np.where(whole.kind < BEGINNING, np.arange(end), end), begun) if end else begun
    only = np.maximum.reduceat(whole.kind, begun) < len(ENTERING) if end else begun
    plain = wanted & only
    chosen = whole.person[begun[plain]]
    known.start[chosen], known.came[chosen] = starts[first[plain]], whole.on[begun[plain]]
    ends = np.append(begun[1:], end)
    for place in np.flatnonzero(wanted & ~only).tolist():
        yield int(whole.person[begun[place]]), whole.life(int(begun[place]), int(ends[place]))


def _starts(whole: Everybody) -> Ints:
    """When Party age began by each entry, as ``party_age_from`` has it, were it the first of a life."""
    carried = TELLING.index("carried_over")
    found = np.where(whole.decided != 0, whole.decided, np.where(whole.kind == carried, 0, whole.on))
    telling = np.fromiter(whole.told, dtype=np.int64, count=len(whole.told))
    for row in np.flatnonzero(np.isin(whole.entry, telling) & (whole.kind < BEGINNING)).tolist():
        day = party_age_from(whole.life(row, row + 1))
        found[row] = day.toordinal() if day else 0
    return found


def ids(persons: Collection[int]) -> Ints:
    return np.fromiter(persons, dtype=np.int64, count=len(persons))


def _longer(column: Ints, size: int) -> Ints:
    found = np.zeros(max(size, len(column)), dtype=column.dtype)
    found[: len(column)] = column
    return found


def _months(days: Ints) -> Ints:
    """Days as months since 1970."""
    return (days - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _day(ordinal: int) -> dt.date | None:
    return dt.date.fromordinal(int(ordinal)) if ordinal else None
