"""A list as columns and rows, said once: what a page shows of it, what an Excel file and a CSV file hold."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dangvu.core.days import LOCAL
from dangvu.core.lazily import lazily

if TYPE_CHECKING:
    from dangvu.core import xlsx_writer
else:
    xlsx_writer = lazily("dangvu.core.xlsx_writer")

Cell = int | Decimal | str | dt.date | None
"""A number, a text, a day or a moment; None is nothing known."""

FORMATS: Final = {"text": "@", "number": "General", "count": "#,##0", "money": "#,##0", "share": "0.0", "day": "dd/mm/yyyy"}
FORMULA: Final = "=+-@\t\r\n＝＋－＠"
"""Beginnings that make a spreadsheet read a text as a formula."""


@dataclass(frozen=True)
class Column:
    """A column: its title, its width in characters, and what it holds (``FORMATS``)."""

    title: str
    width: float = 18
    format: str = "text"

    @property
    def is_number(self) -> bool:
        return self.format in ("number", "count", "money", "share")


@dataclass(frozen=True)
class Listing:
    """A list. ``key`` names it in an address; ``about``: ids of the persons its rows name, whose reading is logged.

    Raises ValueError for a row that does not fit the columns.
    """

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    about: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} of “{self.key}” has {len(row)} cells for {len(self.columns)} columns")


def as_xlsx(listings: Sequence[Listing], head: Sequence[str], foot: str, created: dt.datetime) -> bytes:
    """One sheet a list, headings frozen, days as days and numbers as numbers; ``head`` above each, ``foot`` below each printed page."""
    sheets = [
        xlsx_writer.Sheet(
            each.title,
            (each.title, *head),
            tuple(column.title for column in each.columns),
            tuple(column.width for column in each.columns),
            each.rows,
            formats=tuple(FORMATS[column.format] for column in each.columns),
            plain=True,
            foot=foot,
        )
        for each in listings
    ]
    return xlsx_writer.write_xlsx(sheets, created=created)


def as_csv(listing: Listing, notes: Sequence[str]) -> bytes:
    """UTF-8 with the mark Excel looks for; headings first, so that any program reads it; notes after an empty line at the end.

    Days are written 2023-03-22, moments in Vietnam's time, numbers with a point. A text a spreadsheet would take for a formula gets an
    apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([_safe(column.title) for column in listing.columns])
    writer.writerows([_plain(value) for value in row] for row in listing.rows)
    writer.writerow([])
    writer.writerows([_safe(note)] for note in notes)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(LOCAL):%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return _safe(value) if isinstance(value, str) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.lstrip(" \u00a0").startswith(tuple(FORMULA)) or text.startswith(tuple(FORMULA)) else text
