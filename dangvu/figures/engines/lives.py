"""Persons as the rules of gaps look at them: values of a day, and the days of entering and recognition, as known at an entry number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson
from django.db.models import Sum

from dangvu.dossiers.life import Event, ceremony, party_age_from
from dangvu.figures import gaps
from dangvu.figures.engines.live import MOST_NAMED
from dangvu.figures.engines.persons import People
from dangvu.ledger import accounts
from dangvu.ledger.models import Posting, Sealed

ENTERING = ("carried_over", "admitted", "readmitted", "recognised", "transferred_in", "restored")
AT_ONCE = 500


class Lives:
    """Read from the ledger when first asked for; a gap is judged once for a person and a day."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._events: dict[int, list[Event]] = {}
        self._read: set[int] = set()
        self._made: dict[tuple[int, dt.date], gaps.Life] = {}

    def read(self, persons: Iterable[int | None]) -> None:
        """Make these persons ready, in a statement for their values and one for their days."""
        wanted = {person for person in persons if person is not None} - self._read
        if not wanted:
            return
        self._read |= wanted
        self.people.read(wanted)
        for person, event in _events(self.people.known, wanted):
            self._events.setdefault(person, []).append(event)

    def trait(self, person: int | None, name: str, day: dt.date) -> str | None:
        """``yes`` or ``no``; None for nobody."""
        return None if person is None else gaps.trait(name, self.life(person, day))

    def life(self, person: int, day: dt.date) -> gaps.Life:
        """One person on a day."""
        found = self._made.get((person, day))
        if found is None:
            told = sorted((each for each in self._events.get(person, ()) if each.on <= day), key=lambda each: (each.on, each.entry))
            values = self.people.values(person, day)
            recognised, is_official = _recognition(told)
            found = gaps.Life(values, day, party_age_from(told), ceremony(told), recognised, is_official)
            self._made[person, day] = found
        return found


def _recognition(told: Iterable[Event]) -> tuple[dt.date | None, bool]:
    """The day of recognition as far as it is told, and whether the person is an official member."""
    day: dt.date | None = None
    official = False
    for event in told:
        if event.kind == "recognised":
            day, official = event.on, True
        elif event.kind in ("admitted", "readmitted"):
            day, official = None, False
        elif event.told.get("status"):
            official = event.told["status"] == "official"
            day = event.day("official_on") or day
    return day, official


def _events(known: int, persons: set[int]) -> Iterator[tuple[int, Event]]:
    """Entries that brought a person in or recognised him or her, in force at the number."""
    legs = Posting.objects.filter(account__in=accounts.ids("member"), source__kind__in=ENTERING, entry_id__lte=known)
    if len(persons) <= MOST_NAMED:
        legs = legs.filter(person_id__in=persons)
    names = ("person_id", "source_id", "source__kind", "source__effective_on", "source__decision_date", "source__data")
    rows = legs.values_list(*names, "account_id", "org_id").annotate(net=Sum("quantity")).exclude(net=0)
    found = {(row[0], row[1]): row for row in rows if row[0] in persons}
    sealed = _sealed({source for _person, source in found if found[_person, source][2] == "carried_over"})
    for (person, source), row in found.items():
        yield person, Event(source, row[2], row[3], row[4], {**orjson.loads(row[5]), **sealed.get(source, {})})


def _sealed(numbers: set[int]) -> dict[int, dict[str, Any]]:
    rest, found = iter(sorted(numbers)), dict[int, dict[str, Any]]()
    while some := list(islice(rest, AT_ONCE)):
        found.update({each.entry_id: each.values for each in Sealed.objects.filter(entry__in=some)})
    return found
