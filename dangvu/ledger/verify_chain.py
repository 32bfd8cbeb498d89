"""Proof of the chain: every entry's hash over its fields and legs, numbers without gaps, times that increase, sums that are zero."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from dangvu.ledger import chain
from dangvu.ledger.findings import Finding
from dangvu.ledger.keys import parse
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import POSTING_BITS
from dangvu.ledger.store import COLUMNS

ENTRY, POSTING = "ledger_entry", "ledger_posting"
BALANCED = frozenset({"member", "exempt", "suspended", "temporary_out", "guest", "handbook", "no_phone", "officer", "organisation"})
FETCH = 5000
STEP = 1000

Row = tuple[Any, ...]


def stream(statement: str) -> Iterator[Row]:
    """Rows of a statement, a few thousand at a time, as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(FETCH):
            yield from rows


def raw(column: str) -> str:
    """A day or moment as SQLite holds it: a damaged one must be found by the hash, not stop the reading."""
    return f"CAST({column} AS TEXT)" if connection.vendor == "sqlite" else column


def entries() -> Iterator[Row]:
    """Entries in the order of their numbers; columns as ``COLUMNS`` has them."""
    times = ("effective_on", "recorded_at", "decision_date")
    names = ", ".join(raw(f'"{name}"') if name in times else f'"{name}"' for name in COLUMNS[ENTRY])
    return stream(f"SELECT {names} FROM ledger_entry ORDER BY number")


def postings() -> Iterator[Row]:
    """Postings in the order of entries, then of ids, with the key of their account (None when it dangles)."""
    on = raw('p."on"')
    return stream(
        f"SELECT p.entry_id, p.id, a.key, p.org_id, p.other_id, p.person_id, p.quantity, p.source_id, {on} "
        "FROM ledger_posting p LEFT JOIN ledger_account a ON a.id = p.account_id ORDER BY p.id"
    )


def iso(value: Any) -> Any:
    """A day or moment as the chain writes it; text (SQLite) stays as it is."""
    if isinstance(value, dt.datetime):
        return chain.moment_text(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def hashed_fields(row: Row) -> list[Any]:
    """The fields the hash covers, from a row: all but ``structural`` and the hash itself."""
    replayed = {0: False, 1: True}.get(row[11], row[11])
    return [*(iso(value) for value in row[:11]), replayed, row[13]]


class ChainProof:
    """Walks entries and their postings side by side, once."""

    def __init__(self, advance: Callable[[int], None]) -> None:
        self.findings: list[Finding] = []
        self.advance = advance
        self.entries = self.postings = 0
        self.head = ""
        self.last_recorded = ""
        self._structural: set[int] = set()

    def run(self) -> None:
        """Compare everything; findings are in ``findings``."""
        legs = groupby(postings(), key=lambda row: row[0])
        ahead = next(legs, None)
        for row in entries():
            while ahead is not None and ahead[0] < row[0]:
                self._orphans(ahead[1])
                ahead = next(legs, None)
            mine: list[Row] = []
            if ahead is not None and ahead[0] == row[0]:
                mine = list(ahead[1])
                ahead = next(legs, None)
            self._entry(row, mine)
        while ahead is not None:
            self._orphans(ahead[1])
            ahead = next(legs, None)

    def _say(self, table: str, row: Any, message: str) -> None:
        self.findings.append(Finding(table, str(row), message))

    def _orphans(self, legs: Iterator[Row]) -> None:
        for leg in legs:
            self._say(POSTING, leg[1], _("Định khoản không thuộc bút toán nào trong sổ."))

    def _entry(self, row: Row, legs: list[Row]) -> None:
        self.entries += 1
        number = row[0]
        if number != self.entries:
            self._say(ENTRY, number, _("Số bút toán không liên tục: chờ số %(number)d.") % {"number": self.entries})
            self.entries = number
        self._postings(number, legs)
        told = [[leg[2], leg[3], leg[4], leg[5], leg[6], leg[7], iso(leg[8])] for leg in legs]
        wanted = chain.entry_hash(self.head, hashed_fields(row), told)
        if wanted != row[14]:
            self._say(ENTRY, number, _("Chuỗi băm không khớp: bút toán hoặc định khoản của nó đã bị sửa."))
        self._times(row)
        self._balance(number, legs)
        self._structure(row)
        # Go on from what is written: one changed row is one finding, not a thousand.
        self.head = row[14]
        if self.entries % STEP == 0:
            self.advance(self.entries)

    def _postings(self, number: int, legs: list[Row]) -> None:
        self.postings += len(legs)
        for place, leg in enumerate(legs, start=1):
            if leg[1] != (number << POSTING_BITS) + place:
                self._say(POSTING, leg[1], _("Số định khoản không liên tục trong bút toán %(number)d.") % {"number": number})

    def _times(self, row: Row) -> None:
        recorded = iso(row[3])
        if recorded <= self.last_recorded:
            self._say(ENTRY, row[0], _("Thời điểm ghi không tăng dần."))
        self.last_recorded = recorded

    def _balance(self, number: int, legs: list[Row]) -> None:
        sums: Counter[tuple[str, int]] = Counter()
        for leg in legs:
            measure, attrs = parse(leg[2] or "")
            measure = attrs.get("of", "") if measure == "outside" else measure
            if measure in BALANCED:
                sums[measure, leg[3]] += leg[6]
        for (measure, org), total in sums.items():
            if total:
                message = _("Các định khoản “%(measure)s” ở tổ chức %(org)s có tổng %(total)s, phải bằng 0.")
                self._say(ENTRY, number, message % {"measure": measure, "org": org, "total": total})

    def _structure(self, row: Row) -> None:
        kind, reverses = row[1], row[10]
        wanted = (kind in REGISTRY and REGISTRY[kind].family == "structure") or reverses in self._structural
        if wanted:
            self._structural.add(row[0])
        if bool(row[12]) != wanted:
            self._say(ENTRY, row[0], _("Cờ “structural” không đúng với loại bút toán."))
