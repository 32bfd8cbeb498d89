"""Rows to a Parquet file, through DuckDB. Columns are gathered as arrays, so that a million rows are not a million objects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dangvu.exchange.lake.extras import extra
from dangvu.exchange.lake.layout import Column

EPOCH = dt.date(1970, 1, 1).toordinal()
NOTHING = -(1 << 63)
"""What stands for no value in a column of whole numbers while it is gathered."""
ROW_GROUP = 122_880
Rows = Sequence[tuple[Any, ...]]


class Sink:
    """Rows of one table, gathered page by page and written once, in the table's order."""

    def __init__(self, columns: Sequence[Column], order: str) -> None:
        self.columns, self.order, self.rows = columns, order, 0
        self._numpy = extra("numpy", "lake")
        self._pages: list[list[Any]] = [[] for _ in columns]

    def add(self, rows: Rows) -> None:
        if not rows:
            return
        self.rows += len(rows)
        for pages, (_name, sort), values in zip(self._pages, self.columns, zip(*rows, strict=True), strict=True):
            pages.append(self._array(sort, values))

    def add_columns(self, columns: Sequence[Any]) -> None:
        """Rows that are arrays already, column by column; days as numbers since 1970."""
        self.rows += len(columns[0])
        for pages, values in zip(self._pages, columns, strict=True):
            pages.append(values)

    def _array(self, sort: str, values: tuple[Any, ...]) -> Any:
        if sort in ("VARCHAR", "BOOLEAN"):
            found = self._numpy.empty(len(values), dtype=object)
            found[:] = values
            return found
        plain = _days(values) if sort == "DATE" else (NOTHING if each is None else each for each in values)
        return self._numpy.fromiter(plain, dtype=self._numpy.int64, count=len(values))

    def write(self, file: Path) -> None:
        """Write what was gathered. Raises OSError or DuckDB's own error when the disk does not take it."""
        duckdb = extra("duckdb", "lake")
        gathered = {f"c{place}": self._numpy.concatenate(pages) for place, pages in enumerate(self._pages)}
        chosen = ", ".join(f'{_plain(f"c{place}", sort)} AS "{name}"' for place, (name, sort) in enumerate(self.columns))
        with duckdb.connect() as connection:
            connection.register("gathered", gathered)
            connection.execute(
                f"COPY (SELECT {chosen} FROM gathered ORDER BY {self.order}) TO '{quoted(file)}' "
                f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
            )


def quoted(path: Path | str) -> str:
    """A path inside a text in quotes."""
    return str(path).replace("'", "''")


def _plain(column: str, sort: str) -> str:
    if sort in ("VARCHAR", "BOOLEAN"):
        return f"CAST({column} AS {sort})"
    whole = f"NULLIF({column}, {NOTHING})"
    return f"DATE '1970-01-01' + CAST({whole} AS INTEGER)" if sort == "DATE" else f"CAST({whole} AS {sort})"


def _days(values: Iterable[Any]) -> Iterable[int]:
    """Days as numbers; a ledger has few different ones, so each is read once."""
    known: dict[Any, int] = {None: NOTHING}
    for value in values:
        if value not in known:
            day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
            known[value] = day.toordinal() - EPOCH
        yield known[value]
