"""The dated tree as rows: whenever an entry changes what is known of an organisation, its whole course as known from then on.

A row is never changed. The tree as known at an entry is, for each organisation, the course that was written last by then;
and likewise for the events in the lives of organisations, by the entry that told them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from dangvu.ledger import book
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.kinds.base import Fact
from dangvu.ledger.models import Entry
from dangvu.ledger.structure import Structure
from dangvu.orgs.tree import OrgEvent, OrgState, Timeline

Row = tuple[Any, ...]


class Watched(Structure):
    """A fold that remembers which organisations and events the last fact touched."""

    def __init__(self) -> None:
        super().__init__()
        self.touched: set[int] = set()
        self.noted: list[OrgEvent] = []

    def _put(self, day: dt.date, state: OrgState) -> None:
        self.touched.add(state.org_id)
        super()._put(day, state)

    def note(self, fact: Fact, org: int, related: Iterable[int] = ()) -> None:
        told = tuple(related)
        self.noted.append(OrgEvent(fact.number, fact.on, fact.kind, org, told))
        super().note(fact, org, told)


def changes(first: int, last: int) -> tuple[list[Row], list[Row]]:
    """Rows of the tables ``place`` and ``event`` for the entries of a range. Without a structural entry nothing is folded."""
    rows = Entry.objects.filter(structural=True, number__gte=first, number__lte=last).order_by("number")
    found = list(rows.values_list("number", "kind", "effective_on", "data", "reverses"))
    places: list[Row] = []
    events: list[Row] = []
    fold = _watched(Watched.of(book.structural_facts(first - 1))) if found else Watched()
    for number, kind, on, data, reverses in found:
        before, fold = fold, _next(fold, number, kind, on, data, reverses)
        places.extend(_courses(number, before, fold))
        events.extend(_told(number, before, fold))
    return places, events


def _next(fold: Watched, number: int, kind: str, on: dt.date, data: str, reverses: int | None) -> Watched:
    fold.touched, fold.noted = set(), []
    if reverses is not None:
        after = fold.without(reverses)
    elif REGISTRY[kind].family == "structure":
        after = fold.with_fact(Fact(number, kind, on, orjson.loads(data)))
    else:
        return fold
    return _watched(after)


def _watched(fold: Structure) -> Watched:
    """What folds anew is of the kind it was folded from."""
    assert isinstance(fold, Watched)
    return fold


def _courses(number: int, before: Watched, after: Watched) -> Iterator[Row]:
    for org in sorted(after.touched | (before.timelines.keys() - after.timelines.keys() if before is not after else set())):
        line = after.timelines.get(org)
        if before is not after and line == before.timelines.get(org):
            continue
        yield from _course(number, org, line)


def _course(number: int, org: int, line: Timeline | None) -> Iterator[Row]:
    if line is None:
        yield (number, org, None, None, None, None, None, None, None, None, None, None)
        return
    for day, state in zip(line.days, line.states, strict=True):
        yield (number, org, day, state.code, state.name, state.kind, state.official_code, state.parent, state.open,
               state.cell_type, state.sector, state.cell_committee)  # fmt: skip


def _told(number: int, before: Watched, after: Watched) -> Iterator[Row]:
    new = by_entry(after.noted)
    old = by_entry(before.events) if before is not after else {}
    for fact in sorted(new.keys() | old.keys()):
        if new.get(fact) == old.get(fact):
            continue
        if fact not in new:
            yield (number, fact, 0, None, None, None, None)
        for place, event in enumerate(new.get(fact, ())):
            yield (number, fact, place, event.on, event.kind, event.org, ",".join(map(str, event.related)))


def by_entry(events: Iterable[OrgEvent]) -> dict[int, list[OrgEvent]]:
    """Events by the entry that told them, in the order they were noted."""
    found: dict[int, list[OrgEvent]] = defaultdict(list)
    for event in events:
        found[event.entry].append(event)
    return found
