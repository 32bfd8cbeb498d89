"""The figures of the catalogue by direct counting, for one organisation.

A stock is taken in the world at the end of its day. A flow counts what happened from `start` to `end`, both included,
each in the tree of the day it happened. Organisations below count with the one that is asked, closed ones included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from tests.oracle.fold import Book
from tests.oracle.world import Fact, Movement, Person

Value = int | Decimal | None


@dataclass(frozen=True)
class Asked:
    """One organisation, one period (stocks are taken at its end), in one book."""

    book: Book
    org: str
    start: date
    end: date

    def inside(self, code: str | None, day: date) -> bool:
        return self.book.at(day).inside(code, self.org)


def value(code: str, book: Book, org: str, start: date, end: date) -> Value:
    """The figure `code` of `org`; None when it cannot be known (a rate of nobody)."""
    return FIGURES[code](Asked(book, org, start, end))


# ---------------------------------------------------------------- stocks


def members(asked: Asked) -> list[Person]:
    world = asked.book.at(asked.end)
    return [person for person in world.people.values() if person.is_member and world.inside(person.cell, asked.org)]


def stock(condition: Callable[[Person], bool], asked: Asked) -> int:
    return sum(1 for person in members(asked) if condition(person))


def flagged(flag: str) -> Callable[[Asked], int]:
    return partial(stock, lambda person: flag in person.flags)


def cell_count(asked: Asked) -> int:
    world = asked.book.at(asked.end)
    return sum(1 for org in world.orgs.values() if org.open and org.is_cell and world.inside(org.code, asked.org))


def handbook_rate(asked: Asked) -> Decimal | None:
    everybody = len(members(asked))
    if not everybody:
        return None
    exact = Decimal(100 * FIGURES["handbook_members"](asked)) / everybody
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


# ---------------------------------------------------------------- flows: what members did


def movements(asked: Asked) -> Iterator[tuple[Movement, bool, bool]]:
    """Each movement of the period, with whether it starts and whether it ends inside, in the tree of its day."""
    for movement in asked.book.at(asked.end).movements:
        if asked.start <= movement.on:
            yield movement, asked.inside(movement.source, movement.on), asked.inside(movement.target, movement.on)


def entered(*reasons: str) -> Callable[[Asked], int]:
    def count(asked: Asked) -> int:
        found = [moved.reason for moved, source, target in movements(asked) if target and not source]
        return sum(1 for reason in found if reason in reasons)

    return count


def left(*reasons: str) -> Callable[[Asked], int]:
    def count(asked: Asked) -> int:
        found = [moved.reason for moved, source, target in movements(asked) if source and not target]
        return sum(1 for reason in found if reason in reasons)

    return count


def transfers_internal(asked: Asked) -> int:
    return sum(1 for moved, source, target in movements(asked) if moved.reason == "transferred" and source and target)


# ---------------------------------------------------------------- flows: what was done


def facts(asked: Asked, what: str) -> list[Fact]:
    done = asked.book.at(asked.end).facts
    return [fact for fact in done if fact.what == what and asked.start <= fact.on and asked.inside(fact.org, fact.on)]


def done(what: str, **details: object) -> Callable[[Asked], int]:
    def count(asked: Asked) -> int:
        wanted = details.items()
        return sum(1 for fact in facts(asked, what) if all(fact.details[key] == wish for key, wish in wanted))

    return count


def rounds(asked: Asked, sort: str) -> list[Fact]:
    """The rounds of a committee; those of its inspection commission are never summed with them."""
    found = [fact for fact in facts(asked, "round") if fact.details["type"].startswith(sort)]
    return [fact for fact in found if fact.details["acting"] != "inspection_commission"]


def targets(sort: str, key: str, asked: Asked) -> list[str]:
    return [target[key] for fact in rounds(asked, sort) for target in fact.details["targets"] if key in target]


def turns(sort: str, key: str) -> Callable[[Asked], int]:
    return lambda asked: len(targets(sort, key, asked))


def distinct(sort: str, key: str) -> Callable[[Asked], int]:
    return lambda asked: len(set(targets(sort, key, asked)))


# ---------------------------------------------------------------- flows: organisations received


def receptions(asked: Asked) -> list[Fact]:
    """Organisations handed over from outside to inside in the period."""
    found = [fact for fact in asked.book.at(asked.end).facts if fact.what == "handed_over" and asked.start <= fact.on]
    return [fact for fact in found if asked.inside(fact.details["new"], fact.on) and not asked.inside(fact.details["old"], fact.on)]


def org_received_members(asked: Asked) -> int:
    """Those who stood, the evening before, in the organisations received."""
    return sum(FIGURES["member_total"](Asked(asked.book, fact.org, fact.on, fact.on - timedelta(days=1))) for fact in receptions(asked))


FIGURES: dict[str, Callable[[Asked], Value]] = {
    "member_total": lambda asked: len(members(asked)),
    "member_probationary": partial(stock, lambda person: person.status == "probationary"),
    "member_full": partial(stock, lambda person: person.status == "official"),
    "member_exempt": flagged("exempt"),
    "member_by_gender": partial(stock, lambda person: person.values.get("sex") == "female"),
    "handbook_members": flagged("handbook"),
    "handbook_rate": handbook_rate,
    "handbook_left": partial(stock, lambda person: "handbook" not in person.flags),
    "handbook_no_phone": flagged("no_phone"),
    "cell_count": cell_count,
    "org_founded": done("founded"),
    "org_received": lambda asked: len(receptions(asked)),
    "org_received_members": org_received_members,
    "admitted": entered("admitted", "readmitted"),
    "official_recognition": done("recognised"),
    "transfers_in": entered("transferred", "transferred_in"),
    "transfers_out": left("transferred", "transferred_out"),
    "transfers_internal": transfers_internal,
    "member_died": left("died"),
    "member_struck_off": left("struck_off"),
    "member_expelled": left("expelled"),
    "member_left_party": left("left_voluntarily"),
    "member_restored": entered("restored"),
    "badge_total": done("badge"),
    "badge_posthumous": done("badge", posthumous=True),
    "discipline_members": done("discipline_member"),
    "admission_dossiers": done("dossier", procedure="admission"),
    "recognition_dossiers": done("dossier", procedure="official_recognition"),
    "inspection_rounds": lambda asked: len(rounds(asked, "inspection_")),
    "supervision_rounds": lambda asked: len(rounds(asked, "supervision_")),
    "inspected_orgs": turns("inspection_", "org"),
    "inspected_orgs_distinct": distinct("inspection_", "org"),
    "inspected_members": turns("inspection_", "person"),
    "supervised_orgs": turns("supervision_", "org"),
    "supervised_orgs_distinct": distinct("supervision_", "org"),
    "supervised_members": turns("supervision_", "person"),
}

STOCKS = (
    "member_total",
    "member_probationary",
    "member_full",
    "member_exempt",
    "member_by_gender",
    "handbook_members",
    "handbook_left",
    "handbook_no_phone",
)
STOCKS_AND_CELLS = (*STOCKS, "cell_count")
FLOWS = tuple(code for code in FIGURES if code not in (*STOCKS_AND_CELLS, "handbook_rate"))
