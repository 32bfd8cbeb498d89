"""Postings as columns of numbers: what a store that keeps them so gives, and how the live database reads its pages."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dangvu.ledger.driver import marks, read
from dangvu.ledger.models import SPAN
from dangvu.ledger.packing import columns_of, numbers

Ints = NDArray[Any]
SINGLE = 60_000
"""The most entries whose postings are read one by one beside the pages; beyond, summing all postings is not much slower."""

HALF = 32
KEPT = 6
"""How many runs' holdings at the end of a year a process keeps: 20 bytes for each person who holds something."""

DAYS = 16
"""How many days' balances a process keeps: 28 bytes for each account of each organisation that is not level."""

WIDTH = 24
"""Bytes of one movement in a page; a balance has 12."""
NARROW = 16
"""Bytes of one movement's quantity, day and organisation, which stand first."""


@dataclass(frozen=True)
class Packed:
    """Signed quantities in columns of one length. ``day`` is an ordinal, 0 in a balance carried over; 0 stands for no other, no person."""

    account: Ints
    day: Ints
    org: Ints
    other: Ints
    person: Ints
    quantity: Ints

    def __len__(self) -> int:
        return len(self.quantity)

    def where(self, chosen: Ints | slice) -> Packed:
        """The rows of a mask, of places, or of a stretch."""
        return Packed(*(column[chosen] for column in self.columns))

    @property
    def columns(self) -> tuple[Ints, ...]:
        return self.account, self.day, self.org, self.other, self.person, self.quantity


def joined(parts: Sequence[Packed]) -> Packed:
    """Several, one behind the other."""
    if not parts:
        return Packed(*(np.zeros(0, dtype=np.int64) for _ in range(6)))
    return Packed(*(np.concatenate(columns) for columns in zip(*(part.columns for part in parts), strict=True)))


PAGES = """
SELECT r.first, r.last, p.account_id, {blobs}, {hash}
FROM ledger_run r LEFT JOIN ledger_page p ON p.run_id = r.id AND p.account_id IN ({accounts}) AND {years}
WHERE r.first <= %s ORDER BY r.first
"""
RUN = """
SELECT p.account_id, p.moves
FROM ledger_run r LEFT JOIN ledger_page p ON p.run_id = r.id AND p.account_id IN ({accounts}) AND p.year < %s
WHERE r.first = %s AND r.last = %s ORDER BY p.account_id, p.year
"""
HASH = "(SELECT e.hash FROM ledger_entry e WHERE e.number = r.last)"
OF_THE_YEAR = "p.year = CASE WHEN r.last_year + 1 < %s THEN r.last_year + 1 ELSE %s END"
NOT_THIS = f" AND NOT (r.first = %s AND {HASH} = %s)"
LEVEL = f"p.opening, SUBSTR(p.moves, 1, LENGTH(p.moves) / {WIDTH} * {NARROW})"
"""Of balances, neither the other side of a movement nor its person is sent: PostgreSQL takes a millisecond for a million bytes."""
SINGLES = "{numbers} WHERE id > %s AND id < %s AND account_id + 0 IN ({accounts})"
"""The sum keeps SQLite from the index over accounts: it took every posting of an account since ever to find the few of a range of ids."""


Level = dict[tuple[int, str], Packed]
"""What runs hold at the end of a day on some accounts, by the first entry of each and the hash of its last: they say what is in a run,
whatever book it stands in, so an entry undoes none of it."""
_levels: dict[tuple[frozenset[int], dt.date], Level] = {}


def balances(accounts: Collection[int], known: int, day: dt.date, *, afresh: bool = False) -> Packed | None:
    """Rows that sum to the balances at the end of a day, without persons. ``afresh``: nothing that is remembered is believed."""
    asked = (frozenset(accounts), day)
    level = {} if afresh else dict(_levels.get(asked, {}))
    years = OF_THE_YEAR + NOT_THIS * len(level)
    found = _known(_pages(LEVEL, accounts, years, [day.year, day.year, *chain.from_iterable(level)], known), known)
    if found is None:
        return None
    rows, last = found
    runs: dict[tuple[int, str], list[Packed]] = defaultdict(list)
    for first, _last, account, opening, moves, head in rows:
        runs[first, head] += [] if account is None else [_netted(account, _page(account, opening, moves, NARROW), day)]
    now = {run: level[run] if run in level else joined(parts) for run, parts in runs.items()}
    if not afresh and not now.keys() <= level.keys():
        _keep(asked, now)
    return joined([*now.values(), *(_cut(part, 0, day.toordinal()) for part in _singles(accounts, last, known))])


