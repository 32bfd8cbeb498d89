"""The dated tree of organisations: pure values, no database. ``ledger.orgfold`` builds them from entries."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

CELL_KINDS = frozenset({"grassroots_cell", "attached_cell", "temporary_cell", "overseas_reserve_cell"})
KINDS = CELL_KINDS | {
    "central",
    "central_direct",
    "direct_superior",
    "grassroots_committee",
    "section_committee",
}


PLACE_TRAITS = ("cell_type", "sector", "cell_committee")
"""What an organisation may be described by, from a day on: its type, the sector it stands in, whether it has a committee."""
WORTH, KEPT = 20, 16
"""Organisations below one from which its subtree is kept, and how many subtrees are."""


@dataclass(frozen=True, slots=True)
class OrgState:
    """What holds of an organisation from a day on. ``parent`` is None for a root; a closed one keeps its last parent."""

    org_id: int
    code: str
    name: str
    kind: str
    official_code: str
    parent: int | None
    open: bool
    cell_type: str = ""
    sector: str = ""
    cell_committee: str = ""

    @property
    def is_cell(self) -> bool:
        return self.kind in CELL_KINDS

    def trait(self, name: str) -> str | None:
        """One of ``PLACE_TRAITS``, None where nobody said."""
        return str(getattr(self, name)) or None


@dataclass(frozen=True, slots=True)
class OrgEvent:
    """One event in the life of an organisation, with the entry that recorded it and the organisations it came from or went to."""

    entry: int
    on: dt.date
    kind: str
    org: int
    related: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """An organisation ended: on which day, by which entry, and where those who stood in it went (None: it was empty)."""

    on: dt.date
    entry: int
    into: int | None


@dataclass
class Timeline:
    """States of one organisation, each from its day on, days ascending."""

    days: list[dt.date] = field(default_factory=list)
    states: list[OrgState] = field(default_factory=list)

    def at(self, day: dt.date) -> OrgState | None:
        index = bisect_right(self.days, day)
        return self.states[index - 1] if index else None

    def put(self, day: dt.date, state: OrgState) -> None:
        """State what holds from ``day`` on; never earlier than the last day stated."""
        if self.days and self.days[-1] == day:
            self.states[-1] = state
            return
        self.days.append(day)
        self.states.append(state)


class TreeDay:
    """The tree on one day. Organisations not yet founded are absent; closed ones hang under their last parent."""

    def __init__(self, day: dt.date, states: Mapping[int, OrgState]) -> None:
        self.day = day
        self._states = states
        self._subtrees: dict[int, frozenset[int]] = {}

    @cached_property
    def _children(self) -> dict[int | None, list[int]]:
        below: dict[int | None, list[int]] = {}
        for org_id, state in self._states.items():
            below.setdefault(state.parent, []).append(org_id)
        return below

    @cached_property
    def _order(self) -> list[int]:
        order = list(self._children.get(None, ()))
        for org_id in order:
            order.extend(self._children.get(org_id, ()))
        return order

    @property
    def roots(self) -> list[int]:
        return [org for org in self._children.get(None, ()) if self._states[org].open]

    def state(self, org_id: int) -> OrgState | None:
        return self._states.get(org_id)

    @cached_property
    def cells(self) -> list[OrgState]:
        """Open cells, by code."""
        return sorted((each for each in self._states.values() if each.open and each.is_cell), key=lambda each: each.code)

    def children(self, org_id: int) -> list[int]:
        """Open organisations right below."""
        return [child for child in self._children.get(org_id, ()) if self._states[child].open]

    def order(self) -> list[int]:
        """Every organisation, closed ones too, parents before children."""
        return self._order

    def path(self, org_id: int) -> tuple[int, ...]:
        """From the root down to the organisation itself; itself alone when the day does not know it."""
        path = [org_id]
        state = self._states.get(org_id)
        while state is not None and state.parent is not None:
            path.append(state.parent)
            state = self._states.get(state.parent)
        return tuple(reversed(path))

    def upward(self, org_id: int) -> tuple[int, ...]:
        """The organisation and its superiors, itself first: where rules are looked for."""
        return self.path(org_id)[::-1]

    def subtree(self, org_id: int) -> frozenset[int]:
        """The organisation and everything below it, closed ones too."""
        found = self._subtrees.get(org_id)
        return self._walked(org_id) if found is None else found

    def _walked(self, org_id: int) -> frozenset[int]:
        found = [org_id]
        for each in found:
            found.extend(self._children.get(each, ()))
        if len(found) >= WORTH:
            # A page asks for the same few large ones a dozen times; what asks for all of them in turn is not to hold them all.
            if len(self._subtrees) >= KEPT:
                self._subtrees = {}
            self._subtrees[org_id] = frozenset(found)
        return frozenset(found)

    def lca(self, first: int, second: int) -> int | None:
        """The lowest organisation that holds both, None when they stand in different trees."""
        common = None
        for one, two in zip(self.path(first), self.path(second), strict=False):
            if one != two:
                break
            common = one
        return common


class Tree:
    """Every organisation's timeline, as known at one moment."""

    def __init__(
        self,
        timelines: Mapping[int, Timeline],
        events: Iterable[OrgEvent] = (),
        closings: Mapping[int, Closing] | None = None,
    ) -> None:
        self.timelines = timelines
        self.events = tuple(events)
        self.closings = dict(closings or {})
        self._days: dict[dt.date, TreeDay] = {}

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {line.states[0].code: org_id for org_id, line in self.timelines.items()}

    @cached_property
    def _breaks(self) -> list[dt.date]:
        """Days on which anything changed."""
        return sorted({day for line in self.timelines.values() for day in line.days})

    @cached_property
    def _parent_changes(self) -> list[dt.date]:
        found: set[dt.date] = set()
        for line in self.timelines.values():
            pairs = zip(line.states, line.states[1:], line.days[1:], strict=False)
            found.update(day for before, after, day in pairs if before.parent != after.parent)
        return sorted(found)

    def at(self, day: dt.date) -> TreeDay:
        """The tree of a day. Days between two changes share one object."""
        index = bisect_right(self._breaks, day)
        anchor = self._breaks[index - 1] if index else dt.date.min
        if anchor not in self._days:
            found = ((org, line.at(anchor)) for org, line in self.timelines.items())
            self._days[anchor] = TreeDay(anchor, {org: state for org, state in found if state is not None})
        return self._days[anchor]

    def by_code(self, code: str) -> int | None:
        return self._codes.get(code)

    def change_days(self, start: dt.date, end: dt.date) -> list[dt.date]:
        """Days in the period, both ends included, on which an existing organisation changed its parent."""
        return [day for day in self._parent_changes if start <= day <= end]

    def lineage(self, org_id: int) -> list[OrgEvent]:
        """Events the organisation took part in, in the order they took effect."""
        return [event for event in self.events if event.org == org_id or org_id in event.related]
