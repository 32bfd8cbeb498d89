"""Organisations that changed sides because the tree changed: from the tree alone, without the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dangvu.figures.base import ONE_DAY
from dangvu.orgs.tree import Tree, TreeDay

MOVED = "organisation_moved"


@dataclass(frozen=True, slots=True)
class Transit:
    """On a day, some organisations went out of the reach of ``losers`` and into that of ``gainers``.

    ``moved`` is the highest of those that went together; ``entry`` the hand-over, when one is known.
    """

    on: dt.date
    moved: int
    orgs: frozenset[int]
    gainers: frozenset[int]
    losers: frozenset[int]
    entry: int | None = None

    def affected(self, side: int) -> frozenset[int]:
        return self.gainers if side > 0 else self.losers


def by_tree(tree: Tree, start: dt.date, end: dt.date) -> Iterator[Transit]:
    """What differs between each evening of the period and the one before, whatever made the difference."""
    for day in tree.change_days(start, end):
        yield from _on(tree, day)


@lru_cache(maxsize=512)
def _on(tree: Tree, day: dt.date) -> tuple[Transit, ...]:
    """What differs between an evening and the one before; found once while the tree is remembered."""
    before, after = tree.at(day - ONE_DAY), tree.at(day)
    events = {event.org: event.entry for event in tree.events if event.on == day and event.kind == MOVED}
    found = []
    for org, moved in _changed(before, after).items():
        was, now = frozenset(before.path(org)), frozenset(after.path(org))
        if was != now:
            found.append(Transit(day, moved, frozenset({org}), now - was, was - now, events.get(moved)))
    return tuple(found)


def _changed(before: TreeDay, after: TreeDay) -> dict[int, int]:
    """Each organisation with another path than the day before, and the highest one above it that changed its parent."""
    tops: dict[int, int] = {}
    for org in after.order():
        old, new = before.state(org), after.state(org)
        if old is None or new is None:
            continue
        if new.parent is not None and new.parent in tops:
            tops[org] = tops[new.parent]
        elif old.parent != new.parent:
            tops[org] = org
    # Below one that changed, in the old tree, all changed too.
    for org in before.order():
        parent = _parent(before, org)
        if org not in tops and parent in tops:
            tops[org] = tops[parent]
    return tops


def _parent(day: TreeDay, org: int) -> int | None:
    state = day.state(org)
    return state.parent if state else None


def by_event(tree: Tree, start: dt.date, end: dt.date) -> Iterator[Transit]:
    """Each hand-over of the period on its own, with all that stood below the organisation the evening before."""
    for event in tree.events:
        if event.kind != MOVED or not start <= event.on <= end:
            continue
        after = tree.at(event.on)
        old = frozenset(after.path(event.related[0])) if len(event.related) > 1 else frozenset()
        new = frozenset(after.path(event.related[-1]))
        orgs = tree.at(event.on - ONE_DAY).subtree(event.org)
        yield Transit(event.on, event.org, orgs, new - old, old - new, event.entry)


def transits(tree: Tree, start: dt.date, end: dt.date, *, events: bool) -> list[Transit]:
    return list(by_event(tree, start, end) if events else by_tree(tree, start, end))
