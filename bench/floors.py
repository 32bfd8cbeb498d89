"""What a load is measured against: Django's bulk insert, and the same rows hashed and inserted with nothing read and nothing judged.

Entering has the last one too, each row committed by itself.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction

from bench import home  # noqa: F401 - a home of its own
from bench.lines import seconds
from dangvu.ledger import book, chain, store
from dangvu.ledger.models import SPAN, Entry, Posting
from dangvu.ledger.services import CHUNK, in_bulk

ROWS, COMMITS = 20_000, 300
Row = tuple[Any, ...]
REF, REVERSES = 4, 9
"""Places in an entry's row behind its number."""


def orm() -> float:
    """Rows a second of a bare bulk insert through Django's ORM: no rule, no chain, no leg."""
    moment = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    rows = [
        Entry(number=n, kind="transferred", effective_on=moment.date(), recorded_at=moment, actor="bench", ref=f"r{n}",
              data='{"org":1,"person":2}', hash="0" * 64)
        for n in range(1, ROWS + 1)
    ]  # fmt: skip
    with transaction.atomic():
        spent = seconds(lambda: Entry.objects.bulk_create(rows, batch_size=500))
        transaction.set_rollback(True)
    return ROWS / spent


def unjudged() -> float:
    """Entries a second of the last ones of the book once more: put into the chain and inserted with their postings, with every index."""
    last, rows = book.last_number(), _rows()
    with transaction.atomic():
        spent = seconds(lambda: _again(last, rows))
        transaction.set_rollback(True)
    return len(rows) / spent


def committed() -> float:
    """Entries a second when each is hashed, inserted with its postings and committed: nothing read, nothing judged, no head kept.

    What is written stays behind the end of the book: this is the last that is done to it.
    """
    spent, head = list[float](), ""
    for number, (told, legs) in enumerate(_rows()[:COMMITS], book.last_number() + 1):
        head = chain.entry_hash(head, told, legs)
        spent.append(seconds(partial(_one, (number, *told, head), legs)))
    return 1 / sorted(spent)[len(spent) // 2]


@transaction.atomic
def _one(entry: Row, legs: list[Row]) -> None:
    number = entry[0]
    postings = [(number * SPAN + place, number, *leg) for place, leg in enumerate(legs, 1)]
    store.Writer().insert((("ledger_entry", [entry]), ("ledger_posting", postings)))


def _rows() -> list[tuple[Row, list[Row]]]:
    """Entries without number and hash, each with its legs, as the writer gets them."""
    first = book.last_number() - ROWS + 1
    legs = Posting.objects.filter(pk__gt=first * SPAN).order_by("pk").values_list(*store.COLUMNS["ledger_posting"])
    by_entry = {number: [tuple(map(_plain, row[2:])) for row in rows] for number, rows in groupby(legs, key=itemgetter(1))}
    found = []
    for number, *row, _hash in Entry.objects.filter(number__gte=first).order_by("number").values_list(*store.COLUMNS["ledger_entry"]):
        told = list(map(_plain, row))
        told[REF], told[REVERSES] = f"{told[REF]}-again", 0
        found.append((tuple(told), by_entry.get(number, [])))
    return found


def _plain(value: object) -> object:
    return 0 if value is None else int(value) if isinstance(value, bool) else value if isinstance(value, int | str) else str(value)


def _again(last: int, rows: list[tuple[Row, list[Row]]]) -> None:
    head, writer = "", store.Writer()
    with in_bulk():
        for start in range(0, len(rows), CHUNK):
            entries, postings = [], []
            for number, (told, legs) in enumerate(rows[start : start + CHUNK], last + start + 1):
                head = chain.entry_hash(head, told, legs)
                entries.append((number, *told, head))
                postings.extend((number * SPAN + place, number, *leg) for place, leg in enumerate(legs, 1))
            writer.insert((("ledger_entry", entries), ("ledger_posting", postings)))
        writer.wait()
        writer.stop()
