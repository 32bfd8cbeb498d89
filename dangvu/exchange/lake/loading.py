"""Arrays from the files of a lake, by DuckDB."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangvu.exchange.lake.duck import Duck
from dangvu.exchange.lake.extras import extra
from dangvu.exchange.lake.forest import Array, Forest
from dangvu.exchange.lake.opened import Opened
from dangvu.exchange.lake.slots import Slot
from dangvu.exchange.lake.store import Lake
from dangvu.exchange.lake.trees import TOGETHER
from dangvu.ledger.driver import marks

LONG_AGO = -(1 << 19)
"""A day before every other."""


def _duck(lake: Lake) -> Duck:
    assert isinstance(lake.engine, Duck)
    return lake.engine


def forest_of(lake: Lake, known: int) -> Forest:
    """The dated tree of a lake, as known. Every organisation ever told of has its place in it, whatever is asked."""
    numpy = extra("numpy", "lake")
    tables = [_courses(lake, book, lake.number(book, known)) for book in lake.books]
    parts = {name: [table[name] for table in tables] for name in ("org", "since", "parent")}
    every = [_places(lake, book) for book in lake.books]
    if not lake.alone:
        every.append(numpy.array([TOGETHER]))
        parts = {name: [*parts[name], numpy.array([value])] for name, value in (("org", TOGETHER), ("since", LONG_AGO), ("parent", -1))}
    org, since, parent = (numpy.concatenate(parts[name]) for name in ("org", "since", "parent"))
    order = numpy.lexsort((since, org))
    return Forest(numpy.unique(numpy.concatenate(every)), org[order], since[order], parent[order])


def _places(lake: Lake, book: Opened) -> Array:
    return _duck(lake).arrays(f"SELECT DISTINCT CAST(org_id AS BIGINT) + {book.offset} AS org FROM {book.table('place')}")["org"]


def _courses(lake: Lake, book: Opened, known: int) -> dict[str, Array]:
    above = -1 if lake.alone else TOGETHER
    table = book.table("place")
    return _duck(lake).arrays(
        f"SELECT CAST(org_id AS BIGINT) + {book.offset} AS org, CAST(since - DATE '1970-01-01' AS BIGINT) AS since, "
        f"COALESCE(CAST(parent AS BIGINT) + {book.offset}, {above}) AS parent "
        f"FROM {table} INNER JOIN (SELECT org_id AS which, MAX(entry_id) AS latest FROM {table} WHERE entry_id <= {known} "
        "GROUP BY org_id) ON org_id = which AND entry_id = latest WHERE since IS NOT NULL"
    )


def slot_of(lake: Lake, key: str, sex: str, orgs: Array, held: bool) -> Slot:
    """The postings of one account of every book, of persons of one sex if one is named, in the order of their days."""
    numpy = extra("numpy", "lake")
    text = " UNION ALL ".join(_postings(lake, book, sex) for book in lake.books)
    found = _duck(lake).arrays(f'SELECT * FROM ({text}) ORDER BY "on"', [key] * len(lake.books))
    two_sided = bool((found["other"] >= 0).any())
    return Slot(
        org=numpy.searchsorted(orgs, found["org"]).astype(numpy.int32),
        other=numpy.where(found["other"] >= 0, numpy.searchsorted(orgs, found["other"]), -1).astype(numpy.int32) if two_sided else None,
        on=found["on"],
        entry=narrowed(found["entry"]),
        quantity=narrowed(found["quantity"]),
        width=len(orgs),
        held=held,
    )


def narrowed(column: Array) -> Array:
    """The same numbers in the narrowest column that holds them: what is read is what a sum costs."""
    numpy = extra("numpy", "lake")
    if not len(column):
        return column
    wide = max(abs(int(column.min())), abs(int(column.max())))
    return column.astype(next(sort for sort in (numpy.int8, numpy.int16, numpy.int32, numpy.int64) if wide <= numpy.iinfo(sort).max))


def _postings(lake: Lake, book: Opened, sex: str) -> str:
    """Several books have no entry number in common: then a posting is known from the moment of its entry on."""
    posting, told, entry = book.table("posting"), book.table("told"), book.table("entry")
    known = "p.entry_id" if lake.alone else "e.recorded"
    joined = "" if lake.alone else f"INNER JOIN {entry} AS e ON e.number = p.entry_id"
    if sex:
        joined += (
            f" SEMI JOIN (SELECT person_id FROM {told} WHERE name = 'sex' AND value = '{sex}') AS t ON t.person_id = p.person_id"
            f" ANTI JOIN ({_unsteady(book)}) AS u ON u.person_id = p.person_id"
        )
    return (
        f"SELECT CAST(p.org_id AS BIGINT) + {book.offset} AS org, COALESCE(CAST(p.other_id AS BIGINT) + {book.offset}, -1) AS other, "
        f"""CAST(p."on" - DATE '1970-01-01' AS INTEGER) AS "on", {known} AS entry, p.quantity """
        f'FROM {posting} AS p {joined} WHERE p.account_id IN (SELECT id FROM {book.table("account")} WHERE "key" = ?)'
    )


def _unsteady(book: Opened) -> str:
    """Persons whose sex was told more than once, or from a day on, or by a declaration that was cancelled."""
    cancelled = f"SELECT reverses FROM {book.table('entry')} WHERE reverses IS NOT NULL"
    return (
        f"SELECT person_id FROM {book.table('told')} WHERE name = 'sex' GROUP BY person_id "
        f"HAVING COUNT(*) > 1 OR MAX(since) IS NOT NULL OR MAX(CASE WHEN entry_id IN ({cancelled}) THEN 1 ELSE 0 END) = 1"
    )


def any_unsteady(lake: Lake) -> bool:
    return any(lake.engine.rows(f"SELECT person_id FROM ({_unsteady(book)}) LIMIT 1") for book in lake.books)


def unsteady_rows(lake: Lake, keys: Sequence[str], day: dt.date, known: int) -> list[tuple[int, int, int]]:
    """(organisation, person, balance) of persons whose sex has to be looked up for the day."""
    found: list[tuple[int, int, int]] = []
    for book in lake.books:
        text = (
            f"SELECT org_id, person_id, SUM(quantity) FROM {book.table('posting')} WHERE person_id IN ({_unsteady(book)}) "
            f'AND account_id IN (SELECT id FROM {book.table("account")} WHERE "key" IN ({marks(keys)})) AND "on" <= %s AND entry_id <= %s '
            "GROUP BY org_id, person_id HAVING SUM(quantity) <> 0"
        )
        rows = lake.engine.rows(text, [*keys, day, lake.number(book, known)]) if keys else []
        found += [(org + book.offset, person + book.offset, int(quantity)) for org, person, quantity in rows]
    return found
