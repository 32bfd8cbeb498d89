"""A member's life as the books tell it: entering, leaving, honours and discipline, with their days and decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import QuerySet, Sum, Value
from django.db.models.functions import Concat

from dangvu.core.periods import full_months
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Entry, Posting, Sealed, opened

ENTERING = ("carried_over", "admitted", "readmitted", "transferred_in", "restored")
STANDING = tuple(name for name, kind in REGISTRY.items() if kind.family == "standing")
"""Kinds of entry that say whether and where somebody is a member."""
AT_ONCE = 2000
"""Persons whose lives are read by one statement: a database takes some ten thousands of numbers, and a life is a dozen entries."""
COLUMNS = ("number", "kind", "effective_on", "decision_date", "data")
REMOVED = ("struck_off", "expelled", "left_voluntarily", "admission_annulled")


@dataclass(frozen=True, slots=True)
class Event:
    """Something of a member's life. ``told`` are the fields of the entry, the sealed ones among them."""

    entry: int
    kind: str
    on: dt.date
    decided: dt.date | None
    told: dict[str, object]

    def day(self, name: str) -> dt.date | None:
        value = self.told.get(name)
        return dt.date.fromisoformat(str(value)) if value else None


def events(persons: Iterable[int], kinds: Collection[str] = ()) -> dict[int, list[Event]]:
    """The events in force of each person, in the order they took effect; only those of some kinds, if any are named."""
    wanted = set(persons)
    # What came over by a merge that was taken back sums to nothing: it is somebody else's again.
    found: dict[int, list[Event]] = {person: [] for person in wanted}
    everybody = sorted(wanted)
    for start in range(0, len(everybody), AT_ONCE):
        some = everybody[start : start + AT_ONCE]
        legs = _of_kinds(Posting.objects.filter(person__in=some), "source__kind", kinds).values(
            "person_id", "source_id", "account", "org", "on"
        )
        by_entry: dict[int, set[int]] = {}
        for person, source in legs.annotate(net=Sum("quantity")).exclude(net=0).values_list("person_id", "source_id"):
            by_entry.setdefault(source, set()).add(person)
        for event in _read(by_entry):
            for person in by_entry[event.entry]:
                found[person].append(event)
    return {person: sorted(each, key=lambda event: (event.on, event.entry)) for person, each in found.items()}


def _of_kinds(rows: QuerySet[Any], of: str, kinds: Collection[str]) -> QuerySet[Any]:
    """Rows of some kinds, if any are named. With nothing behind the kind: SQLite would take the index over kinds and read every entry."""
    return rows.annotate(called=Concat(of, Value(""))).filter(called__in=kinds) if kinds else rows


def _read(numbers: Iterable[int]) -> Iterator[Event]:
    # Plain rows: of a hundred thousand persons half a million entries may be read, and an object for each would be most of the time.
    rows = Entry.objects.filter(number__in=list(numbers))
    found = [row for row in rows.values_list(*COLUMNS) if row[1] != "reversal"]
    wanted = [row[0] for row in found]
    reversed_ones = set(Entry.objects.filter(reverses__in=wanted).values_list("reverses", flat=True))
    beside = Sealed.objects.filter(entry__in=wanted).values_list("entry_id", "text", "secret")
    sealed = {entry: opened(entry, text, secret) for entry, text, secret in beside}
    for number, kind, on, decided, data in found:
        if number not in reversed_ones:
            yield Event(number, kind, on, decided, {**orjson.loads(data), **sealed.get(number, {})})


def life(person: int) -> list[Event]:
    """The events of one person."""
    return events([person])[person]


def ceremony(told: Iterable[Event]) -> dt.date | None:
    """The day of the last admission ceremony (``ngày vào Đảng``)."""
    found = [
        event.on if event.kind != "carried_over" else event.day("admitted_on")
        for event in told
        if event.kind in ("admitted", "readmitted", "carried_over")
    ]
    return found[-1] if found else None


def official_from(told: Iterable[Event]) -> dt.date | None:
    """The day of the last recognition as a full member (``ngày chính thức``)."""
    found = [
        event.on if event.kind == "recognised" else event.day("official_on")
        for event in told
        if event.kind in ("recognised", "carried_over")
    ]
    return found[-1] if found else None


def party_age_from(told: Iterable[Event]) -> dt.date | None:
    """The day from which Party age runs: the first admission decision, or the day stated when the book was opened (domain guide §4)."""
    for event in told:
        if event.kind == "carried_over" and event.day("party_age_from"):
            return event.day("party_age_from")
        if event.kind in ("admitted", "readmitted", "carried_over"):
            return event.decided or event.day("admitted_on") or (event.on if event.kind != "carried_over" else None)
    return None


def outside(told: Iterable[Event], until: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Times that do not count: from a removal to the re-admission. Who was restored as wronged was never out."""
    spans: list[tuple[dt.date, dt.date]] = []
    left: dt.date | None = None
    for event in told:
        if event.on > until:
            break
        if event.kind in REMOVED:
            left = event.on
        elif event.kind == "restored":
            left = None
        elif event.kind in ENTERING and left is not None:
            spans.append((left, event.decided or event.on))
            left = None
    return [*spans, (left, until)] if left is not None else spans


def party_age_months(told: list[Event], on: dt.date) -> int | None:
    """Full months of Party age on a day: from the first decision, without the time outside. None when its start is not known."""
    start = party_age_from(told)
    if start is None:
        return None
    return full_months(start, on) - sum(full_months(first, last) for first, last in outside(told, on))


def badges(told: Iterable[Event]) -> set[int]:
    """Grades already awarded."""
    return {int(str(event.told["years"])) for event in told if event.kind == "badge_awarded"}


def disciplines(told: Iterable[Event]) -> list[Event]:
    """Decisions of discipline on the person, in order."""
    return [event for event in told if event.kind == "disciplined"]
