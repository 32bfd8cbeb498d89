"""Postings as columns of numbers: what a store that keeps them so gives, and how the live database reads its pages."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dangvu.ledger.driver import marks, read
from dangvu.ledger.kept import HASH, Kept, Run, Runs
from dangvu.ledger.packing import posted

Ints = NDArray[Any]
SINGLE = 60_000
"""The most entries whose postings are read one by one beside the pages; beyond, summing all postings is not much slower."""

FEW = 1_000
"""The most of them that are read of all accounts at once. There are more only where the past is asked about, or no run is written."""

HALF = 32
KEPT = 6
"""How many runs' holdings at the end of a year a process keeps: 20 bytes for each person who holds something."""

MOST = 8 << 20
"""The most bytes that a process keeps of what runs told: balances of days, of each account and each organisation that is not level, and
movements of periods."""
ROW = 28
"""Bytes of one row in memory."""

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


Rows = list[tuple[int, bytes | None, bytes]]
"""Pages: account, balances carried into the year, movements."""


@dataclass(frozen=True)
class Asked:
    """What is asked of the pages of some accounts: which bytes, of which years, and for which days they are made something of."""

    blobs: str
    accounts: frozenset[int]
    years: str
    values: tuple[int, ...]
    days: tuple[dt.date, ...] = ()


PAGES = """
SELECT r.first, r.last, {hash}, p.account_id, {blobs}
FROM ledger_run r LEFT JOIN ledger_page p ON p.run_id = r.id AND p.account_id IN ({accounts}) AND {years}
WHERE r.first <= %s ORDER BY r.first
"""
RUN = """
SELECT p.account_id, p.moves
FROM ledger_run r LEFT JOIN ledger_page p ON p.run_id = r.id AND p.account_id IN ({accounts}) AND p.year < %s
WHERE r.first = %s AND r.last = %s ORDER BY p.account_id, p.year
"""
OF_THE_YEAR = "p.year = CASE WHEN r.last_year + 1 < %s THEN r.last_year + 1 ELSE %s END"
NOT_THIS = f" AND NOT (r.first = %s AND r.last = %s AND {HASH} = %s)"
BETWEEN = "p.year BETWEEN %s AND %s"
MOVES = "NULL, p.moves"
LEVEL = f"p.opening, SUBSTR(p.moves, 1, LENGTH(p.moves) / {WIDTH} * {NARROW})"
"""Of balances, neither the other side of a movement nor its person is sent: PostgreSQL takes a millisecond for a million bytes."""


_kept: Kept[list[Packed]] = Kept(MOST)


def balances(accounts: Collection[int], known: int, day: dt.date, runs: Runs | None = None, *, afresh: bool = False) -> Packed | None:
    """Rows that sum to the balances at the end of a day, without persons. ``afresh``: nothing that is remembered is believed.

    ``runs`` is shared by who asks for several things of one state of the book.
    """

    def level(rows: Rows) -> list[Packed]:
        return [joined([_netted(account, _page(account, opening, moves, NARROW), day) for account, opening, moves in rows])]

    asked = Asked(LEVEL, frozenset(accounts), OF_THE_YEAR, (day.year, day.year), (day,))
    told = _told(asked, known, level, runs, afresh=afresh)
    if told is None:
        return None
    now, last = told
    return joined([*chain.from_iterable(now.values()), *(_cut(part, 0, day.toordinal()) for part in _singles(accounts, last, known, runs))])


def _netted(account: int, parts: Sequence[Packed], day: dt.date) -> Packed:
    """One row for each organisation that is not level at the end of the day."""
    some = [part.where(slice(0, np.searchsorted(part.day, day.toordinal() + 1))) for part in parts]
    sums = np.zeros(max((int(part.org.max(initial=0)) for part in some), default=0) + 1, dtype=np.int64)
    for part in some:
        np.add.at(sums, part.org, part.quantity)
    orgs = np.flatnonzero(sums)
    same, nothing = (np.broadcast_to(np.int32(each), len(orgs)) for each in (account, 0))
    return Packed(same, nothing, orgs.astype(np.int32), nothing, nothing, sums[orgs])


def movements(
    accounts: Collection[int], known: int, end: dt.date, start: dt.date, runs: Runs | None = None, *, afresh: bool = False
) -> Packed | None:
    """Rows of a period, each with its person; as ``balances``."""
    first, last = start.toordinal(), end.toordinal()

    def period(rows: Rows) -> list[Packed]:
        # Copied: a page's bytes are not kept for the few days of it.
        return [joined([_cut(part, first, last) for part in _parts(rows)])]

    asked = Asked(MOVES, frozenset(accounts), BETWEEN, (start.year, end.year), (start, end))
    told = _told(asked, known, period, runs, afresh=afresh)
    if told is None:
        return None
    now, until = told
    return joined([*chain.from_iterable(now.values()), *(_cut(part, first, last) for part in _singles(accounts, until, known, runs))])


