"""The naive world: organisations, people, what moved and what was done, as plain objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Line = dict[str, Any]

CELL_KINDS = frozenset({"grassroots_cell", "attached_cell", "temporary_cell", "overseas_reserve_cell"})


class InvalidLineError(Exception):
    """The line says something that cannot be so on its day."""


@dataclass
class Org:
    code: str
    kind: str
    name: str
    parent: str | None
    open: bool = True

    @property
    def is_cell(self) -> bool:
        return self.kind in CELL_KINDS


@dataclass
class Person:
    """`standing` is never, member, or the reason of the last exit; `cell` and `status` outlive an exit."""

    code: str
    values: dict[str, Any]
    standing: str = "never"
    cell: str | None = None
    status: str | None = None
    flags: set[str] = field(default_factory=set)
    host: str | None = None

    @property
    def is_member(self) -> bool:
        return self.standing == "member"


@dataclass(frozen=True)
class Movement:
    """One member entering (no `source`), leaving (no `target`) or moving, with the reason."""

    on: date
    person: str
    reason: str
    source: str | None
    target: str | None


@dataclass(frozen=True)
class Fact:
    """One thing done, at one organisation: counted, never a balance."""

    on: date
    what: str
    org: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    """Everything that is so at the end of the last day replayed."""

    orgs: dict[str, Org] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    movements: list[Movement] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def inside(self, code: str | None, top: str) -> bool:
        """Whether `top` is `code` itself or stands above it; a closed organisation keeps its last parent."""
        while code is not None:
            if code == top:
                return True
            code = self.orgs[code].parent if code in self.orgs else None
        return False

    def members(self, cell: str) -> list[Person]:
        return [person for person in self.people.values() if person.is_member and person.cell == cell]

    def guests(self, cell: str) -> list[Person]:
        return [person for person in self.people.values() if person.host == cell]

    def children(self, code: str) -> list[Org]:
        return [org for org in self.orgs.values() if org.parent == code and org.open]


def day_of(line: Line) -> date:
    return date.fromisoformat(line["on"])


def require(condition: object, why: str) -> None:
    if not condition:
        raise InvalidLineError(why)


def open_org(world: World, code: str) -> Org:
    require(code in world.orgs and world.orgs[code].open, f"{code} is not open")
    return world.orgs[code]


def open_cell(world: World, code: str) -> Org:
    org = open_org(world, code)
    require(org.is_cell, f"{code} is not a cell")
    return org


def known_person(world: World, code: str) -> Person:
    require(code in world.people, f"{code} is not known")
    return world.people[code]


def member(world: World, code: str) -> Person:
    person = known_person(world, code)
    require(person.is_member, f"{code} is not a member")
    return person
