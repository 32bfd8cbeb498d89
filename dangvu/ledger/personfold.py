"""The fold of one person's entries: standing at the end, and every leg with its source. Pure: no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.ledger import standing
from dangvu.ledger.kinds.base import REGISTRY, Fact
from dangvu.ledger.kinds.flags import discipline_person
from dangvu.ledger.kinds.standing import member
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.standing import Legs, Standing
from dangvu.ledger.structure import Structure
from dangvu.orgs.tree import Closing

SourcedLeg = tuple[int, dt.date, str, int, int | None, int]
"""(source entry, effective day, account key, organisation, other organisation, signed quantity)."""

END = (dt.date.max, 2**62)


def split_off(st: Standing, fact: Fact, legs: Legs, world: Structure) -> None:
    """A person goes to the new organisation a split names for him or her."""
    if member(st) != fact.data["from"]:
        raise Refusal("into", _("Một người trong danh sách không phải đảng viên của tổ chức được chia tách vào ngày đó."))
    standing.move(st, legs, fact.data["org"], "with_organisation")


def act(st: Standing, fact: Fact, legs: Legs, world: Structure) -> None:
    """Apply one fact to a standing: nothing changes when it is refused."""
    if fact.kind == "organisation_split":
        split_off(st, fact, legs, world)
    elif fact.kind == "disciplined":
        discipline_person(st, fact, legs, world)
    else:
        REGISTRY[fact.kind].act(st, fact, legs, world)
    if fact.on > st.last_on:
        st.last_on = fact.on


def due(st: Standing, closings: Mapping[int, Closing], until: tuple[dt.date, int]) -> tuple[int, Closing] | None:
    """The next end of an organisation the person stands in, before the moment."""
    if st.org not in closings and st.guest not in closings and not st.offices:
        return None
    places = (st.org, st.guest, *(org for org, _post in st.offices))
    found = [(org, closings[org]) for org in places if org is not None and org in closings]
    found = [(org, end) for org, end in found if (end.on, end.entry) < until]
    return min(found, key=lambda each: (each[1].on, each[1].entry)) if found else None


def follow(st: Standing, org: int, end: Closing, legs: Legs, world: Structure) -> None:
    """Go where the organisation goes that ends; a member must not be left in one that just ends."""
    if end.into is None and st.org == org:
        message = _("Còn đảng viên trong tổ chức kết thúc hoạt động ngày %(day)s; hãy chuyển sinh hoạt cho họ trước.")
        raise Refusal("org", message % {"day": vn_day(end.on)}, entry=end.entry)
    if st.org == org and end.into is not None:
        world.cell_on(end.into, end.on, "into", entry=end.entry)
        standing.move(st, legs, end.into, "with_organisation")
    if st.guest == org:
        _guest_follows(st, end, legs)
    standing.end_offices(st, legs, "ended", org=org)
    st.last_on = max(st.last_on, end.on)


def _guest_follows(st: Standing, end: Closing, legs: Legs) -> None:
    if end.into is None or end.into == st.org:
        assert st.guest is not None
        standing.go(legs, "guest", "", st.guest, "ended")
        st.guest = None
    else:
        standing.move_guest(st, legs, end.into)


def settle(st: Standing, until: tuple[dt.date, int], found: list[SourcedLeg], world: Structure) -> None:
    """Carry the person through every end of an organisation before the moment."""
    while (pending := due(st, world.closings, until)) is not None:
        org, end = pending
        legs: Legs = []
        follow(st, org, end, legs, world)
        found.extend((end.entry, end.on, key, at, other, quantity) for key, at, other, quantity in legs)


def replay(facts: Iterable[Fact], world: Structure) -> tuple[Standing, list[SourcedLeg]]:
    """Fold a person's facts from nothing. A refusal carries the number of the fact that is impossible."""
    st = Standing()
    found: list[SourcedLeg] = []
    for fact in sorted(facts, key=lambda each: each.order):
        try:
            settle(st, fact.order, found, world)
            legs: Legs = []
            act(st, fact, legs, world)
        except Refusal as refusal:
            refusal.entry = refusal.entry or fact.number
            raise
        found.extend((fact.number, fact.on, key, at, other, quantity) for key, at, other, quantity in legs)
    settle(st, END, found, world)
    return st, found


def impossible(facts: list[Fact], world: Structure) -> list[int]:
    """Numbers of the facts that cannot stand, each dropped in turn so that all are found, not only the first."""
    left, dropped = list(facts), []
    while True:
        try:
            replay(left, world)
        except Refusal as refusal:
            assert refusal.entry is not None
            dropped.append(refusal.entry)
            if not any(fact.number == refusal.entry for fact in left):
                return dropped
            left = [fact for fact in left if fact.number != refusal.entry]
        else:
            return dropped
