"""A plain fold of the load lines of a case: the state of any day, as known at any moment, without the program."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "cases" / "dong-anh"
REVIEW = "2023-03-22"
THEN, NOW = "2023-03-22T23:59:59+07:00", "9999"
TERM, QUARTER = ("2020-06-01", "2023-03-31"), ("2023-01-01", "2023-03-31")
ENTERS = {"carried_over", "admitted", "transferred_in", "restored"}
LEAVES = {"transferred_out", "died", "struck_off", "expelled", "left_voluntarily"}
FLAGS = {"temporary_out": "away", "exempted": "exempt", "suspended": "suspended"}
ENDS = {"temporary_ended": "away", "exemption_ended": "exempt", "suspension_ended": "suspended"}

Line = dict[str, Any]


@cache
def lines() -> list[Line]:
    """All lines, in the order in which they are loaded."""
    return [json.loads(row) for path in sorted(FOLDER.glob("*.jsonl")) for row in path.read_text("utf-8").splitlines()]


@cache
def known(moment: str) -> list[Line]:
    """The lines recorded by then and not reversed by then, in the order of their days."""
    seen = [line for line in lines() if line["recorded"] <= moment]
    gone = {line["of"] for line in seen if line["kind"] == "reversal"}
    return sorted((x for x in seen if x["ref"] not in gone and x["kind"] != "reversal"), key=lambda x: str(x["on"]))


class Books:
    """The state at the end of a day, by going through the lines once."""

    def __init__(self) -> None:
        self.parent: dict[str, str | None] = {}
        self.kind: dict[str, str] = {}
        self.cell: dict[str, str] = {}
        self.status: dict[str, str] = {}
        self.handbook: set[str] = set()

    def take(self, line: Line) -> None:
        if line["kind"].startswith("organisation_"):
            self.take_structure(line["kind"], line["org"], line)
        elif "person" in line:
            self.take_person(line["kind"], line["person"], line)

    def take_structure(self, kind: str, org: str, line: Line) -> None:
        if kind == "organisation_established":
            self.parent[org], self.kind[org] = line.get("parent"), line["org_kind"]
        elif kind == "organisation_moved":
            self.parent[org] = line["parent"]
        elif kind == "organisation_kind_changed":
            self.kind[org] = line["org_kind"]
        elif kind in ("organisation_absorbed", "organisation_wound_up"):
            left = [person for person, cell in self.cell.items() if cell == org]
            assert "into" in line or not left, "members are left in a cell that is wound up"
            self.cell.update((person, line["into"]) for person in left)
            del self.parent[org]

    def take_person(self, kind: str, person: str, line: Line) -> None:
        if kind in ENTERS or kind == "transferred":
            self.cell[person] = line["org"]
        if kind in ENTERS:
            self.status[person] = line.get("status", "probationary" if kind == "admitted" else "official")
        elif kind == "recognised":
            self.status[person] = "official"
        elif kind in LEAVES:
            del self.cell[person]
            self.handbook.discard(person)
        elif kind == "handbook_registered":
            self.handbook.add(person)
        elif kind == "handbook_ended":
            self.handbook.remove(person)

    def inside(self, org: str | None, top: str) -> bool:
        while org is not None and org != top:
            org = self.parent[org]
        return org == top

    def members(self, top: str) -> set[str]:
        return {p for p, cell in self.cell.items() if self.inside(cell, top)}

    def cells(self, top: str) -> set[str]:
        return {o for o in self.parent if o != top and self.inside(o, top) and self.kind[o] == "attached_cell"}


@cache
def at(day: str, moment: str = NOW) -> Books:
    books = Books()
    for line in known(moment):
        if line["on"] <= day:
            books.take(line)
    return books


def happened(kind: str, period: tuple[str, str], moment: str = NOW, **equal: object) -> list[Line]:
    return [
        x for x in known(moment)
        if x["kind"] == kind and period[0] <= x["on"] <= period[1] and all(x.get(k) == v for k, v in equal.items())
    ]  # fmt: skip


def in_bloc(found: list[Line]) -> list[Line]:
    """Those whose cell stood under the committee on the day it happened."""
    return [x for x in found if at(x["on"]).inside(x["org"], "DUK")]


def days(first: str, last: str) -> list[str]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1)]


def years_between(earlier: str, later: str) -> float:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days / 365.25


def plus_year(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:]}"
