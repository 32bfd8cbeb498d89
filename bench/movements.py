"""A deterministic file of movements: organisations, persons, and what happens to them, as load lines."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

START = dt.date(2010, 1, 1)
CELLS_PER_COMMITTEE = 50
MEMBERS_PER_MOVEMENT = 5


def lines(movements: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Organisations and persons for so many movements, then the movements in the order of their days."""
    rng = random.Random(seed)
    persons = max(10, movements // MEMBERS_PER_MOVEMENT)
    cells = max(4, min(950, persons // 100))
    yield from _organisations(cells)
    for each in range(persons):
        yield _person(each, rng)
    yield from _movements(movements, persons, cells, rng)


def _line(kind: str, on: dt.date, ref: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "on": on.isoformat(), "ref": ref, **fields}


def _organisations(cells: int) -> Iterator[dict[str, Any]]:
    yield _line("organisation_established", START, "o-R", org="R", name="Đảng bộ tỉnh giả định", org_kind="central_direct")
    for each in range(cells):
        committee = f"K{each // CELLS_PER_COMMITTEE:03d}"
        if each % CELLS_PER_COMMITTEE == 0:
            yield _line("organisation_established", START, f"o-{committee}", org=committee, name=f"Đảng bộ {committee}",
                        org_kind="grassroots_committee", parent="R")  # fmt: skip
        yield _line("organisation_established", START, f"o-C{each:04d}", org=f"C{each:04d}", name=f"Chi bộ {each}",
                    org_kind="attached_cell", parent=committee)  # fmt: skip


def _person(each: int, rng: random.Random) -> dict[str, Any]:
    birth = dt.date(1950, 1, 1) + dt.timedelta(days=rng.randrange(14000))
    return _line("person", START, f"p-{each}", person=f"P{each:06d}", name=f"Nguyễn Văn {each}", birth=birth.isoformat(),
                 sex=rng.choice(("male", "female")), ethnicity="Kinh", religion="Không")  # fmt: skip


def _movements(count: int, persons: int, cells: int, rng: random.Random) -> Iterator[dict[str, Any]]:
    """Everybody is carried over first; then each day some are transferred, registered, exempted, leave and come back."""
    at: dict[int, int] = {}
    status: dict[int, str] = {}
    for each in range(persons):
        at[each], status[each] = rng.randrange(cells), "official" if rng.random() < 0.9 else "probationary"
        yield _line("carried_over", START, f"m-{each}", person=f"P{each:06d}", org=f"C{at[each]:04d}", status=status[each])
    handbook: set[int] = set()
    for number in range(persons, count):
        each = rng.randrange(persons)
        on = START + dt.timedelta(days=1 + (number - persons) * 4000 // max(1, count - persons))
        who, ref = f"P{each:06d}", f"m-{number}"
        if each not in at:
            at[each], status[each] = rng.randrange(cells), "official"
            yield _line("transferred_in", on, ref, person=who, org=f"C{at[each]:04d}", status="official")
        elif status[each] == "probationary":
            status[each] = "official"
            yield _line("recognised", on, ref, person=who)
        elif each not in handbook and rng.random() < 0.3:
            handbook.add(each)
            yield _line("handbook_registered", on, ref, person=who)
        elif rng.random() < 0.15:
            del at[each]
            handbook.discard(each)
            yield _line("transferred_out", on, ref, person=who, to="Ngoài tỉnh")
        else:
            at[each] = (at[each] + 1 + rng.randrange(cells - 1)) % cells
            yield _line("transferred", on, ref, person=who, org=f"C{at[each]:04d}")


def write(path: Path, movements: int) -> int:
    """Write the file; the number of lines."""
    count = 0
    with path.open("wb") as stream:
        for line in lines(movements):
            stream.write(orjson.dumps(line) + b"\n")
            count += 1
    return count
