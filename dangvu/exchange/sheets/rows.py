"""The rows of a list: what each tells, in values, with everything that is not clear at its row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from dangvu.core.lazily import lazily
from dangvu.exchange.sheets import days
from dangvu.exchange.sheets.cells import Cell, Sheet, clean
from dangvu.exchange.sheets.days import Order, Stated, Unclear
from dangvu.exchange.sheets.fields import FIELDS, STATED, plain
from dangvu.exchange.sheets.layout import Layout, first_row
from dangvu.exchange.sheets.values import AS_WRITTEN, Reading, value_of

if TYPE_CHECKING:
    from openpyxl import utils as workbooks
else:
    workbooks = lazily("openpyxl.utils")

ERROR, DOUBT, NOTE = "error", "doubt", "note"
LEVELS = (ERROR, DOUBT, NOTE)
"""An error keeps the row out; a doubt keeps one value out; a note says what to look at."""
NEEDED = frozenset({"name", "given_name", "family_name", "org"})
"""Fields without which nothing can be done with a row: what is unclear in them is an error."""
ORDINAL = re.compile(r"^\s*(?:[IVXLC]+|[A-Z]|\d+)\s*[.)\-–:/]\s*")
SUMS = ("tổng", "cộng", "danh sách có", "ấn định")
"""With their diacritics: Tòng is a family name."""
GROUPS = ("chi bo", "dang bo", "cb ")
DAYS = frozenset(code for code, each in FIELDS.items() if each.sort in ("date", "birth"))


@dataclass(frozen=True)
class Finding:
    """Something to know about a row. ``column``: its letter in the file, empty for the row as a whole."""

    level: str
    message: str
    field: str = ""
    column: str = ""

    def told(self) -> dict[str, str]:
        return {"level": self.level, "message": self.message, "field": self.field, "column": self.column}


@dataclass
class Row:
    """One row of the list. ``number``: as Excel counts; ``told``: field → value; ``raw``: what the file shows where that differs.

    ``left``: why the row is none of a person (a title, a sum), empty for a person's.
    """

    number: int
    told: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left: str = ""
    gist: str = ""

    def say(self, level: str, message: str, code: str = "", column: str = "") -> None:
        self.findings.append(Finding(level, message, code, column))

    @property
    def faulty(self) -> bool:
        return any(each.level == ERROR for each in self.findings)


@dataclass(frozen=True)
class Given:
    """How a human wants the list read: column → field, and how days are read where that is in doubt."""

    columns: Mapping[int, str]
    dates: str = days.ASKED


def read(sheet: Sheet, layout: Layout, codes: Mapping[str, str], given: Given) -> Iterator[Row]:
    """Every row below the header, in order; empty rows are passed over."""
    begin = first_row(sheet, layout)
    orders = {
        index: days.order_of((sheet.at(row, index) for row in range(begin, len(sheet.rows))), given.dates)
        for index, code in given.columns.items()
        if code in DAYS
    }
    group = ""
    for place in range(begin, len(sheet.rows)):
        cells = sheet.rows[place]
        if not any(cell.sort for cell in cells):
            continue
        row = _row(sheet, place, codes, given, orders)
        if row.left:
            group = _group(row.gist) or group
        elif group:
            row.told.setdefault("org", group)
        yield row


def doubtful_days(sheet: Sheet, layout: Layout, columns: Mapping[int, str]) -> list[str]:
    """Headers of the columns whose days may be the wrong way round."""
    begin = first_row(sheet, layout)
    headers = {each.index: each.header for each in layout.columns}
    cells = {index: [sheet.at(row, index) for row in range(begin, len(sheet.rows))] for index, code in columns.items() if code in DAYS}
    return [headers.get(index, workbooks.get_column_letter(index + 1)) for index, some in cells.items() if days.order_of(some, "").doubtful]


def _row(sheet: Sheet, place: int, codes: Mapping[str, str], given: Given, orders: Mapping[int, Order]) -> Row:
    row = Row(place + 1)
    told = [cell for cell in sheet.rows[place] if cell.sort]
    row.gist = clean(" ".join(cell.shown for cell in told))[:200]
    named = any(sheet.at(place, index).sort for index, code in given.columns.items() if code in ("name", "given_name"))
    if len(told) == 1 or (not named and _few(sheet, place, given)) or _is_sum(told):
        row.left = _("Dòng tiêu đề, dòng cộng hoặc chữ ký: không phải đảng viên.")
        return row
    for index, code in sorted(given.columns.items()):
        _take(row, sheet.at(place, index), index, code, Reading(sheet, codes, orders.get(index, AS_WRITTEN)))
    _join(row, named)
    return row


def _few(sheet: Sheet, place: int, given: Given) -> bool:
    """Whether a row without a name says too little to be a person's: at most one of the fields."""
    return sum(1 for index in given.columns if sheet.at(place, index).sort) < 2


def _is_sum(told: list[Cell]) -> bool:
    texts = [clean(cell.shown).casefold() for cell in told if cell.sort == "text"]
    return any(each.startswith(SUMS) for each in texts[:2])


def _group(gist: str) -> str:
    """The organisation that a title between the rows names."""
    told = ORDINAL.sub("", gist)
    return told if plain(told).startswith(GROUPS) else ""


def _take(row: Row, cell: Cell, index: int, code: str, reading: Reading) -> None:
    """Read one cell into the row."""
    letter = workbooks.get_column_letter(index + 1)
    try:
        value = value_of(cell, FIELDS[code].sort, reading)
    except Unclear as unclear:
        row.say(ERROR if code in NEEDED else DOUBT, str(unclear), code, letter)
        row.raw[code] = cell.shown
        return
    for note in reading.notes:
        row.say(NOTE, note, code, letter)
    if value is None:
        return
    row.told[code] = value
    if str(value) != cell.shown:
        row.raw[code] = cell.shown


def _join(row: Row, named: bool) -> None:
    """Put together what some lists tell in two columns: family and given name, sex by a mark or by the column of the birth."""
    told = row.told
    if "given_name" in told:
        told.setdefault("name", " ".join(told[each] for each in ("family_name", "given_name") if each in told))
    if not named:
        row.say(ERROR, _("Thiếu họ tên; hãy ghi họ tên hoặc xóa dòng này."), "name")
    _sex(row)
    if isinstance(told.get("birth"), Stated):
        told[STATED] = str(told.pop("birth"))


def _sex(row: Row) -> None:
    said = {
        sex
        for sex, fields in (("male", ("male", "born_male")), ("female", ("female", "born_female")))
        if any(each in row.told for each in fields)
    }
    if len(said | {row.told["sex"]} if "sex" in row.told else said) > 1:
        row.say(ERROR, _("Dòng này ghi cả nam lẫn nữ; hãy sửa."), "sex")
    elif said:
        row.told.setdefault("sex", next(iter(said)))
    for code in ("born_male", "born_female"):
        if code in row.told:
            row.told.setdefault("birth", row.told[code])
