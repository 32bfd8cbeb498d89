"""Everybody's life at once: the book read from end to end, where asking for each person would read it in a hundred thousand places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import orjson
from django.db import connection

from dangvu.dossiers.life import Event, events
from dangvu.ledger.driver import as_day, marks, run
from dangvu.ledger.models import SPAN

NOTHING: dict[str, object] = {}
STRETCH = 100_000
"""Entries read by one statement: what lies in memory at once does not grow with the book."""

TOLD = """
SELECT e.number, e.kind, e.effective_on, e.decision_date, e.data, s.text
FROM ledger_entry e LEFT JOIN ledger_sealed s ON s.entry_id = e.number
WHERE e.number > %s AND e.number <= %s AND e.kind || '' IN ({kinds})
"""
"""The kind is no plain column here: SQLite would take the index over kinds and read each of them since ever for every stretch."""
OWN = """
SELECT e.number, p.person_id
FROM ledger_entry e CROSS JOIN ledger_posting p
WHERE e.number > %s AND e.number <= %s AND e.kind || '' IN ({kinds})
AND p.id > e.number * {span} AND p.id < (e.number + 1) * {span} AND p.source_id + 0 = e.number {within}
"""
"""What entries posted of their own."""
WITHIN = "AND p.id > %s AND p.id < %s"
"""The stretch once more, for PostgreSQL, which would read every posting for each stretch. SQLite goes from each entry to its postings, and
must not be led to make an index of the whole stretch first.
"""
AMENDED = "SELECT person_id FROM ledger_posting WHERE entry_id <> source_id"
"""Persons of whom some later entry took back, corrected or carried over what an earlier one had posted."""

Life = tuple[int, list[Event]]


def lives(last: int, kinds: Collection[str], fields: Sequence[str]) -> Iterator[Life]:
    """The events of some kinds in force of each person who has any, in the order they took effect, up to an entry that is the book's last.

    Of what an entry tells only some ``fields`` are read, none of which may lie encrypted. Kinds are those that post something about the
    person they are about.
    """
    amended = {person for (person,) in run(AMENDED) if person is not None}
    found: defaultdict[int, list[Event]] = defaultdict(list)
    for start in range(0, last, STRETCH):
        for event, person in _stretch(start, min(start + STRETCH, last), tuple(kinds), fields):
            if person not in amended:
                found[person].append(event)
    for person, told in found.items():
        told.sort(key=lambda event: (event.on, event.entry))
        yield person, told
    # Of these it takes all their postings to tell what is left of an event.
    yield from ((person, told) for person, told in events(amended, kinds).items() if told)


def _stretch(after: int, last: int, kinds: Sequence[str], fields: Sequence[str]) -> Iterator[tuple[Event, int]]:
    places, asked = marks(kinds), [after, last, *kinds]
    within = [(after + 1) * SPAN, (last + 1) * SPAN] if connection.vendor == "postgresql" else []
    own = set(run(OWN.format(kinds=places, span=SPAN, within=WITHIN if within else ""), [*asked, *within]))
    named = re.compile("|".join(f'"{field}"' for field in fields))
    told = {}
    for number, kind, on, decided, *texts in run(TOLD.format(kinds=places), asked):
        # Most entries name none of the fields: to look for the names takes a fifth of what reading the text takes.
        read = [orjson.loads(text) for text in texts if text and named.search(text)]
        fields_of = {name: each[name] for each in read for name in fields if name in each} if read else NOTHING
        told[number] = Event(number, kind, as_day(on), as_day(decided) if decided else None, fields_of)
    return ((told[entry], person) for entry, person in own if person is not None)
