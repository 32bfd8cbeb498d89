"""A nation written straight to a lake, deterministic: a real tree, hand-overs and mergers, reversals, late recordings.

It stands for what a book would have exported: the postings of each kind of event are those of the ledger's own kinds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from dangvu.exchange.lake import layout
from dangvu.exchange.lake.layout import ACCOUNT, SEGMENTS, TABLES, File, Manifest, Segment
from dangvu.exchange.lake.parquet import EPOCH, NOTHING, Sink
from dangvu.ledger.keys import key, parse

START, DAYS = dt.date(2010, 1, 1), 4700
FIRST = START.toordinal() - EPOCH
SEGMENT = 1_000_000
"""Entries of a segment."""
ACCOUNTS = [
    key("member", status="official"), key("member", status="probationary"),
    *(key("outside", of="member", reason=reason, status="official") for reason in ("carried_over", "moved_in", "moved_out", "died")),
    key("outside", of="member", reason="admitted", status="probationary"),
    key("recognition"), key("handbook"), key("outside", of="handbook", reason="registered"), key("badge", years="30", posthumous="no"),
    *(key("organisation", kind=kind) for kind in ("central", "direct_superior", "grassroots_committee", "attached_cell")),
    key("outside", of="organisation", reason="established"),
]  # fmt: skip
OFFICIAL, PROBATIONARY, CARRIED, MOVED_IN, MOVED_OUT, DIED, ADMITTED, RECOGNISED, HANDBOOK, REGISTERED, BADGE = range(1, 12)
KINDS = np.array(["carried_over", "admitted", "recognised", "transferred", "handbook_registered", "badge_awarded", "died"], dtype=object)
LEGS = (
    ((OFFICIAL, 0, -1, 1), (CARRIED, 0, -1, -1)),
    ((PROBATIONARY, 0, -1, 1), (ADMITTED, 0, -1, -1)),
    ((PROBATIONARY, 0, -1, -1), (OFFICIAL, 0, -1, 1), (RECOGNISED, 0, -1, 1)),
    ((OFFICIAL, 1, -1, -1), (MOVED_OUT, 1, 0, 1), (OFFICIAL, 0, -1, 1), (MOVED_IN, 0, 1, -1)),
    ((HANDBOOK, 0, -1, 1), (REGISTERED, 0, -1, -1)),
    ((BADGE, 0, -1, 1),),
    ((OFFICIAL, 0, -1, -1), (DIED, 0, -1, 1)),
)
"""By kind of event, its legs: account, at which of (new cell, old cell), the other side likewise (−1: none), sign."""


@dataclass
class Nation:
    """How large: cells, persons, and from a seed everything else."""

    cells: int
    persons: int
    seed: int = 7

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)
        committees, communes = max(2, self.cells // 5), max(2, self.cells // 75)
        self.first = np.cumsum([2, communes, committees])
        """Ids: the root is 1, then communes, committees, cells."""
        self.last = int(self.first[2]) + self.cells - 1
        kinds = ["central"] * 1 + ["direct_superior"] * communes + ["grassroots_committee"] * committees + ["attached_cell"] * self.cells
        self.kind = np.array(["", *kinds], dtype=object)
        self.parent = np.r_[
            0, 0, np.ones(communes, dtype=int), self.first[0] + self.rng.integers(0, communes, committees),
            self.first[1] + self.rng.integers(0, committees, self.cells),
        ]  # fmt: skip

    def events(self) -> dict[str, Any]:
        """Every event of every person: kind, person, new cell, old cell, day, in the order of recording."""
        rng, n = self.rng, self.persons
        cell = rng.integers(self.first[2], self.last + 1, n)
        carried = rng.random(n) < 0.7
        began = np.where(carried, 0, rng.integers(1, DAYS - 800, n))
        person = np.arange(1, n + 1)
        found = [(np.where(carried, 0, 1), person, cell, cell, began)]
        new = np.flatnonzero(~carried)
        found.append((np.full(len(new), 2), person[new], cell[new], cell[new], began[new] + 365))
        day = began + np.where(carried, 0, 366)
        moves = rng.poisson(1.3, n)
        for turn in range(1, int(moves.max()) + 1):
            who = np.flatnonzero(moves >= turn)
            day[who] += 1 + ((DAYS - day[who]) * rng.random(len(who)) / 2).astype(int)
            who = who[day[who] < DAYS]
            old, cell[who] = cell[who].copy(), rng.integers(self.first[2], self.last + 1, len(who))
            found.append((np.full(len(who), 3), person[who], cell[who], old, day[who]))
        for kind, share in ((4, 0.35), (5, 0.15), (6, 0.1)):
            who = np.flatnonzero((rng.random(n) < share) & (day + kind < DAYS))
            later = day[who] + kind - 3 + ((DAYS - day[who] - kind) * rng.random(len(who)) / (7 - kind)).astype(int)
            day[who] = np.minimum(later, DAYS - 1)
            found.append((np.full(len(who), kind), person[who], cell[who], cell[who], day[who]))
        names = ("kind", "person", "org", "old", "day")
        return self._recorded({name: np.concatenate(columns) for name, columns in zip(names, zip(*found, strict=True), strict=True)})

    def _recorded(self, told: dict[str, Any]) -> dict[str, Any]:
        """One in ten is recorded late, by weeks or by months."""
        late = np.where(self.rng.random(len(told["day"])) < 0.1, self.rng.exponential(60, len(told["day"])), 0).astype(int)
        recorded = told["day"] + late
        order = np.argsort(recorded, kind="stable")
        return {**{name: column[order] for name, column in told.items()}, "recorded": recorded[order]}


def write(folder: Path, nation: Nation) -> Manifest:
    """Write the lake; what its manifest says."""
    told = nation.events()
    # Every organisation was founded by an entry of its own.
    base = nation.last
    total = len(told["day"])
    segments = [_founding(folder, nation)]
    for start in range(0, total, SEGMENT):
        segments.append(_segment(folder, {name: column[start : start + SEGMENT] for name, column in told.items()}, base + start, nation))
    segments.append(_changes(folder, nation, base + total))
    last = segments[-1].last
    accounts = _rows(folder, "account.parquet", ACCOUNT, "id", list(enumerated()))
    head = hashlib.sha256(str(nation).encode()).hexdigest()
    manifest = Manifest(head, last, head, _micros(DAYS + 400), ("sex", "birth"), accounts, tuple(segments))
    layout.write(folder, manifest)
    return manifest


def enumerated() -> Any:
    for number, text in enumerate(ACCOUNTS, start=1):
        measure, attrs = parse(text)
        yield number, text, measure, orjson.dumps(attrs).decode()


def _micros(day: int) -> int:
    return (FIRST + day) * 86_400_000_000


def _room(folder: Path, first: int, last: int) -> str:
    name = f"{SEGMENTS}/{first:012d}-{last:012d}-bench"
    (folder / name).mkdir(parents=True)
    return name


def _rows(folder: Path, name: str, columns: Any, order: str, rows: list[tuple[Any, ...]]) -> File:
    sink = Sink(columns, order)
    sink.add(rows)
    sink.write(folder / name)
    return layout.measured(folder, folder / name, sink.rows)


def _arrays(folder: Path, room: str, table: str, columns: Any) -> File:
    sink = Sink(*TABLES[table])
    sink.add_columns(columns)
    sink.write(folder / room / f"{table}.parquet")
    return layout.measured(folder, folder / room / f"{table}.parquet", sink.rows)


def _entries(folder: Path, room: str, number: Any, kind: Any, day: Any, recorded: Any, reverses: Any) -> File:
    nothing = np.full(len(number), None, dtype=object)
    moments = (FIRST + recorded).astype(np.int64) * 86_400_000_000 + np.arange(len(number))
    return _arrays(folder, room, "entry", (number, kind, FIRST + day, moments, reverses, number, nothing))


def _founding(folder: Path, nation: Nation) -> Segment:
    """Every organisation founded on the first day, by an entry each."""
    room, number = _room(folder, 1, nation.last), np.arange(1, nation.last + 1)
    zero, nothing = np.zeros(len(number), dtype=np.int64), np.full(len(number), NOTHING)
    kinds = np.searchsorted(np.array(sorted(ACCOUNTS[11:15])), [key("organisation", kind=kind) for kind in nation.kind[1:]])
    own = np.array([ACCOUNTS.index(text) + 1 for text in sorted(ACCOUNTS[11:15])])[kinds]
    legs = [(own, 1), (np.full(len(number), len(ACCOUNTS)), -1)]
    postings = [
        np.concatenate(each)
        for each in zip(
            *((number, number, account, number, nothing, nothing, np.full(len(number), sign), FIRST + zero) for account, sign in legs),
            strict=True,
        )
    ]
    parent = np.where(nation.parent[1:] > 0, nation.parent[1:], NOTHING)
    name = np.array([f"O{each}" for each in number], dtype=object)
    blank = np.full(len(number), "", dtype=object)
    place = (
        number,
        number,
        FIRST + zero,
        name,
        name,
        nation.kind[1:],
        blank,
        parent,
        np.full(len(number), True, dtype=object),
        blank,
        blank,
        blank,
    )
    kind = np.full(len(number), "organisation_established", dtype=object)
    event = (number, number, zero, FIRST + zero, kind, number, blank)
    files = {
        "posting": _arrays(folder, room, "posting", postings), "place": _arrays(folder, room, "place", place),
        "event": _arrays(folder, room, "event", event), "entry": _entries(folder, room, number, kind, zero, zero, nothing),
    }  # fmt: skip
    return Segment(1, nation.last, files)


def _segment(folder: Path, told: dict[str, Any], before: int, nation: Nation) -> Segment:
    """A stretch of events. Whoever is first told of has sex and birth told with the event; one handbook entry in fifty is reversed."""
    count = len(told["day"])
    number = before + 1 + np.arange(count)
    room = _room(folder, before + 1, before + count)
    pages = []
    for kind, legs in enumerate(LEGS):
        rows = np.flatnonzero(told["kind"] == kind)
        ends = (told["org"][rows], told["old"][rows])
        for account, at, other, sign in legs:
            beside = ends[other] if other >= 0 else np.full(len(rows), NOTHING)
            page = (number[rows], number[rows], np.full(len(rows), account), ends[at], beside, told["person"][rows],
                    np.full(len(rows), sign), FIRST + told["day"][rows])  # fmt: skip
            pages.append(page)
            if kind == 4:
                pages.append(_reversed(page, before + count))
    new = np.flatnonzero(told["kind"] <= 1)
    files = {
        "posting": _arrays(folder, room, "posting", [np.concatenate(each) for each in zip(*pages, strict=True)]),
        "entry": _entries(folder, room, number, KINDS[told["kind"]], told["day"], told["recorded"], np.full(count, NOTHING)),
    }
    if len(new):
        files["told"] = _arrays(folder, room, "told", _values(number[new], told["person"][new], nation))
    return Segment(before + 1, before + count, files)


def _reversed(page: tuple[Any, ...], last: int) -> tuple[Any, ...]:
    """The same legs the other way, posted by a later entry of the segment, for one in fifty."""
    some = page[0] % 50 == 0
    entry, source, account, org, other, person, sign, on = (column[some] for column in page)
    return np.minimum(entry + 5000, last), source, account, org, other, person, -sign, on


def _values(number: Any, person: Any, nation: Nation) -> list[Any]:
    """Sex and day of birth of persons, from their numbers."""
    ever = np.full(len(person), NOTHING)
    sex = np.where(person * 2654435761 % 100 < 38, "female", "male").astype(object)
    birth = np.array([f"{1945 + each % 55}-{1 + each % 12:02d}-{1 + each % 28:02d}" for each in person.tolist()], dtype=object)
    columns = ((number, person, ever, np.full(len(person), name, dtype=object), value) for name, value in (("sex", sex), ("birth", birth)))
    return [np.concatenate(each) for each in zip(*columns, strict=True)]


def _changes(folder: Path, nation: Nation, before: int) -> Segment:
    """Hand-overs: one committee in forty goes to another commune on some day, recorded at the end. Mergers: one in eighty ends, and
    its cells go to a sister. No posting tells of them: the members stay in their cells.
    """
    rng, first = nation.rng, nation.first
    some = np.arange(first[1], first[2])[:: 40 if first[2] - first[1] > 40 else 1]
    rows: list[tuple[Any, ...]] = []
    events: list[tuple[Any, ...]] = []
    number = before
    below: dict[int, list[int]] = {}
    for cell in range(int(first[2]), nation.last + 1):
        below.setdefault(int(nation.parent[cell]), []).append(cell)
    for turn, org in enumerate(some.tolist()):
        day, number = START + dt.timedelta(days=int(rng.integers(400, DAYS))), number + 1
        if turn % 3:
            target = int(rng.integers(first[0], first[1]))
            rows += _course(number, org, nation, day, target, True)
            events.append((number, number, 0, day, "organisation_moved", org, f"{nation.parent[org]},{target}"))
            continue
        sister = int(first[1] if org != first[1] else first[1] + 1)
        rows += _course(number, org, nation, day, int(nation.parent[org]), False)
        for cell in below.get(org, ()):
            rows += _course(number, cell, nation, day, sister, True)
        events.append((number, number, 0, day, "organisation_absorbed", org, str(sister)))
    room, numbers = _room(folder, before + 1, number), np.arange(before + 1, number + 1)
    days = np.array([each[3].toordinal() - EPOCH - FIRST for each in events])
    files = {
        "place": _rows(folder, f"{room}/place.parquet", *TABLES["place"], rows),
        "event": _rows(folder, f"{room}/event.parquet", *TABLES["event"], events),
        "entry": _entries(folder, room, numbers, np.array([each[4] for each in events], dtype=object), days,
                          np.full(len(numbers), DAYS + 400), np.full(len(numbers), NOTHING)),
    }  # fmt: skip
    return Segment(before + 1, number, files)


def _course(number: int, org: int, nation: Nation, day: dt.date, parent: int, is_open: bool) -> list[tuple[Any, ...]]:
    name, kind = f"O{org}", nation.kind[org]
    return [
        (number, org, since, name, name, kind, "", above, standing, "", "", "")
        for since, above, standing in ((START, int(nation.parent[org]), True), (day, parent, is_open))
    ]
