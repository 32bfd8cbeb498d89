"""Files of a spreadsheet as raw cells: what stands where, of which sort, and as the user sees it. Nothing is converted here.

What a file is says its first bytes, never its name. Errors are :class:`Unreadable`, a sentence for the user.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core import uploads

LARGEST = 20 * 2**20
"""Bytes of the largest file."""
MOST_ROWS, MOST_COLUMNS = 20_000, 200
"""Of one sheet, those beyond the last that holds anything left out."""

SORTS = ("", "text", "number", "date", "yes", "error", "formula")
ZEROS = re.compile(r"0{2,20}")
OLD_FONTS = (".vn", "vni-", "vni ")
"""How the names of fonts begin in which letters are drawn in place of others (TCVN3, VNI): their text is no Unicode."""

HARM = {
    "bomb": lazy("Tệp quá lớn khi mở ra hoặc đã hỏng; hãy mở bằng Excel rồi lưu lại thành tệp .xlsx mới."),
    "macro": lazy("Tệp có mã chạy kèm (macro); hãy lưu lại thành .xlsx không có macro rồi tải lên."),
}


INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


class Unreadable(ValueError):
    """The file cannot be read; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``sort``: one of ``SORTS``; ``shown``: what the user sees; ``old_font``: its letters are no Unicode."""

    sort: str = ""
    value: Any = None
    shown: str = ""
    old_font: bool = False


EMPTY = Cell()
Cells = tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``rows[0]`` is the row Excel calls 1. ``typed``: cells have sorts; in a text file all are text."""

    name: str
    rows: list[Cells]
    hidden: bool = False
    typed: bool = True
    epoch: dt.datetime = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a day of the calendar, in no zone

    def at(self, row: int, column: int) -> Cell:
        """The cell at places counted from 0; empty outside of what was written."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if column < len(cells) else EMPTY


def clean(told: str) -> str:
    """One spelling of the same letters: composed, without invisible signs, single spaces."""
    return " ".join(unicodedata.normalize("NFC", told).translate(INVISIBLE).split())


def refuse_harm(check: Any, raw: bytes) -> None:
    """Run a check of ``core.uploads``. Raises Unreadable."""
    try:
        check(raw)
    except uploads.Harmful as harm:
        raise Unreadable(str(HARM.get(harm.why, HARM["bomb"]))) from harm


def text(value: str, old_font: bool = False) -> Cell:
    """A cell of text; blank text is an empty cell."""
    return Cell("text", value, value, old_font) if value.strip() else EMPTY


def number(value: float, picture: str = "General") -> Cell:
    """A number as its format shows it, as far as that matters here: zeros in front are part of a number of a card."""
    plain = Decimal(repr(value))
    shown = f"{plain.to_integral_value():f}" if plain == plain.to_integral_value() else f"{plain.normalize():f}"
    if ZEROS.fullmatch(picture.split(";", maxsplit=1)[0]) and not shown.startswith("-"):
        shown = shown.zfill(len(picture.split(";", maxsplit=1)[0]))
    return Cell("number", value, shown)


def moment(value: dt.datetime) -> Cell:
    """A cell that Excel holds as a day."""
    midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
    return Cell("date", value, f"{value:%d/%m/%Y}" if midnight else f"{value:%d/%m/%Y %H:%M}")


def yes(value: bool) -> Cell:
    return Cell("yes", value, "TRUE" if value else "FALSE")


def drawn_in_old_font(font: str | None) -> bool:
    """Whether text in this font is TCVN3 or VNI."""
    return (font or "").lower().startswith(OLD_FONTS)


def trimmed(rows: list[Cells], name: str) -> list[Cells]:
    """Rows up to the last that holds anything. Raises Unreadable when there are too many."""
    while rows and not any(cell.sort for cell in rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        message = _("Trang tính “%(name)s” có hơn %(limit)d dòng; hãy tách thành nhiều tệp.")
        raise Unreadable(message % {"name": name[:60], "limit": MOST_ROWS})
    if any(cell.sort for row in rows for cell in row[MOST_COLUMNS:]):
        message = _("Trang tính “%(name)s” có hơn %(limit)d cột; hãy bỏ các cột không phải danh sách.")
        raise Unreadable(message % {"name": name[:60], "limit": MOST_COLUMNS})
    return rows
