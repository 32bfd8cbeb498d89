"""Which persons are one: whose an entry is while a merge is in force (decision record 0011)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import orjson

from dangvu.ledger import store
from dangvu.ledger.kinds.base import Data
from dangvu.ledger.models import Entry, Merged

KIND = "persons_merged"


@dataclass(frozen=True)
class Ties:
    """The merges that touch some persons. ``gone``: duplicates; ``taken``: by person kept, the entries that came over."""

    gone: frozenset[int] = frozenset()
    taken: dict[int, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, persons: Collection[int], but: int | None = None) -> Ties:
        """Those in force of these persons. ``but``: a merge left out."""
        rows = [row for row in merged_among(persons) if row[2] != but]
        if not rows:
            return NONE
        data = {each.number: orjson.loads(each.data) for each in Entry.objects.filter(number__in=[entry for _gone, _kept, entry in rows])}
        taken: dict[int, frozenset[int]] = {}
        for _gone, kept, entry in rows:
            taken[kept] = taken.get(kept, frozenset()) | numbers_of(data[entry].get("taken", ()))
        return cls(frozenset(gone for gone, _kept, _entry in rows), taken)

    def belongs(self, person: int, number: int, data: Data) -> bool:
        """Whether an entry that posted for a person is his or hers: a duplicate has none, the one kept those taken over too."""
        if person in self.gone:
            return False
        return data.get("person", person) == person or number in self.taken.get(person, ())


NONE = Ties()


def merged_among(persons: Collection[int]) -> list[tuple[int, int, int]]:
    """(gone, kept, entry) of the merges in force that name one of the persons, who are looked up some hundreds at a time."""
    wanted, found = sorted(set(persons)), dict[int, tuple[int, int, int]]()
    for start in range(0, len(wanted), 400):
        found.update((row[0], row) for row in store.merged(wanted[start : start + 400]))
    return list(found.values())


def numbers_of(refs: Iterable[str]) -> frozenset[int]:
    """Numbers of the entries of these refs."""
    return frozenset(Entry.objects.filter(ref__in=list(refs)).values_list("number", flat=True))


def duplicates_of(person: int) -> list[int]:
    """Persons that were merged into one."""
    return list(Merged.objects.filter(kept=person).order_by("duplicate").values_list("duplicate", flat=True))


def entries_of(person: int) -> set[int]:
    """Numbers of the merges in force that name a person."""
    return {entry for _gone, _kept, entry in merged_among([person])}
