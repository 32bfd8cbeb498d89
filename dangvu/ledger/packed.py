"""Postings as columns of numbers: what a store that keeps them so gives, and how the live database reads its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from dangvu.ledger.models import SPAN
from dangvu.ledger.packing import columns_of, numbers

Ints = NDArray[Any]
SINGLE = 60_000
"""The most entries whose postings are read one by one beside the pages; beyond, summing all postings is not much slower."""

WIDTH = 24
"""Bytes of one movement in a page; a balance has 12."""


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
SELECT r.first, r.last, p.account_id, {blobs}
FROM ledger_run r LEFT JOIN ledger_page p ON p.run_id = r.id AND p.account_id IN ({accounts}) AND {years}
WHERE r.first <= %s ORDER BY r.first
"""
OF_THE_YEAR = "p.year = CASE WHEN r.last_year + 1 < %s THEN r.last_year + 1 ELSE %s END"
SINGLES = "{numbers} WHERE id > %s AND id < %s AND account_id + 0 IN ({accounts})"
"""The sum keeps SQLite from the index over accounts: it took every posting of an account since ever to find the few of a range of ids."""


def balances(accounts: Collection[int], known: int, day: dt.date) -> Packed | None:
    """Rows that sum to the balances at the end of a day, without persons."""
    return _joined(_read("p.opening, p.moves", accounts, known, OF_THE_YEAR, [day.year, day.year]), 0, day.toordinal())


def movements(accounts: Collection[int], known: int, end: dt.date, start: dt.date | None = None) -> Packed | None:
    """Rows of a period (from the first day on when no start is said), each with its person."""
    first = start.year if start else 1
    found = _read("NULL, p.moves", accounts, known, "p.year BETWEEN %s AND %s", [first, end.year])
    return _joined(found, start.toordinal() if start else 0, end.toordinal())


def _joined(parts: Sequence[Packed] | None, start: int, end: int) -> Packed | None:
    """The rows of some days. Every part is in the order of its days, so that what is inside is cut out of it and not picked."""
    if parts is None:
        return None
    return joined([part.where(slice(*np.searchsorted(part.day, (start, end + 1)))) for part in parts])


def _read(blobs: str, accounts: Collection[int], known: int, years: str, values: list[int]) -> list[Packed] | None:
    """Pages of the runs that are known, with single postings added or taken back on the other side; None when that is too much.

    Runs and pages come in one statement: on PostgreSQL two would see two states of the book.
    """
    marks = ", ".join(["%s"] * len(accounts))
    rows = _as_they_lie(PAGES.format(blobs=blobs, accounts=marks, years=years), [*accounts, *values, known])
    if not rows:
        return None
    first, last = max(row[:2] for row in rows)
    if last > known and known - first + 1 < last - known:
        rows, last = [row for row in rows if row[0] != first], first - 1
    if abs(known - last) > SINGLE or last == 0:
        return None
    singles = _singles(accounts, last, known)
    return [*(part for row in rows if row[2] is not None for part in _page(*row[2:])), *singles]


def _as_they_lie(statement: str, values: Sequence[int]) -> list[tuple[Any, ...]]:
    """Rows with their bytes as they are: PostgreSQL is asked not to send them as text, which is twice as long and read letter by letter.

    Django's own cursor there puts values into the statement itself, and then no other way is to be had.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(statement, values)
            return list(cursor.fetchall())
        raw: Any = connection
        with raw.Database.Cursor(raw.connection) as plain:
            return list(plain.execute(statement, values, binary=True).fetchall())


def _page(account: int, opening: bytes | None, moves: bytes) -> list[Packed]:
    parts = [_moves(account, moves)] if moves else []
    return [_opening(account, opening), *parts] if opening else parts


def _opening(account: int, raw: bytes) -> Packed:
    count = len(raw) // 12
    nothing = np.zeros(count, dtype=np.int32)
    orgs = np.frombuffer(raw, "<i4", count, 8 * count)
    return Packed(np.full(count, account, dtype=np.int32), nothing, orgs, nothing, nothing, np.frombuffer(raw, "<i8", count))


def _moves(account: int, raw: bytes) -> Packed:
    count = len(raw) // WIDTH
    day, org, other, person = (np.frombuffer(raw, "<i4", count, 8 * count + 4 * count * place) for place in range(4))
    return Packed(np.full(count, account, dtype=np.int32), day, org, other, person, np.frombuffer(raw, "<i8", count))


def _singles(accounts: Collection[int], last: int, known: int) -> list[Packed]:
    """Postings of the entries between the end of the runs and what is known: added, or taken back when the runs go further."""
    if last == known:
        return []
    low, high = min(last, known), max(last, known)
    statement = SINGLES.format(numbers=numbers(), accounts=", ".join(["%s"] * len(accounts)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [(low + 1) * SPAN, (high + 1) * SPAN, *accounts])
        rows = cursor.fetchall()
    if not rows:
        return []
    columns = columns_of(rows)
    account, day, org, other, person = columns[:-1].astype(np.int32)
    part = Packed(account, day, org, other, person, columns[-1]).where(np.argsort(day, kind="stable"))
    return [part if known > last else replace(part, quantity=-part.quantity)]
