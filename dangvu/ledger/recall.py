"""What a write remembers of entries recorded before: thousands of reversals or amendments ask the database a few times, not each of them.

Nothing is decided here. It is what the tables say, read for many at once (``ahead``) or for one that was not foreseen, kept true by the
writer's own reversals and amendments, and forgotten as soon as something else is recorded that could make it untrue.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dangvu.ledger import history, merges
from dangvu.ledger.kinds.base import Data, Fact
from dangvu.ledger.models import SPAN, Entry, Posting, Sealed, opened
from dangvu.ledger.personfold import SourcedLeg
from dangvu.orgs.models import Person

Place = tuple[str, int, int | None, int | None, str]
"""(account key, organisation, organisation on the other side, person, effective day as ISO text)."""
VALUES = ("person", "amended")
"""Kinds that tell values of a person."""
ROW = ("source_id", "account__key", "org_id", "other_id", "person_id", "on", "quantity")


@dataclass
class Saying:
    """What one entry told of a person; sealed values are opened when somebody asks for them."""

    on: dt.date
    number: int
    text: str = ""
    secret: str = ""
    said: Data = field(default_factory=dict)

    @property
    def values(self) -> Data:
        if not self.said:
            self.said = opened(self.number, self.text, self.secret)
        return self.said


class Recall:
    """The memory of one write. ``flush``: brings what the writer has pending into the tables, before they are read."""

    def __init__(self, flush: Callable[[], None]) -> None:
        self._flush = flush
        self._asked: set[int] = set()
        self._cancelled: set[int] = set()
        self._sayings: dict[int, list[Saying]] = {}
        self.forget()

    # Forgetting, and keeping true

    def forget(self) -> None:
        """Something was recorded that may change whatever is remembered, except what persons are said to be."""
        self._entries: dict[str, Entry] = {}
        self._places: dict[int, dict[Place, int]] = {}
        self._subjects: dict[int, int] = {}
        self._facts: dict[int, list[Fact]] = {}
        self._legs: dict[int, list[SourcedLeg]] = {}
        self._leaning: dict[int, set[int]] = {}
        self._codes: dict[int, str] = {}
        self.warm = False

    def forget_all(self) -> None:
        """Nothing at all is remembered: the tables were changed past this memory."""
        self.forget()
        self._sayings, self._asked, self._cancelled = {}, set(), set()

    def cancel(self, number: int, persons_and_sources: Iterable[tuple[int | None, int]]) -> None:
        """An entry is reversed by the one being written, whose legs name these persons with these sources."""
        self._asked.add(number)
        self._cancelled.add(number)
        self._places.pop(number, None)
        for person, source in persons_and_sources:
            self._places.pop(source, None)
            if person in self._leaning:
                self._leaning[person].add(source)

    def recorded(self, fact: Fact, legs: Iterable[Sequence[Any]], *, sealed: bool) -> None:
        """An entry was recorded that changes no organisation and merges nobody: what is known of other persons than those it names holds.

        legs: as they are written. sealed: whether values of its person are kept beside the entry.
        """
        if fact.person is not None and all(each is not fact for each in self._facts.get(fact.person, ())):
            self._forget_life(fact.person)
        for leg in legs:
            person, source = leg[3], leg[5]
            if source != fact.number:
                self._places.pop(source, None)
            if person is not None and person != fact.person:
                self._forget_life(person)
            if person in self._leaning:
                self._leaning[person].add(source)
        if sealed and fact.person in self._leaning:
            self._leaning[fact.person].add(fact.number)

    def _forget_life(self, person: int) -> None:
        self._facts.pop(person, None)
        self._legs.pop(person, None)

    def fold(self, person: int, facts: list[Fact], legs: list[SourcedLeg]) -> None:
        """A person was folded again and the difference is being posted: what is posted is now the fold."""
        if person in self._facts:
            self._facts[person], self._legs[person] = facts, legs

    def say(self, person: int, on: dt.date, number: int, values: Data) -> None:
        """The entry being written tells values of a person."""
        if person in self._sayings:
            self._sayings[person].append(Saying(on, number, said=values))

    # Reading ahead

    def ahead(self, refs: Collection[str], amended: Collection[int], late: Collection[int]) -> None:
        """Read what will be asked for by reversals of entries with these refs, by amendments of persons, and by what is recorded late of
        persons.
        """
        self.forget_all()
        if refs or amended or late:
            self._flush()
            self._read_entries(refs)
            self._read_sayings(amended)
            self._read_lives({person for person in late if person not in self._facts})

    def _read_entries(self, refs: Collection[str]) -> None:
        found = [entry for some in _batches(refs) for entry in Entry.objects.filter(ref__in=some)]
        self._entries.update((entry.ref, entry) for entry in found)
        self.warm = True
        self._learn(entry.number for entry in found)
        plain = [entry for entry in found if not entry.structural and entry.kind != merges.KIND and entry.number not in self._cancelled]
        self._read_places([entry.number for entry in plain])
        folded = {entry.number for entry in plain if history.folded(entry.kind)}
        self._read_lives({place[3] for number in folded for place in self._places[number] if place[3] is not None})
        self._read_subjects([entry.number for entry in plain if entry.kind in VALUES])

    def _learn(self, numbers: Iterable[int]) -> None:
        """Which entries are reversed."""
        wanted = set(numbers) - self._asked
        self._asked |= wanted
        for some in history.batches(wanted):
            found = Entry.objects.filter(reverses__in=some).values_list("reverses", flat=True)
            self._cancelled.update(number for number in found if number is not None)

    def _read_places(self, numbers: Collection[int]) -> None:
        """What stands of each entry: its own legs, and what was posted since about the persons they name (corrections, merges)."""
        for number in numbers:
            self._places[number] = {}
        persons, wanted = set(), set(numbers)
        for first, last in _stretches(numbers):
            for row in Posting.objects.filter(pk__gt=first * SPAN, pk__lt=(last + 1) * SPAN).values_list(*ROW):
                if row[0] not in wanted:
                    continue
                if row[4] is None:
                    self._count(row)
                else:
                    persons.add(row[4])
        persons |= {each for gone, kept, _entry in merges.merged_among(persons) for each in (gone, kept)}
        for some in history.batches(persons):
            for row in Posting.objects.filter(person__in=some).values_list(*ROW):
                if row[0] in wanted:
                    self._count(row)

    def _count(self, row: tuple[Any, ...]) -> None:
        source, key, org, other, person, on, quantity = row
        places, place = self._places[source], (key, org, other, person, on.isoformat())
        places[place] = places.get(place, 0) + quantity

    def _read_lives(self, persons: Collection[int]) -> None:
        legs = history.legs_of(persons)
        self._facts.update(history.facts_of(persons))
        self._legs.update((person, legs.get(person, [])) for person in persons)
        self.warm = True

    def _read_subjects(self, numbers: Collection[int]) -> None:
        """Whom declarations and amendments are about, and all that is said of them and leans on them."""
        for some in history.batches(numbers):
            about = Sealed.objects.filter(entry__in=some).values_list("entry_id", "person_id")
            self._subjects.update((number, person) for number, person in about if person is not None)
        persons = {self._subjects[number] for number in numbers if number in self._subjects}
        self._read_sayings(persons - self._sayings.keys())
        self._read_leaning(persons)

    def _read_sayings(self, persons: Collection[int]) -> None:
        found: dict[int, list[Saying]] = {person: [] for person in persons}
        columns = ("person_id", "entry__effective_on", "entry_id", "text", "secret")
        for some in history.batches(persons):
            rows = Sealed.objects.filter(person__in=some, entry__kind__in=VALUES).exclude(text="").values_list(*columns)
            for person, on, number, text, secret in rows:
                found[person].append(Saying(on, number, text, secret))
        self._learn(saying.number for sayings in found.values() for saying in sayings)
        self._sayings.update(found)

    def _read_leaning(self, persons: Collection[int]) -> None:
        """Every entry that names a person."""
        found: dict[int, set[int]] = defaultdict(set)
        for some in history.batches(persons):
            self._codes.update(Person.objects.filter(pk__in=some).values_list("pk", "code"))
            for person, source in Posting.objects.filter(person__in=some).values_list("person_id", "source_id").distinct():
                found[person].add(source)
            for person, number in Sealed.objects.filter(person__in=some).values_list("person_id", "entry_id"):
                found[person].add(number)
        for gone, kept, entry in merges.merged_among(persons):
            found[gone].add(entry)
            found[kept].add(entry)
        self._learn(number for numbers in found.values() for number in numbers)
        self._leaning.update((person, found[person]) for person in persons)

    # Answers

    def entry(self, ref: str) -> Entry | None:
        """The entry of a ref."""
        if ref not in self._entries:
            self._flush()
            self._read_entries([ref])
        return self._entries.get(ref)

    def cancelled(self, number: int) -> bool:
        """Whether an entry that was asked for is reversed."""
        return number in self._cancelled

    def places(self, number: int) -> dict[Place, int]:
        """What stands of an entry that is neither the tree's nor a merge: the sum on each place."""
        if number not in self._places:
            self._flush()
            self._read_places([number])
        return self._places[number]

    def lives(self, persons: Collection[int]) -> tuple[dict[int, list[Fact]], dict[int, list[SourcedLeg]]]:
        """The facts in force of persons, and what is posted of them by the kinds that are folded."""
        missing = [person for person in persons if person not in self._facts]
        if missing:
            self._flush()
            self._read_lives(missing)
        return {person: self._facts[person] for person in persons}, {person: self._legs[person] for person in persons}

    def subject(self, number: int) -> int:
        """The person a declaration or an amendment is about."""
        if number not in self._subjects:
            self._flush()
            self._read_subjects([number])
        return self._subjects[number]

    def leaning(self, person: int) -> set[int]:
        """Entries in force that name a person, the declaration among them."""
        if person not in self._leaning:
            self._flush()
            self._read_leaning([person])
        return self._leaning[person] - self._cancelled

    def code(self, person: int) -> str:
        """The code of a person whose entries were asked for."""
        return self._codes[person]

    def told(self, person: int, but: int | None = None) -> list[tuple[dt.date, int, Data]]:
        """What is said of a person, by entries in force. ``but``: an entry left out."""
        if person not in self._sayings:
            self._flush()
            self._read_sayings([person])
        return [
            (saying.on, saying.number, saying.values)
            for saying in self._sayings[person]
            if saying.number != but and saying.number not in self._cancelled
        ]


def _batches(refs: Collection[str]) -> Iterator[list[str]]:
    wanted = list(refs)
    for start in range(0, len(wanted), history.BATCH):
        yield wanted[start : start + history.BATCH]


def _stretches(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each stretch of numbers that follow one another."""
    first = last = None
    for number in sorted(set(numbers)):
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last
