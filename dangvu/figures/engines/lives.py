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
from dangvu.figures.engines import judged
from dangvu.figures.engines.live import MOST_NAMED
from dangvu.figures.engines.persons import People
from dangvu.ledger import accounts
from dangvu.ledger.models import Posting, Sealed

ENTERING = ("carried_over", "admitted", "readmitted", "recognised", "transferred_in", "restored")
AT_ONCE = 500


class Lives:
    """Gaps are judged once for a person and a day, and kept while nothing is recorded of the person; the rest is read when it is needed."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._events: dict[int, list[Event]] = {}
        self._read: set[int] = set()
        self._judged: dict[judged.Pair, tuple[str, ...]] = {}

    def ready(self, asked: Iterable[tuple[int | None, dt.date]]) -> None:
        """Judge these persons on these days, with a statement for the values and one for the days of those nobody judged before."""
        wanted = {(person, day) for person, day in asked if person is not None} - self._judged.keys()
        if not wanted:
            return
        state = judged.state_of(self.people.store, self.people.known)
        held = judged.held(state) if state else {}
        missing = wanted - held.keys()
        self._load({person for person, _day in missing})
        found = {pair: tuple(gap.code for gap in gaps.of_life(self._life(*pair))) for pair in missing}
        if state and found:
            judged.keep(state, {**held, **found})
        self._judged.update((pair, held[pair]) for pair in wanted - missing)
        self._judged.update(found)

    def codes(self, person: int, day: dt.date) -> tuple[str, ...]:
        """The codes of a person's gaps on a day."""
        self.ready([(person, day)])
        return self._judged[person, day]

    def trait(self, person: int | None, name: str, day: dt.date) -> str | None:
        """``yes`` or ``no``; None for nobody."""
        if person is None:
            return None
        codes = self._judged[person, day] if (person, day) in self._judged else self.codes(person, day)
        return gaps.YES if (codes if name == gaps.ANY else name in codes) else gaps.NO

    def _load(self, persons: set[int]) -> None:
        wanted = persons - self._read
        if not wanted:
            return
        self._read |= wanted
        self.people.read(wanted)
        for person, event in _events(self.people.known, wanted):
            self._events.setdefault(person, []).append(event)

    def _life(self, person: int, day: dt.date) -> gaps.Life:
        """One person on a day."""
        told = sorted((each for each in self._events.get(person, ()) if each.on <= day), key=lambda each: (each.on, each.entry))
        recognised, is_official = _recognition(told)
        return gaps.Life(self.people.values(person, day), day, party_age_from(told), ceremony(told), recognised, is_official)


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
