"""The state the generator keeps while it writes: people, cells, and lines that still lack their time and numbers."""

import heapq
import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

VIETNAM = timezone(timedelta(hours=7))
HALF_DAY = 3 * 3600 + 1800  # office hours 08:00–11:30 and 13:30–17:00
# Closed offices: New Year, the Lunar New Year weeks, 30 April and 1 May, National Day.
CLOSED_DAYS = {(1, 1), (4, 30), (5, 1), (9, 2)}
CLOSED_WEEKS = [
    (date(2021, 2, 10), date(2021, 2, 16)),
    (date(2022, 1, 31), date(2022, 2, 4)),
    (date(2023, 1, 20), date(2023, 1, 26)),
]
ISSUERS = {
    "HU": "Ban Thường vụ Huyện ủy Đông Anh",
    "DUK": "Đảng ủy khối Doanh nghiệp huyện Đông Anh",
    "TU": "Ban Thường vụ Thành ủy Hà Nội",
}
SYMBOLS = {"HU": "QĐ/HU", "DUK": "QĐ/ĐUK", "TU": "QĐ/TU"}
STEPS = {"HU": (1, 1, 1, 2, 7, 19), "DUK": (1,), "TU": (1, 5, 23, 41)}

Line = dict[str, Any]


@dataclass
class Member:
    """A person of the case; `org` is the cell the person is a member of, or None."""

    code: str
    values: dict[str, str]
    org: str | None = None
    status: str = ""
    clear: date = date.min  # every line about the person so far is recorded by this day
    reserved: bool = False  # has a part of its own; not to be drawn for anything else
    handbook: bool = False
    flags: set[str] = field(default_factory=set)

    @property
    def birth(self) -> date:
        return date.fromisoformat(self.values["birth"])


@dataclass
class Cell:
    """A cell of the case; a frozen one is not drawn for movements because its end is planned."""

    code: str
    name: str
    trade: str
    opened: date
    under_duk: bool = True
    closed: bool = False
    frozen: bool = False
    touched: date = date.min


def workday(day: date) -> date:
    """The day itself if offices are open, else the next day on which they are."""
    while day.weekday() >= 5 or (day.month, day.day) in CLOSED_DAYS or any(first <= day <= last for first, last in CLOSED_WEEKS):
        day += timedelta(days=1)
    return day


