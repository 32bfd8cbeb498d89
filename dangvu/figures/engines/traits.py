"""What is told of persons in the clear, as columns by person: sex and birth, for those of whom nothing was ever changed.

Such values hold on every day and at every moment of knowledge, so they may be remembered between questions. Whoever was
amended, erased or declared anew is ``dated``: of them it must be read what held when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import orjson
from django.db import connection

from dangvu.figures.engines.numbering import Ints
from dangvu.ledger import book, merges
from dangvu.ledger.models import Entry
from dangvu.orgs.models import Person

SEXES = ("", "male", "female")
CHANGED = """
SELECT s.person_id FROM ledger_entry e JOIN ledger_sealed s ON s.entry_id = e.number
WHERE e.number > %s AND e.kind = 'amended' AND s.person_id IS NOT NULL
UNION SELECT s.person_id FROM ledger_entry r JOIN ledger_sealed s ON s.entry_id = r.reverses
WHERE r.number > %s AND s.person_id IS NOT NULL
"""


@dataclass
class Traits:
    """Columns by a person's id, place 0 standing for nobody. ``birth`` is year, month and day as one number, 0 for unknown.

    ``entry`` and ``hash`` name the state of the book they were read at.
    """

    entry: int
    hash: str
    sex: Ints
    birth: Ints
    dated: Ints


def empty() -> Traits:
    """Nobody is known."""
    return Traits(0, "", np.zeros(1, dtype=np.int8), np.zeros(1, dtype=np.int32), np.zeros(1, dtype=bool))


_remembered: list[Traits] = [empty()]


def traits(now: book.State) -> Traits:
    """Everybody's columns as of now. What was read before is kept while the book still goes on from there."""
    if not now.number:
        return empty()
    held = _remembered[0]
    if (held.entry, held.hash) != (now.number, now.head):
        held = _remembered[0] = _extended(held if book.went_through(held.entry, held.hash) else empty(), now.number, now.head)
    return held


def _extended(held: Traits, entry: int, head: str) -> Traits:
    known = len(held.sex) - 1
    rows = list(Person.objects.filter(pk__gt=known).order_by("pk").values_list("pk", "sex", "birth"))
    size = (rows[-1][0] if rows else known) + 1
    sex, birth, dated = (_longer(column, size) for column in (held.sex, held.birth, held.dated))
    for pk, said, born in rows:
        sex[pk] = SEXES.index(said) if said in SEXES else 0
        birth[pk] = number(born) if born else 0
    for person in _changed(held.entry):
        if person < size:
            dated[person] = True
    return Traits(entry, head, sex, birth, dated)


def _longer(column: Ints, size: int) -> Ints:
    found = np.zeros(size, dtype=column.dtype)
    found[: len(column)] = column
    return found


def _changed(since: int) -> Iterable[int]:
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, [since, since])
        yield from (row[0] for row in cursor.fetchall())
    for data in Entry.objects.filter(number__gt=since, kind="person_erased").values_list("data", flat=True):
        person = orjson.loads(data)["person"]
        yield from (person, *merges.duplicates_of(person))


def number(day: dt.date) -> int:
    """A day as one number: two of them, less one another, have the completed years in the ten thousands."""
    return day.year * 10_000 + day.month * 100 + day.day
