"""A deterministic book as load lines: a real tree, persons, and what happens to them.

``lines`` is the history in the order of its days. ``afterwards`` is what real offices also do: record late, reverse, hand over
committees, merge cells. It is a file of its own, for it costs more a line and is measured apart.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from bench.sizes import Size

START = dt.date(2010, 1, 1)
DAYS = 4000
END = START + dt.timedelta(days=DAYS + 30)
"""The day of hand-overs and mergers, after all movements."""
Data = dict[str, Any]


def _line(kind: str, on: dt.date, ref: str, **fields: Any) -> Data:
    return {"kind": kind, "on": on.isoformat(), "ref": ref, **fields}


@dataclass
class Book:
    """Who stands where while the lines are made. ``last``: the ref of a person's last transfer and the cell before it."""

    size: Size
    seed: int = 7
    at: dict[int, int] = field(default_factory=dict)
    status: dict[int, str] = field(default_factory=dict)
    handbook: set[int] = field(default_factory=set)
    been: dict[int, set[int]] = field(default_factory=dict)
    last: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    """Who was ever away, or never a full member from the first day: of these nothing is recorded late."""

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.committees = _shared(self.size.cells, 9, self.rng)
        self.districts = _shared(len(self.committees), 12, self.rng)
        """By committee its number of cells; by district its number of committees: as uneven as in life."""

    def lines(self) -> Iterator[Data]:
        """Organisations, persons, everybody carried over, and then the movements."""
        yield from self._organisations()
        for each in range(self.size.persons):
            yield self._person(each)
        yield from self._carried()
        moved = self.size.movements - self.size.persons
        for number in range(moved):
            on = START + dt.timedelta(days=1 + number * DAYS // max(1, moved))
            yield self._moved(self.rng.randrange(self.size.persons), on, f"m-{number}")

    def _organisations(self) -> Iterator[Data]:
        yield _line("organisation_established", START, "o-R", org="R", name="Đảng bộ tỉnh giả định", org_kind="central_direct")
        committee = cell = 0
        for district, held in enumerate(self.districts):
            yield _established(f"D{district:03d}", f"Đảng bộ xã {district}", "direct_superior", "R")
            for _each in range(held):
                yield _established(f"K{committee:04d}", f"Đảng bộ {committee}", "grassroots_committee", f"D{district:03d}")
                for _cell in range(self.committees[committee]):
                    yield _established(f"C{cell:04d}", f"Chi bộ {cell}", "attached_cell", f"K{committee:04d}")
                    cell += 1
                committee += 1

    def _person(self, each: int) -> Data:
        birth = dt.date(1950, 1, 1) + dt.timedelta(days=self.rng.randrange(14000))
        name = f"{self.rng.choice(FAMILIES)} {self.rng.choice(MIDDLES)} {self.rng.choice(GIVEN)}"
        return _line("person", START, f"p-{each}", person=f"P{each:06d}", name=name, birth=birth.isoformat(),
                     sex=self.rng.choice(("male", "female")), ethnicity="Kinh", religion="Không")  # fmt: skip

    def _carried(self) -> Iterator[Data]:
        for each in range(self.size.persons):
            self._stands(each, self.rng.randrange(self.size.cells), "official" if self.rng.random() < 0.9 else "probationary")
            yield _line("carried_over", START, f"c-{each}", person=f"P{each:06d}", org=f"C{self.at[each]:04d}", status=self.status[each])

    def _stands(self, each: int, cell: int, status: str) -> None:
        self.at[each], self.status[each] = cell, status
        self.been.setdefault(each, set()).add(cell)

    def _moved(self, each: int, on: dt.date, ref: str) -> Data:
        """The next thing that happens to a person: what it is depends on what he or she is."""
        who, rng = f"P{each:06d}", self.rng
        self.last.pop(each, None)
        if each not in self.at:
            self._stands(each, rng.randrange(self.size.cells), "official")
            return _line("transferred_in", on, ref, person=who, org=f"C{self.at[each]:04d}", status="official")
        if self.status[each] == "probationary":
            self.status[each] = "official"
            return _line("recognised", on, ref, person=who)
        if each not in self.handbook and rng.random() < 0.3:
            self.handbook.add(each)
            return _line("handbook_registered", on, ref, person=who)
        if rng.random() < 0.15:
            del self.at[each]
            self.handbook.discard(each)
            self.gone.add(each)
            return _line("transferred_out", on, ref, person=who, to="Ngoài tỉnh")
        self.last[each] = ref
        self._stands(each, (self.at[each] + 1 + rng.randrange(self.size.cells - 1)) % self.size.cells, "official")
        return _line("transferred", on, ref, person=who, org=f"C{self.at[each]:04d}")

    def afterwards(self) -> Iterator[Data]:
        """One line for a hundred movements: half recorded late, half reversals; then hand-overs and mergers. After ``lines``."""
        some = self.size.movements // 200
        steady = [each for each in self.at if each not in self.gone and each not in self.handbook]
        late = set(self.rng.sample(steady, min(some, len(steady) // 2)))
        for turn, each in enumerate(sorted(late)):
            on = START + dt.timedelta(days=self.rng.randrange(1, DAYS))
            yield _line("handbook_registered", on, f"l-{turn}", person=f"P{each:06d}")
        others = [each for each in self.last if each not in late]
        for turn, each in enumerate(self.rng.sample(others, min(some, len(others)))):
            yield _line("reversal", END - dt.timedelta(days=1), f"r-{turn}", of=self.last[each])
        yield from self._handed_over()
        yield from self._merged()

    def _handed_over(self) -> Iterator[Data]:
        """One committee in ten goes to another district."""
        if len(self.districts) < 2:
            return
        committee = 0
        for district, held in enumerate(self.districts):
            for each in range(committee, committee + held):
                if each % 10 == 0:
                    to = f"D{(district + 1) % len(self.districts):03d}"
                    yield _line("organisation_moved", END, f"h-{each}", org=f"K{each:04d}", parent=to)
            committee += held

    def _merged(self) -> Iterator[Data]:
        """One cell in fifty is absorbed by the next one; its members follow."""
        for each in range(0, self.size.cells - 1, 50):
            yield _line("organisation_absorbed", END, f"a-{each}", org=f"C{each:04d}", into=f"C{each + 1:04d}")


FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLES = "Văn Thị Đức Minh Quang Hữu Ngọc Thanh".split()
GIVEN = "An Bình Chi Dũng Giang Hà Hải Hạnh Hòa Hùng Khánh Lan Linh Long Mai Minh Nam Nga Phúc Quân Sơn Thảo Trang Tuấn Vân Yến".split()


def _established(org: str, name: str, kind: str, parent: str) -> Data:
    return _line("organisation_established", START, f"o-{org}", org=org, name=name, org_kind=kind, parent=parent)


def _shared(count: int, about: int, rng: random.Random) -> list[int]:
    """So many things in groups of about so many, from a third to five thirds of it."""
    groups: list[int] = []
    while (left := count - sum(groups)) > 0:
        groups.append(min(left, rng.randint(max(1, about // 3), about * 5 // 3)))
    return groups


def write(path: Path, lines: Iterable[Data]) -> int:
    """Write a file; the number of lines."""
    count = 0
    with path.open("wb") as stream:
        for line in lines:
            stream.write(orjson.dumps(line) + b"\n")
            count += 1
    return count