class Book:
    """People, cells and lines; lines get their order, time and decision numbers in `finish`."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.people: dict[str, Member] = {}
        self.cells: dict[str, Cell] = {}
        self.drafts: list[tuple[date, int, Line]] = []
        self.refs: set[str] = set()
        self.agenda: list[tuple[date, int, int, Callable[[date], None]]] = []
        self.planned = 0

    def plan(self, day: date, act: Callable[[date], None], order: int = 5) -> None:
        """Let `act` happen on the day; organisations first (order 0), assertions last (order 9)."""
        self.planned += 1
        heapq.heappush(self.agenda, (day, order, self.planned, act))

    def run(self) -> None:
        """Everything planned, in the order of the days."""
        while self.agenda:
            day, _, _, act = heapq.heappop(self.agenda)
            act(day)

    def members(self, cell: str, status: str = "") -> list[Member]:
        return [p for p in self.people.values() if p.org == cell and status in ("", p.status)]

    def total(self) -> int:
        """Members of the bloc's committee."""
        return sum(1 for p in self.people.values() if p.org and self.cells[p.org].under_duk)

    def open_cells(self) -> list[Cell]:
        return [c for c in self.cells.values() if c.under_duk and not c.closed]

    def add_person(self, values: dict[str, str]) -> Member:
        code = f"DV{len(self.people) + 1:04d}"
        self.people[code] = Member(code, values)
        return self.people[code]

    def write(self, kind: str, on: date, ref: str, *, recorded: date | None = None, **fields: Any) -> date:
        """Note one line down and answer the day it is recorded: `recorded`, or a few office days after `on`.

        Never before what is already noted about the same person: the ledger judges lines in the order of recording.
        """
        lag = self.rng.choices([0, 1, 2, 3, 5, 7], weights=[20, 30, 20, 15, 10, 5])[0]
        day = workday(recorded or on + timedelta(days=lag))
        person = self.people.get(fields.get("person", ""))
        if person:
            day = max(day, person.clear)
            person.clear = day
            self.touch(person.org, day)
        self.touch(fields.get("org"), day)
        line = {"kind": kind, "on": on.isoformat(), "ref": self.unique(ref)}
        line.update((k, v) for k, v in fields.items() if v is not None)
        self.drafts.append((day, len(self.drafts), line))
        return day

    def touch(self, org: str | None, day: date) -> None:
        if org in self.cells:
            self.cells[org].touched = max(self.cells[org].touched, day)

    def unique(self, ref: str) -> str:
        """The ref, with -2, -3 … if the same thing happened to the same person before."""
        found, n = ref, 1
        while found in self.refs:
            n += 1
            found = f"{ref}-{n}"
        self.refs.add(found)
        return found

    def pick(self, on: date, fits: Callable[[Member], bool] | None = None, *, spare: int = 5) -> Member:
        """An official member free for something on that day, of a cell with at least `spare` official members."""
        official: dict[str, int] = {}
        for p in self.people.values():
            if p.org and p.status == "official":
                official[p.org] = official.get(p.org, 0) + 1
        free = [
            p
            for p in self.people.values()
            if p.org and p.status == "official" and not p.reserved and not p.flags and p.clear < on
            and self.usable(p.org) and official[p.org] >= spare and (fits is None or fits(p))
        ]  # fmt: skip
        return self.rng.choice(free)

    def usable(self, code: str) -> bool:
        cell = self.cells[code]
        return cell.under_duk and not cell.closed and not cell.frozen

    def roomy(self, on: date, most: int = 27, but: str | None = None) -> str:
        """A usable cell with room for one more, the bigger the likelier."""
        cells = [c.code for c in self.open_cells() if not c.frozen and c.code != but and c.opened < on]
        cells = [code for code in cells if len(self.members(code)) < most]
        return self.rng.choices(cells, weights=[len(self.members(c)) for c in cells])[0]

    def finish(self) -> list[Line]:
        """All lines in the order of recording, with strictly increasing times and with decision numbers."""
        self.drafts.sort(key=lambda draft: draft[:2])
        number_decisions([line["decision"] for _, _, line in self.drafts if "decision" in line])
        by_day: dict[date, list[Line]] = {}
        for day, _, line in self.drafts:
            by_day.setdefault(day, []).append(line)
        return [line for day in sorted(by_day) for line in timed(self.rng, day, by_day[day])]


def timed(rng: random.Random, day: date, lines: list[Line]) -> Iterable[Line]:
    """The day's lines, each with a moment of the office hours."""
    for second, line in zip(sorted(rng.sample(range(2 * HALF_DAY), len(lines))), lines, strict=True):
        start = time(8) if second < HALF_DAY else time(13, 30)
        moment = datetime.combine(day, start, VIETNAM) + timedelta(seconds=second % HALF_DAY)
        yield {**line, "recorded": moment.isoformat()}


def decided(by: str, day: date) -> Line:
    """A decision of HU, DUK or TU (the city) of the last office day up to that day; numbered at the end."""
    while workday(day) != day:
        day -= timedelta(days=1)
    return {"number": by, "date": day.isoformat(), "issuer": ISSUERS[by]}


def number_decisions(decisions: list[Line]) -> None:
    """DUK numbers without gaps through its term; HU and the city decide for many others too, so theirs have gaps."""
    rng = random.Random(len(decisions))
    last = {"HU": 2140, "DUK": 0, "TU": 880}
    for decision in sorted(decisions, key=lambda d: str(d["date"])):
        by = decision["number"]
        if by in last:
            last[by] += rng.choice(STEPS[by])
            decision["number"] = f"{last[by]:02d}-{SYMBOLS[by]}"


def dump(line: Line) -> str:
    """One line of the load format, fields in the order the contract lists them."""
    tail = {k: line[k] for k in ("decision", "note", "recorded") if k in line}
    head = {k: v for k, v in line.items() if k not in tail}
    return json.dumps({**head, **tail}, ensure_ascii=False)
