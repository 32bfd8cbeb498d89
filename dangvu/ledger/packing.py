"""Postings of a run of entries as the columns of pages: summed, sorted, split by account and year, with the balance carried forward."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from dangvu.ledger.driver import marks, read
from dangvu.ledger.models import SPAN

Ints = NDArray[Any]
Packed = tuple[int, int, bytes, bytes]
"""(account, year, opening, moves)."""

AT_ONCE = 20_000
COLUMNS = 6
KEY = 5
"""Columns of a posting; all but the last say where its quantity belongs."""
EPOCH = dt.date(1970, 1, 1).toordinal()

# SQLite's driver would make a date of each of a million days; both databases can number them.
DAY = {
    "sqlite": "CAST(julianday({day}) - 1721424.5 AS INTEGER)",
    "postgresql": "({day} - DATE '0001-01-01' + 1)",
}
NUMBERS = "account_id, {day}, org_id, COALESCE(other_id, 0), COALESCE(person_id, 0), quantity FROM ledger_posting"


def ordinal(column: str) -> str:
    """A column of days as numbers: Python's ordinals."""
    return DAY[connection.vendor].format(day=column)


def numbers() -> str:
    """What a SELECT of postings as nothing but numbers begins with: the columns that ``columns_of`` takes, and the table."""
    return f"""SELECT {NUMBERS.format(day=ordinal('"on"'))}"""


def packed_pages(first: int, last: int) -> Iterator[Packed]:
    """The pages of the entries from ``first`` to ``last``, by account and year; every account has one for the year behind the last."""
    account, day, org, other, person, quantity = _summed(_read(first, last))
    if not len(account):
        return
    year = (day - EPOCH).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    behind = int(year.max()) + 1
    for start, stop in _alike(account):
        columns = [each[start:stop] for each in (quantity, day, org, other, person)]
        yield from _of_account(int(account[start]), year[start:stop], columns, behind)


def _read(first: int, last: int) -> Ints:
    parts = [np.zeros((COLUMNS, 0), dtype=np.int64)]
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{numbers()} WHERE id > %s AND id < %s", [first * SPAN, (last + 1) * SPAN])
        while some := cursor.fetchmany(AT_ONCE):
            parts.append(columns_of(some))
    return np.concatenate(parts, axis=1)


def posted(after: int, last: int, accounts: Collection[int]) -> Ints:
    """Columns of what the entries after one up to another posted; of some accounts, if any are named.

    A sum keeps SQLite from the index over accounts: it took every posting of an account since ever to find the few of a range of ids.
    """
    of = f" AND account_id + 0 IN ({marks(accounts)})" if accounts else ""
    return columns_of(read(f"{numbers()} WHERE id > %s AND id < %s{of}", [(after + 1) * SPAN, (last + 1) * SPAN, *accounts]))


def columns_of(rows: Sequence[tuple[int, ...]]) -> Ints:
    """Rows of (account, ordinal of the day, organisation, other, person, quantity) as columns."""
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=COLUMNS * len(rows))
    return flat.reshape(len(rows), COLUMNS).T


def _summed(rows: Ints) -> Ints:
    """One row for what is alike but for its quantity, sorted by the other columns; what sums to nothing is left out."""
    rows = rows[:, np.lexsort(rows[KEY - 1 :: -1])]
    if not rows.shape[1]:
        return rows
    fresh = np.ones(rows.shape[1], dtype=bool)
    fresh[1:] = (rows[:KEY, 1:] != rows[:KEY, :-1]).any(axis=0)
    starts = np.flatnonzero(fresh)
    found = rows[:, starts]
    found[KEY] = np.add.reduceat(rows[KEY], starts)
    return found[:, found[KEY] != 0]


def _alike(sorted_ids: Ints) -> Iterable[tuple[int, int]]:
    """Where each run of one value begins and ends."""
    return pairwise([0, *(np.flatnonzero(np.diff(sorted_ids)) + 1).tolist(), len(sorted_ids)])


def _of_account(account: int, years: Ints, columns: Sequence[Ints], behind: int) -> Iterator[Packed]:
    quantity, orgs = columns[0], columns[2]
    held, place = np.unique(orgs, return_inverse=True)
    balance = np.zeros(len(held), dtype=np.int64)
    for year in range(int(years[0]), behind + 1):
        start, stop = np.searchsorted(years, (year, year + 1))
        some = balance != 0
        yield account, year, _little(balance[some], held[some]), _little(*(each[start:stop] for each in columns))
        np.add.at(balance, place[start:stop], quantity[start:stop])


def _little(wide: Ints, *narrow: Ints) -> bytes:
    """Columns of one length behind each other, little end first on every machine; the widest comes first, so that all are aligned."""
    return wide.astype("<i8").tobytes() + b"".join(each.astype("<i4").tobytes() for each in narrow)
