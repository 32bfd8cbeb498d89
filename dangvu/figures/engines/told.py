"""Those of a stock or flow whose sex or age passes, summed from packed postings: a test by person is a column of yes and no.

A posting counts with the person's value on its day, so no person is looked at by himself or herself, save the few whose
values changed: theirs are judged one by one as ``legs`` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from dangvu.figures.base import Among, Flow, Span, Stock
from dangvu.figures.engines.legs import Leg, passes
from dangvu.figures.engines.numbering import NOWHERE, Ints, Numbering, numbering
from dangvu.figures.engines.persons import BAND_KEYS, BANDS
from dangvu.figures.engines.scope import Scope, Segment
from dangvu.figures.engines.summing import blank, segmented, totals
from dangvu.figures.engines.traits import SEXES, Traits, number
from dangvu.ledger.packed import Packed

EDGES = np.array([*(low for low, _high in BANDS), BANDS[-1][1] + 1])
"""The ages at which the bands begin: they follow each other without a gap."""

CODED = {"sex": SEXES, "age_band": ("", *BAND_KEYS)}
"""What each code of a trait stands for; 0 is unknown."""


def coded(leaf: Among) -> bool:
    """Whether a leaf tests nothing but what stands in columns."""
    return all(name in CODED for name, _test in leaf.where)


def summed(inner: Stock | Flow, leaves: Sequence[Among], span: Span, scope: Scope) -> dict[Among, Ints] | None:
    """For each leaf two rows by organisation's id: how many pass, and of how many it is not known; None when nothing is packed."""
    if not leaves:
        return None
    accounts = scope.ids(inner.pick)
    rows = _rows(inner, accounts, span, scope)
    traits = scope.store.known_traits() if rows is not None else None
    if rows is None or traits is None:
        return None
    found = {leaf: blank(scope, 2) for leaf in leaves}
    for segment, some in (each for part in rows for each in segmented(part, _segments(inner, span, scope))):
        numbers = numbering(segment.tree)
        places = numbers.places(some.org)
        if places.min(initial=0) == NOWHERE:
            return None
        met = _met(inner, some, numbers, places)
        day = span.day() if isinstance(inner, Stock) else None
        told = Judge(some, traits, segment, day, scope)
        for leaf, sums in found.items():
            judged = told.judged(leaf)
            own = np.stack([_posted(inner, some, places, met, counts, len(numbers.orgs)) for counts in judged])
            sums[:, numbers.orgs] += numbers.rolled_up(own)
    return found


def _rows(inner: Stock | Flow, accounts: frozenset[int], span: Span, scope: Scope) -> Sequence[Packed] | None:
    if isinstance(inner, Stock):
        return scope.held(accounts, span.day())
    moved = scope.movements(accounts, *reversed(span.period()))
    return None if moved is None else [moved]


def _segments(inner: Stock | Flow, span: Span, scope: Scope) -> Sequence[Segment]:
    if isinstance(inner, Flow):
        return scope.segments(*span.period())
    return [Segment(dt.date.min, span.day(), scope.tree.at(span.day()))]


def _met(inner: Stock | Flow, rows: Packed, numbers: Numbering, places: Ints) -> Ints | None:
    """Where the two sides of each row meet, if that matters."""
    return numbers.meeting(places, numbers.places(rows.other)) if isinstance(inner, Flow) and inner.crossing else None


def _posted(inner: Stock | Flow, rows: Packed, places: Ints, met: Ints | None, counts: Ints, size: int) -> Ints:
    """The quantities of the rows that count, such that rolling them up counts each where it counts."""
    if not counts.any():
        return np.zeros(size, dtype=np.int64)
    # Nothing is added where a row does not count: a million rows are multiplied sooner than half of them are picked.
    own = totals(places, rows.quantity * counts, size)
    if not isinstance(inner, Flow):
        return own
    if met is not None:
        there = counts & (met != NOWHERE) & (rows.other != 0)
        meeting = totals(met[there], rows.quantity[there], size)
        own = meeting if inner.crossing == "inside" else own - meeting
    return inner.sign * own


class Judge:
    """Which rows of a segment pass a test on their persons."""

    def __init__(self, rows: Packed, traits: Traits, segment: Segment, day: dt.date | None, scope: Scope) -> None:
        self.rows, self.traits, self.segment, self.day, self.scope = rows, traits, segment, day, scope
        strange = rows.person.max(initial=0) >= len(traits.sex)
        self.persons = np.where(rows.person < len(traits.sex), rows.person, 0) if strange else rows.person
        self.dated = np.flatnonzero(traits.dated.take(self.persons))
        scope.people.read({int(person) for person in self.persons[self.dated]})
        self._codes: dict[str, Ints] = {}

    def codes(self, name: str) -> Ints:
        """A trait of each row's person on its day, as its place in ``CODED``."""
        if name not in self._codes:
            self._codes[name] = self.traits.sex.take(self.persons) if name == "sex" else self._bands()
        return self._codes[name]

    def _bands(self) -> Ints:
        """The band of each row's person on its day; 0 for one without a birth or not yet of age."""
        births = self.traits.birth.take(self.persons).astype(np.int64)
        days = self._days()
        bands = np.searchsorted(EDGES, (days - births) // 10_000, side="right")
        return np.where(births == 0, 0, bands)

    def _days(self) -> Ints:
        if self.day is not None:
            return np.full(len(self.rows), number(self.day))
        different, place = np.unique(self.rows.day, return_inverse=True)
        return np.array([number(dt.date.fromordinal(int(day))) for day in different], dtype=np.int64)[place]

    def judged(self, leaf: Among) -> tuple[Ints, Ints]:
        """Rows that pass, and rows of which it is not known."""
        passed = np.ones(len(self.rows), dtype=bool)
        perhaps = np.ones(len(self.rows), dtype=bool)
        for name, test in leaf.where:
            codes = self.codes(name)
            # Compared one after the other: there are few, and each comparison takes a fortieth of looking every row's code up.
            holds = np.zeros(len(codes), dtype=bool)
            for code, text in enumerate(CODED[name]):
                if text and test.holds(text):
                    holds |= codes == code
            passed &= holds
            perhaps &= holds | (codes == 0)
        unknown = perhaps & ~passed
        for row in self.dated:
            said = passes(leaf, self._leg(int(row)), self.scope)
            passed[row], unknown[row] = said is True, said is None
        return passed, unknown

    def _leg(self, row: int) -> Leg:
        rows = self.rows
        on = self.day or dt.date.fromordinal(int(rows.day[row]))
        return Leg(int(rows.account[row]), int(rows.org[row]), int(rows.quantity[row]), on, self.segment.tree, None, int(rows.person[row]))
