"""Where a person stands, and the legs of every change of it. Pure: no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dangvu.ledger.keys import key

Legs = list[tuple[str, int, int | None, int]]
"""(account key, organisation, organisation on the other side, signed quantity); the person is known from outside."""

NEVER = dt.date.min


@dataclass(slots=True)
class Standing:
    """One person after all that is known. ``org`` is the cell of membership, None for who is no member.

    ``left`` is the reason of the last exit; ``last_org`` and ``last_status`` outlive it. ``last_on`` is the latest effective
    day folded: an entry before it is a late recording.
    """

    org: int | None = None
    status: str = ""
    exempt: str = ""
    suspended: bool = False
    away: bool = False
    handbook: bool = False
    no_phone: bool = False
    guest: int | None = None
    left: str = ""
    left_on: dt.date = NEVER
    last_org: int | None = None
    last_status: str = ""
    last_on: dt.date = NEVER
    badges: tuple[int, ...] = ()
    offices: tuple[tuple[int, str], ...] = ()

    @property
    def dead(self) -> bool:
        return self.left == "died"

    def copy(self) -> Standing:
        return Standing(*(getattr(self, name) for name in self.__slots__))


@cache
def held(measure: str, detail: str = "") -> str:
    """Key of a held account: ``member{status=official}``, ``exempt{type=other}``, ``handbook{}``."""
    return key(measure, **_detail(measure, detail))


@cache
def outside(measure: str, reason: str, detail: str = "") -> str:
    """Key of the counter account that names why a stock changed."""
    return key("outside", of=measure, reason=reason, **_detail(measure, detail))


def _detail(measure: str, detail: str) -> dict[str, str]:
    name = {"member": "status", "exempt": "type", "organisation": "kind", "officer": "post"}.get(measure)
    return {name: detail} if name else {}


def carried(st: Standing) -> Iterator[tuple[str, str]]:
    """Every measure the person holds at the cell of membership, with its detail."""
    yield "member", st.status
    if st.exempt:
        yield "exempt", st.exempt
    if st.suspended:
        yield "suspended", ""
    if st.away:
        yield "temporary_out", ""
    if st.handbook:
        yield "handbook", ""
    if st.no_phone:
        yield "no_phone", ""


def come(legs: Legs, measure: str, detail: str, org: int, reason: str, other: int | None = None) -> None:
    """One unit comes to an organisation: from outside, for a reason."""
    legs.append((outside(measure, reason, detail), org, other, -1))
    legs.append((held(measure, detail), org, None, 1))


def go(legs: Legs, measure: str, detail: str, org: int, reason: str, other: int | None = None) -> None:
    """One unit leaves an organisation: to outside, for a reason."""
    legs.append((held(measure, detail), org, None, -1))
    legs.append((outside(measure, reason, detail), org, other, 1))


def enter(st: Standing, legs: Legs, org: int, status: str, reason: str) -> None:
    """Become a member of a cell; who was its guest is none any more."""
    come(legs, "member", status, org, reason)
    end_stay(st, legs, org)
    st.org, st.status, st.left = org, status, ""
    st.last_org, st.last_status = org, status


def leave(st: Standing, legs: Legs, reason: str, on: dt.date) -> None:
    """Stop being a member: everything held at the cell goes with the membership."""
    assert st.org is not None
    for measure, detail in carried(st):
        go(legs, measure, detail, st.org, reason)
    if st.guest is not None:
        go(legs, "guest", "", st.guest, reason)
    end_offices(st, legs, reason)
    st.last_org, st.last_status = st.org, st.status
    st.org, st.status, st.exempt, st.guest = None, "", "", None
    st.suspended = st.away = st.handbook = st.no_phone = False
    st.left, st.left_on = reason, on


def move(st: Standing, legs: Legs, org: int, manner: str) -> None:
    """Move to another cell of the book with everything held. ``manner``: moved or with_organisation."""
    assert st.org is not None
    for measure, detail in carried(st):
        go(legs, measure, detail, st.org, f"{manner}_out", org)
        come(legs, measure, detail, org, f"{manner}_in", st.org)
    # Who moves away ceases to hold a post there, without a decision (domain guide §1.3); posts elsewhere are kept.
    end_offices(st, legs, "moved", org=st.org)
    end_stay(st, legs, org)
    st.org = st.last_org = org


def end_offices(st: Standing, legs: Legs, reason: str, org: int | None = None, post: str = "") -> None:
    """Posts end: all of them, those in one organisation, or one of these."""
    ending = [office for office in st.offices if org in (None, office[0]) and post in ("", office[1])]
    for place, held_post in ending:
        go(legs, "officer", held_post, place, reason)
    st.offices = tuple(office for office in st.offices if office not in ending)


def end_stay(st: Standing, legs: Legs, org: int) -> None:
    """Nobody is a guest of the cell where he or she is a member."""
    if st.guest == org:
        go(legs, "guest", "", org, "ended")
        st.guest = None


def move_guest(st: Standing, legs: Legs, org: int) -> None:
    """A guest follows the organisation that takes the host over."""
    assert st.guest is not None
    go(legs, "guest", "", st.guest, "with_organisation_out", org)
    come(legs, "guest", "", org, "with_organisation_in", st.guest)
    st.guest = org