def _keep(asked: tuple[frozenset[int], dt.date], level: Level) -> None:
    """Put in its place whole; who was asked for longest ago is forgotten."""
    _levels.pop(asked, None)
    _levels[asked] = level
    for oldest in list(_levels)[:-DAYS]:
        _levels.pop(oldest, None)


def _netted(account: int, parts: Sequence[Packed], day: dt.date) -> Packed:
    """One row for each organisation that is not level at the end of the day."""
    some = [part.where(slice(0, np.searchsorted(part.day, day.toordinal() + 1))) for part in parts]
    sums = np.zeros(max((int(part.org.max(initial=0)) for part in some), default=0) + 1, dtype=np.int64)
    for part in some:
        np.add.at(sums, part.org, part.quantity)
    orgs = np.flatnonzero(sums)
    same, nothing = (np.broadcast_to(np.int32(each), len(orgs)) for each in (account, 0))
    return Packed(same, nothing, orgs.astype(np.int32), nothing, nothing, sums[orgs])


def movements(accounts: Collection[int], known: int, end: dt.date, start: dt.date) -> Packed | None:
    """Rows of a period, each with its person."""
    found = _read("NULL, p.moves", accounts, known, "p.year BETWEEN %s AND %s", [start.year, end.year])
    return _joined(found, start.toordinal(), end.toordinal())


def held(accounts: Collection[int], known: int, day: dt.date) -> Packed | None:
    """Rows that sum to what each person holds at each organisation at the end of a day."""
    parts = held_parts(accounts, known, day)
    return None if parts is None else joined(parts)


def held_parts(accounts: Collection[int], known: int, day: dt.date) -> list[Packed] | None:
    """The same in parts: hundreds of thousands of persons are not put behind each other for one who only sums them.

    What a run leaves in somebody's hands at the end of a year is the same for ever: it is summed once in a process. Some hundred
    thousand postings become the holdings of those who hold anything, and only the movements of the day's own year are read again.
    """
    found = _known(_pages("NULL, p.moves", accounts, "p.year = %s", [day.year], known), known)
    if found is None:
        return None
    rows, last = found
    runs = {row[0]: (row[1], row[5]) for row in rows}
    try:
        before = [_before(first, end, head, frozenset(accounts), day.year) for first, (end, head) in runs.items()]
    except LookupError:
        return None
    return [*before, *(_cut(part, 0, day.toordinal()) for part in (*_parts(rows), *_singles(accounts, last, known)))]


@lru_cache(maxsize=KEPT)
def _before(first: int, last: int, head: str, accounts: frozenset[int], year: int) -> Packed:
    """What a run leaves in persons' hands at the end of the year before. Raises LookupError when the run is no longer there.

    The hash of its last entry says what is in a run, whatever book it stands in.
    """
    assert head
    rows = read(RUN.format(accounts=marks(accounts)), [*accounts, year, first, last], binary=True)
    if not rows:
        raise LookupError(first)
    by_account: dict[int, list[Packed]] = defaultdict(list)
    for account, moves in rows:
        if moves:
            by_account[account].append(_moves(account, moves))
    return joined([netted(account, parts) for account, parts in by_account.items()])


def netted(account: int, parts: Sequence[Packed]) -> Packed:
    """One row for each person and organisation that is not level, all under one account (0: whichever)."""
    # A person and an organisation are one number: both are ids of 32 bits, and such numbers are sorted ten times faster than pairs.
    pairs = np.concatenate([(part.person.astype(np.int64) << HALF) | part.org for part in parts])
    different, place = np.unique(pairs, return_inverse=True)
    quantity = np.zeros(len(different), dtype=np.int64)
    np.add.at(quantity, place, np.concatenate([part.quantity for part in parts]))
    pairs, quantity = different[quantity != 0], quantity[quantity != 0]
    same, nothing = (np.broadcast_to(np.int32(each), len(pairs)) for each in (account, 0))
    org, person = (pairs & ((1 << HALF) - 1)).astype(np.int32), (pairs >> HALF).astype(np.int32)
    return Packed(same, nothing, org, nothing, person, quantity)


