"""The postings once more, packed for summing: by account and year, with the balance carried into each year.

A projection of runs of entries. A run is written when enough has been recorded since the last one, in the transaction that
records it; small runs are merged into larger ones, so that there are few and each posting is packed a few times in all.
What a reader knows of is told apart by entry numbers: runs that end before, and single postings on either side of the rest.
"""

from __future__ import annotations

import datetime as dt
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from dangvu.ledger import store
from dangvu.ledger.models import SPAN, Book, Page, Posting, Run

AT_ONCE = 200
LARGER = 2
"""A run is merged into the next one unless it is so many times larger."""

Packed = tuple[int, int, bytes, bytes]
"""(account, year, opening, moves)."""

ROWS = """
SELECT account_id, "on", org_id, COALESCE(other_id, 0), COALESCE(person_id, 0), SUM(quantity)
FROM ledger_posting WHERE id > %s AND id < %s
GROUP BY 1, 2, 3, 4, 5 HAVING SUM(quantity) <> 0 ORDER BY 1, 2, 3, 4, 5
"""


def due(head: Book) -> bool:
    """Whether enough has been recorded since the last run. ``BALANCES_AFTER`` 0 means never."""
    after = settings.BALANCES_AFTER
    return 0 < after <= head.postings - head.packed


def extend(head: Book) -> None:
    """Pack what has been recorded since the last run, with the runs before it that are not much larger."""
    runs = list(Run.objects.order_by("first"))
    first, postings = (runs[-1].last + 1 if runs else 1), head.postings - head.packed
    merged = []
    while runs and runs[-1].postings < LARGER * postings:
        merged.append(runs.pop())
        first, postings = merged[-1].first, postings + merged[-1].postings
    Run.objects.filter(pk__in=[run.pk for run in merged]).delete()
    _write(first, head.last_entry, postings)
    head.packed = head.postings


@transaction.atomic
def rebuild() -> int:
    """Throw the runs away and pack everything anew; how many postings there are."""
    head = store.locked_head()
    _forget(head)
    if head.postings:
        extend(head)
    store.keep_head(head)
    return head.postings


@transaction.atomic
def drop() -> None:
    """Throw the runs away: figures are summed from the postings themselves until enough is recorded for a new run."""
    head = store.locked_head()
    _forget(head)
    store.keep_head(head)


def _forget(head: Book) -> None:
    Run.objects.all().delete()
    head.packed = 0


def _write(first: int, last: int, postings: int) -> None:
    made = list(pages(first, last))
    last_year = _last_year((account, year) for account, year, _opening, _moves in made)
    run = Run.objects.create(first=first, last=last, postings=postings, last_year=last_year)
    Page.objects.bulk_create(
        (Page(run=run, account_id=account, year=year, opening=opening, moves=moves) for account, year, opening, moves in made),
        batch_size=AT_ONCE,
    )


def pages(first: int, last: int) -> Iterator[Packed]:
    """The pages of the entries from ``first`` to ``last``, made from their postings."""
    rows = list(_by_account(_rows(first, last)))
    years = [year for _account, by_year in rows for year in by_year]
    for account, by_year in rows:
        yield from _of_account(account, by_year, max(years))


def _rows(first: int, last: int) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(ROWS, [first * SPAN, (last + 1) * SPAN])
        while some := cursor.fetchmany(5000):
            yield from some


class Moves:
    """The columns of one year's movements on an account."""

    def __init__(self) -> None:
        self.days, self.orgs, self.others, self.persons = (array("i") for _ in range(4))
        self.quantities = array("q")

    def add(self, day: int, org: int, other: int, person: int, quantity: int) -> None:
        self.days.append(day)
        self.orgs.append(org)
        self.others.append(other)
        self.persons.append(person)
        self.quantities.append(quantity)

    def packed(self) -> bytes:
        return packed(self.quantities, self.days, self.orgs, self.others, self.persons)


def _by_account(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, dict[int, Moves]]]:
    for account, alike in groupby(rows, key=lambda row: row[0]):
        years: dict[int, Moves] = {}
        for _account, on, org, other, person, quantity in alike:
            year, day = numbered(on)
            moves = years.get(year)
            if moves is None:
                moves = years[year] = Moves()
            moves.add(day, org, other, person, int(quantity))
        yield account, years


@lru_cache(maxsize=4096)
def numbered(on: Any) -> tuple[int, int]:
    """Year and ordinal of a day as a driver gives it."""
    day = on if isinstance(on, dt.date) else dt.date.fromisoformat(on)
    return day.year, day.toordinal()


def _of_account(account: int, by_year: dict[int, Moves], last_year: int) -> Iterator[Packed]:
    balance: dict[int, int] = {}
    for year in range(min(by_year), last_year + 2):
        moves = by_year.get(year) or Moves()
        held = sorted(balance.items())
        yield account, year, packed(array("q", (quantity for _, quantity in held)), array("i", (org for org, _ in held))), moves.packed()
        for org, quantity in zip(moves.orgs, moves.quantities, strict=True):
            balance[org] = balance.get(org, 0) + quantity
        balance = {org: quantity for org, quantity in balance.items() if quantity}


def packed(*columns: array[int]) -> bytes:
    """Columns of one length behind each other, little end first on every machine; the widest come first, so that all are aligned."""
    if sys.byteorder == "big":
        for column in columns:
            column.byteswap()
    return b"".join(column.tobytes() for column in columns)


def differing(found: Callable[[int, str], None]) -> None:
    """Tell of every run that is not what the postings give: ``found`` is called with its first entry and the account or ""."""
    head = Book.objects.get(pk=1)
    expected, postings = 1, 0
    for run in Run.objects.order_by("first"):
        made = {(account, year): (opening, moves) for account, year, opening, moves in pages(run.first, run.last)}
        kept = {(page.account_id, page.year): (bytes(page.opening), bytes(page.moves)) for page in run.pages.iterator(AT_ONCE)}
        told = (run.first, run.last_year, run.postings, run.last <= head.last_entry)
        if told != (expected, _last_year(made), _count(run), True) or kept.keys() != made.keys():
            found(run.first, "")
        for account, year in sorted(made.keys() & kept.keys()):
            if made[account, year] != kept[account, year]:
                found(run.first, f"{account}/{year}")
        expected, postings = run.last + 1, postings + run.postings
    if postings != head.packed:
        found(0, "")


def _last_year(made: Iterable[tuple[int, int]]) -> int:
    """The last year with a movement: every account has a page for the year behind it."""
    return max((year for _account, year in made), default=1) - 1


def _count(run: Run) -> int:
    return Posting.objects.filter(pk__gt=run.first * SPAN, pk__lt=(run.last + 1) * SPAN).count()
