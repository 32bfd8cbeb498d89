"""One statement over postings: a signed sum by chosen columns. The same text on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connection

from dangvu.ledger.driver import marks
from dangvu.ledger.measures import PERSON_TRAITS

TOLD, SOMEONE, JUDGED_ON = "told_", "someone", "judged_on"
"""Columns of a store that ``tells``: an attribute of the person that holds on every day; the person, and the day, where it does not."""
BESIDE = "beside"
"""The other organisation as a thing that is counted: ``other`` is it as the other side, which may be told less exactly."""
COLUMNS: Mapping[str, str] = {
    "account": "account_id",
    "org": "org_id",
    "other": "other_id",
    BESIDE: "other_id",
    "person": "person_id",
    "source": "source_id",
    "on": '"on"',
    SOMEONE: SOMEONE,
    JUDGED_ON: JUDGED_ON,
    **{TOLD + name: TOLD + name for name in PERSON_TRAITS},
}
# A longer list of organisations costs more to compare than it saves.
MOST_ORGS = 500
FEW_ORGS = 50


def sums(
    columns: Sequence[str],
    accounts: Collection[int],
    known: int,
    end: dt.date,
    start: dt.date | None = None,
    *,
    orgs: Collection[int] | None = None,
    cuts: Sequence[dt.date] = (),
    named: bool = False,
) -> list[tuple[Any, ...]]:
    """Rows (segment, *columns, sum) of the postings on the accounts known at an entry number; zeros are left out.

    ``cuts`` are the first days of the second, third, … segment of the period. ``orgs`` is a filter that may be ignored.
    """
    if not accounts:
        return []
    text, values = statement(columns, accounts, known, end, start, orgs=orgs, cuts=cuts, named=named)
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [(*row[:-1], int(row[-1])) for row in cursor.fetchall()]


def statement(
    columns: Sequence[str],
    accounts: Collection[int],
    known: int,
    end: dt.date,
    start: dt.date | None = None,
    *,
    orgs: Collection[int] | None = None,
    cuts: Sequence[dt.date] = (),
    named: bool = False,
    table: str = "ledger_posting",
    written: Mapping[str, str] = COLUMNS,
) -> tuple[str, list[Any]]:
    """The text of one sum with ``%s`` for its parameters, and the parameters: portable, for every engine that has the table's columns.

    ``written``: how each column is written.
    """
    segment, values = _segment(cuts)
    # Of few organisations all rows with persons are fewer than an account's everywhere: the sign keeps the accounts' index out of it.
    few = named and orgs is not None and len(orgs) <= FEW_ORGS
    where = [f"{'+' if few else ''}account_id IN ({marks(accounts)})", "entry_id <= %s", '"on" <= %s']
    where += ["person_id IS NOT NULL"] if few else []
    values += [*accounts, known, _day(end)]
    if start is not None:
        where.append('"on" >= %s')
        values.append(_day(start))
    if orgs is not None and len(orgs) <= MOST_ORGS:
        where.append(f"org_id IN ({marks(orgs)})" if orgs else "1 = 0")
        values += orgs
    # Grouping by place keeps the text portable: a CASE with parameters repeated would be another expression.
    places = ", ".join(str(place) for place in range(1, len(columns) + 2))
    # Only names from this module and a store's own numbers are written into the text; every value is a parameter.
    text = (
        f"SELECT {segment} AS segment, {', '.join(written[name] for name in columns)}, SUM(quantity) FROM {table} "
        f"WHERE {' AND '.join(where)} GROUP BY {places} HAVING SUM(quantity) <> 0"
    )
    return text, values


def _segment(cuts: Sequence[dt.date]) -> tuple[str, list[Any]]:
    if not cuts:
        return "0", []
    whens = " ".join(f'WHEN "on" < %s THEN {number}' for number in range(len(cuts)))
    return f"CASE {whens} ELSE {len(cuts)} END", [_day(cut) for cut in cuts]


def _day(day: dt.date) -> Any:
    return connection.ops.adapt_datefield_value(day)