def _joined(parts: Sequence[Packed] | None, start: int, end: int) -> Packed | None:
    """The rows of some days. Every part is in the order of its days, so that what is inside is cut out of it and not picked."""
    if parts is None:
        return None
    return joined([_cut(part, start, end) for part in parts])


def _cut(part: Packed, start: int, end: int) -> Packed:
    return part.where(slice(*np.searchsorted(part.day, (start, end + 1))))


def _read(blobs: str, accounts: Collection[int], known: int, years: str, values: list[int]) -> list[Packed] | None:
    """Pages of the runs that are known, with single postings added or taken back on the other side; None when that is too much."""
    found = _known(_pages(blobs, accounts, years, values, known), known)
    if found is None:
        return None
    rows, last = found
    return [*_parts(rows), *_singles(accounts, last, known)]


def _pages(blobs: str, accounts: Collection[int], years: str, values: list[Any], known: int) -> list[tuple[Any, ...]]:
    """Runs and pages come in one statement: on PostgreSQL two would see two states of the book."""
    statement = PAGES.format(blobs=blobs, hash=HASH, accounts=marks(accounts), years=years)
    return read(statement, [*accounts, *values, known], binary=True)


def _known(rows: list[tuple[Any, ...]], known: int) -> tuple[list[tuple[Any, ...]], int] | None:
    """The pages to be summed, and the last entry of their runs; None when too many postings would be read one by one beside them."""
    if not rows:
        return None
    first, last = max(row[:2] for row in rows)
    if last > known and known - first + 1 < last - known:
        rows, last = [row for row in rows if row[0] != first], first - 1
    return None if abs(known - last) > SINGLE or last == 0 else (rows, last)


def _parts(rows: Sequence[tuple[Any, ...]]) -> list[Packed]:
    return [part for row in rows if row[2] is not None for part in _page(*row[2:5])]


def _page(account: int, opening: bytes | None, moves: bytes, width: int = WIDTH) -> list[Packed]:
    parts = [_moves(account, moves, width)] if moves else []
    return [_opening(account, opening), *parts] if opening else parts


def _opening(account: int, raw: bytes) -> Packed:
    count = len(raw) // 12
    nothing = np.zeros(count, dtype=np.int32)
    orgs = np.frombuffer(raw, "<i4", count, 8 * count)
    return Packed(np.full(count, account, dtype=np.int32), nothing, orgs, nothing, nothing, np.frombuffer(raw, "<i8", count))


def _moves(account: int, raw: bytes, width: int = WIDTH) -> Packed:
    """Movements of a page; of ``NARROW`` ones, those of nobody to nowhere."""
    count = len(raw) // width
    nothing: Ints = np.broadcast_to(np.int32(0), count)
    columns = [np.frombuffer(raw, "<i4", count, 8 * count + 4 * count * place) for place in range((width - 8) // 4)]
    day, org, other, person = columns if width == WIDTH else (*columns, nothing, nothing)
    return Packed(np.full(count, account, dtype=np.int32), day, org, other, person, np.frombuffer(raw, "<i8", count))


def _singles(accounts: Collection[int], last: int, known: int) -> list[Packed]:
    """Postings of the entries between the end of the runs and what is known: added, or taken back when the runs go further."""
    if last == known:
        return []
    low, high = min(last, known), max(last, known)
    statement = SINGLES.format(numbers=numbers(), accounts=marks(accounts))
    rows = read(statement, [(low + 1) * SPAN, (high + 1) * SPAN, *accounts])
    if not rows:
        return []
    columns = columns_of(rows)
    account, day, org, other, person = columns[:-1].astype(np.int32)
    part = Packed(account, day, org, other, person, columns[-1]).where(np.argsort(day, kind="stable"))
    return [part if known > last else replace(part, quantity=-part.quantity)]