def held(accounts: Collection[int], known: int, day: dt.date) -> Packed | None:
    """Rows that sum to what each person holds at each organisation at the end of a day."""
    parts = held_parts(accounts, known, day)
    return None if parts is None else joined(parts)


def held_parts(
    accounts: Collection[int], known: int, day: dt.date, runs: Runs | None = None, *, afresh: bool = False
) -> list[Packed] | None:
    """The same in parts: hundreds of thousands of persons are not put behind each other for one who only sums them.

    What a run leaves in somebody's hands at the end of a year is the same for ever: it is summed once in a process. Some hundred
    thousand postings become the holdings of those who hold anything; beside them, the movements of the day's own year are looked at.
    """
    told = _told(Asked(MOVES, frozenset(accounts), BETWEEN, (day.year, day.year)), known, _parts, runs, afresh=afresh)
    if told is None:
        return None
    now, until = told
    try:
        before = [_before(first, end, head, frozenset(accounts), day.year) for first, end, head in now]
    except LookupError:
        # Merged since who asks was told of it: the runs there are now are asked once.
        return held_parts(accounts, known, day, afresh=afresh) if runs else None
    parts = chain(chain.from_iterable(now.values()), _singles(accounts, until, known, runs))
    return [*before, *(_cut(part, 0, day.toordinal()) for part in parts)]


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


def _cut(part: Packed, start: int, end: int) -> Packed:
    return part.where(slice(*np.searchsorted(part.day, (start, end + 1))))


def _told(
    asked: Asked, known: int, make: Callable[[Rows], list[Packed]], runs: Runs | None, *, afresh: bool
) -> tuple[dict[Run, list[Packed]], int] | None:
    """What each of the runs that are known tells, and their last entry; None when too much would be read beside them."""
    kept, there = {} if afresh else _kept.of(asked), runs or Runs()
    chosen = _known(there.begun(known), known) if kept else None
    if chosen and kept.keys() >= set(chosen[0]):
        return {run: kept[run] for run in chosen[0]}, chosen[1]
    rows: dict[Run, Rows] = defaultdict(list)
    for first, end, head, *page in _pages(asked, known, kept):
        rows[first, end, head] += [tuple(page)] if page[0] is not None else []
    there.told(known, rows)
    chosen = _known(list(rows), known)
    if chosen is None:
        return None
    now = {run: kept[run] if run in kept else make(rows[run]) for run in chosen[0]}
    if not afresh:
        _kept.keep(asked, now, sum(len(part) * ROW for parts in now.values() for part in parts))
    return now, chosen[1]


def _pages(asked: Asked, known: int, kept: Collection[Run]) -> list[tuple[Any, ...]]:
    """Runs and pages come in one statement: on PostgreSQL two would see two states of the book. Runs that are kept give no pages."""
    years = asked.years + NOT_THIS * len(kept)
    statement = PAGES.format(blobs=asked.blobs, hash=HASH, accounts=marks(asked.accounts), years=years)
    return read(statement, [*asked.accounts, *asked.values, *chain.from_iterable(kept), known], binary=True)


def _known(runs: list[Run], known: int) -> tuple[list[Run], int] | None:
    """The runs to be summed, and their last entry; None when too many postings would be read one by one beside them."""
    if not runs:
        return None
    first, last, _head = max(runs)
    if last > known and known - first + 1 < last - known:
        runs, last = [run for run in runs if run[0] != first], first - 1
    return None if abs(known - last) > SINGLE or last == 0 else (runs, last)


def _parts(rows: Rows) -> list[Packed]:
    return [part for row in rows for part in _page(*row)]


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


def _singles(accounts: Collection[int], last: int, known: int, runs: Runs | None) -> list[Packed]:
    """Postings of the entries between the end of the runs and what is known: added, or taken back when the runs go further."""
    if last == known:
        return []
    low, high = min(last, known), max(last, known)
    if runs is None or high - low > FEW:
        part = _beside(low, high, accounts)
    else:
        # Asked for once by who asks for several things: of every account, they are few.
        if (low, high) not in runs.beside:
            runs.beside[low, high] = _beside(low, high)
        whole: Packed = runs.beside[low, high]
        part = whole.where(np.isin(whole.account, list(accounts)))
    return [part if known > last else replace(part, quantity=-part.quantity)] if len(part) else []


def _beside(low: int, high: int, accounts: Collection[int] = ()) -> Packed:
    """Postings of the entries after one up to another, by days. ``accounts``: of these, of all when none is named."""
    columns = posted(low, high, accounts)
    account, day, org, other, person = columns[:-1].astype(np.int32)
    return Packed(account, day, org, other, person, columns[-1]).where(np.argsort(day, kind="stable"))
