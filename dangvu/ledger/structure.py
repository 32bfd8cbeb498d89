"""The fold of organisation events into the dated tree, with the legs each event posts. Pure: no database."""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.ledger.kinds.base import REGISTRY, Data, Fact
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.standing import Legs
from dangvu.orgs.tree import Closing, OrgEvent, OrgState, Timeline, Tree

ORDER = attrgetter("order")
MARKS, LEAST = 8, 128
"""A fold keeps so many of its stages, none of fewer facts: what is recorded late is folded from the stage before it, not from nothing."""


class Structure:
    """All organisations after the events folded so far. Facts are applied in the order (day, number)."""

    def __init__(self) -> None:
        self.timelines: dict[int, Timeline] = {}
        self.closings: dict[int, Closing] = {}
        self.legs: dict[int, Legs] = {}
        self.facts: list[Fact] = []
        self.events: list[OrgEvent] = []
        self.codes: dict[str, int] = {}
        self._below: dict[int, set[int]] = {}
        self._own_lines: set[int] = set()
        self._own_below: set[int] = set()
        """Whose timeline, and whose set of those below, is this structure's alone: others are copied when they change."""
        self._tree: Tree | None = None
        self._marks: list[Structure] = []
        """What it was when it had so many of its facts, the fewest first."""

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Structure:
        """Fold the facts from nothing. A refusal carries the number of the fact that is impossible."""
        return cls()._folded(facts)

    def _folded(self, facts: Iterable[Fact]) -> Structure:
        """This one with facts none of which lies before one it has. A refusal carries the number of the fact that is impossible."""
        coming = sorted(facts, key=ORDER)
        step = max(LEAST, (len(self.facts) + len(coming)) // MARKS)
        for fact in coming:
            try:
                self.apply(fact)
            except Refusal as refusal:
                refusal.entry = fact.number
                raise
            if len(self.facts) % step == 0:
                self._mark()
        return self

    def _mark(self) -> None:
        """Keep what there is now, to fold on from when something is recorded late."""
        self._marks.append(self.copy())
        # What the mark has must not change with this one any more.
        self._own_lines, self._own_below = set(), set()

    def _until(self, fact: Fact) -> Structure:
        """The latest mark that nothing of, or behind, the fact has gone into, to be changed; an empty structure when there is none."""
        for place, mark in reversed(list(enumerate(self._marks, 1))):
            last = mark.facts[-1]
            # An organisation founded late stands in the middle of the facts without a fold: marks behind it are no beginning of them.
            if last.order < fact.order and self.facts[len(mark.facts) - 1] is last:
                made = mark.copy()
                made._marks = self._marks[:place]
                return made
        return type(self)()

    def copy(self) -> Structure:
        """The same structure, to apply facts to; this one must change no more, for what stays the same is shared."""
        made = type(self)()
        made.timelines, made._below = dict(self.timelines), dict(self._below)
        made.closings, made.legs, made.codes = dict(self.closings), dict(self.legs), dict(self.codes)
        made.facts, made.events = list(self.facts), list(self.events)
        made._marks = list(self._marks)
        return made

    def apply(self, fact: Fact) -> Legs:
        """Judge one event on top of the others and post it. A refusal may leave the fold half changed: see ``with_fact``."""
        legs: Legs = []
        REGISTRY[fact.kind].act(self, fact, legs)
        self.legs[fact.number] = legs
        _add(self.facts, fact, ORDER)
        self._tree = None
        return legs

    def with_fact(self, fact: Fact) -> Structure:
        """The structure with one more fact: this one grown where that is safe, otherwise folded anew."""
        if not self.grows(fact):
            made = self._until(fact)
            return made._folded([*self.facts[len(made.facts) :], fact])
        try:
            self.apply(fact)
        except Refusal:
            self.__dict__.update(Structure.of(self.facts).__dict__)
            raise
        return self

    def without(self, number: int) -> Structure:
        """The structure as if one fact had never been."""
        return type(self).of(fact for fact in self.facts if fact.number != number)

    def grows(self, fact: Fact) -> bool:
        """Whether a fact adds its own legs and changes no other's.

        Nothing already folded comes later, or the fact founds an organisation nothing later can touch.
        """
        if not self.facts or self.facts[-1].order <= fact.order:
            return True
        parent = fact.data.get("parent")
        if fact.kind != "organisation_established" or fact.data["org"] in self.timelines or parent in self.closings:
            return False
        return parent is None or self.timelines[parent].days[-1] <= fact.on if parent in self.timelines else False

    @property
    def tree(self) -> Tree:
        """The dated tree of everything folded."""
        if self._tree is None:
            self._tree = Tree(self.timelines, self.events, self.closings)
        return self._tree

    def org_on(self, org: int, day: dt.date, field: str = "org", entry: int | None = None) -> OrgState:
        """The organisation on a day, open; otherwise a refusal that says since or until when it stands.

        ``entry``: asked for an entry recorded before the end of the organisation on that very day finds it open still.
        """
        line = self.timelines.get(org)
        state = line.at(day) if line else None
        if line is None or state is None:
            first = vn_day(line.days[0]) if line else "?"
            message = _("Tổ chức này chưa thành lập vào ngày %(day)s (thành lập ngày %(first)s); hãy sửa ngày hoặc mã tổ chức.")
            raise Refusal(field, message % {"day": vn_day(day), "first": first})
        if not state.open and self._ended_after(org, day, entry):
            return replace(state, open=True)
        if not state.open:
            message = _("“%(name)s” đã kết thúc hoạt động ngày %(day)s; hãy chọn tổ chức khác hoặc sửa ngày.")
            raise Refusal(field, message % {"name": state.name, "day": vn_day(self.closings[org].on)})
        return state

    def cell_on(self, org: int, day: dt.date, field: str = "org", entry: int | None = None) -> OrgState:
        """An open cell on a day: members stand in cells only."""
        state = self.org_on(org, day, field, entry)
        if not state.is_cell:
            message = _("“%(name)s” không phải là chi bộ; đảng viên chỉ đứng tên ở chi bộ, hãy chọn một chi bộ.")
            raise Refusal(field, message % {"name": state.name})
        return state

    def _ended_after(self, org: int, day: dt.date, entry: int | None) -> bool:
        end = self.closings[org]
        return entry is not None and end.on == day and end.entry > entry

    def superior_on(self, org: int, day: dt.date, field: str = "parent") -> OrgState:
        """An open organisation that may hold others: a cell holds persons only."""
        state = self.org_on(org, day, field)
        if state.is_cell:
            message = _("“%(name)s” là chi bộ, không có tổ chức đảng trực thuộc; hãy chọn cấp trên là đảng bộ.")
            raise Refusal(field, message % {"name": state.name})
        return state

    def found(self, fact: Fact, data: Data, parent: int | None) -> OrgState:
        """A new organisation begins on the fact's day. A successor is named in the field ``into``."""
        org, own = data["org"], fact.kind == "organisation_established"
        if org in self.timelines:
            message = _("Mã tổ chức “%(code)s” đã được dùng; mỗi tổ chức có một mã riêng.")
            raise Refusal("org" if own else "into", message % {"code": data["code"]})
        if parent is not None:
            self.superior_on(parent, fact.on, "parent" if own else "into")
        state = OrgState(org, data["code"], data["name"], data["org_kind"], data.get("official_code", ""), parent, True)
        self.timelines[org] = Timeline()
        self._own_lines.add(org)
        self.codes[data["code"]] = org
        self._put(fact.on, state)
        return state

    def change(self, fact: Fact, org: int, **changes: object) -> OrgState:
        """Attributes of an open organisation change on the fact's day."""
        before = self.org_on(org, fact.on)
        after = replace(before, **changes)  # type: ignore[arg-type]
        if after.parent != before.parent:
            self._under(before.parent).discard(org)
        self._put(fact.on, after)
        return after

    def close(self, fact: Fact, org: int, into: int | None) -> OrgState:
        """An organisation ends on the fact's day; what stood in it goes to ``into``."""
        before = self.org_on(org, fact.on)
        for child in sorted(self._below.get(org, ())):
            self._follow(fact, child, into, before.name)
        self._put(fact.on, replace(before, open=False))
        self._under(before.parent).discard(org)
        self.closings[org] = Closing(fact.on, fact.number, into)
        return before

    def _follow(self, fact: Fact, child: int, into: int | None, name: str) -> None:
        if into is None:
            message = _("“%(name)s” còn tổ chức trực thuộc; hãy chuyển giao hoặc giải thể các tổ chức đó trước.")
            raise Refusal("org", message % {"name": name})
        self.superior_on(into, fact.on, "into")
        self.no_cycle(child, into, fact.on, "into")
        self.change(fact, child, parent=into)

    def _put(self, day: dt.date, state: OrgState) -> None:
        org = state.org_id
        if org not in self._own_lines:
            shared = self.timelines[org]
            self.timelines[org] = Timeline(list(shared.days), list(shared.states))
            self._own_lines.add(org)
        self.timelines[org].put(day, state)
        if state.open:
            self._under(state.parent).add(org)

    def _under(self, parent: int | None) -> set[int]:
        """Open organisations right below one (None: the roots), to be changed."""
        above = parent or 0
        if above not in self._own_below:
            self._below[above] = set(self._below.get(above, ()))
            self._own_below.add(above)
        return self._below[above]

    def no_cycle(self, org: int, parent: int, day: dt.date, field: str = "parent") -> None:
        """Refuse a parent that stands below its child."""
        above: int | None = parent
        while above is not None:
            if above == org:
                message = _("Một tổ chức không thể trực thuộc chính nó hoặc tổ chức cấp dưới của nó; hãy chọn cấp trên khác.")
                raise Refusal(field, message)
            above = self.org_on(above, day, field).parent

    def note(self, fact: Fact, org: int, related: Iterable[int] = ()) -> None:
        """Remember the event for the organisation's lineage."""
        event = OrgEvent(fact.number, fact.on, fact.kind, org, tuple(related))
        _add(self.events, event, _when)


def _when(event: OrgEvent) -> tuple[dt.date, int]:
    return event.on, event.entry


def _add(found: list[Any], each: Any, key: Callable[[Any], Any]) -> None:
    """Keep a list in its order; most come last."""
    if found and key(each) < key(found[-1]):
        insort(found, each, key=key)
    else:
        found.append(each)
