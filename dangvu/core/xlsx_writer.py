"""Tables as an Excel file, one sheet each: numbers as numbers, everything else as text that is never a formula."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dangvu.core.office_zip import undated

FONT = "Times New Roman"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
LINE = Side(style="thin", color="999999")
Value = int | Decimal | str | None


@dataclass(frozen=True)
class Sheet:
    """One table: its name (at most 31 characters are kept), lines above it, headings, widths in characters, rows; strong rows by place."""

    name: str
    above: Sequence[str]
    headings: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Value]]
    strong: frozenset[int] = frozenset()


def write_xlsx(sheets: Sequence[Sheet], *, created: dt.datetime) -> bytes:
    """The file. ``created`` (aware) goes into its properties."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Đảng vụ"
    moment = created.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    book.properties.created = moment
    for number, sheet in enumerate(sheets, 1):
        _sheet(book.create_sheet(_name(sheet.name, number)), sheet)
    raw = BytesIO()
    book.save(raw)
    # The library notes the moment of saving whatever it is told.
    stamp = f"{moment.isoformat()}Z".encode()
    return undated(raw.getvalue(), {"docProps/core.xml": lambda part: MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", part)})


def _name(name: str, number: int) -> str:
    """Excel refuses some signs and long names in the tab of a sheet."""
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in name).strip()
    return f"{number}. {kept}"[:31]


def _sheet(page: Worksheet, sheet: Sheet) -> None:
    for text in sheet.above:
        _put(page, (text,), bold=True)
    if sheet.above:
        page.append([])
    _put(page, sheet.headings, bold=True, boxed=True)
    page.freeze_panes = f"A{page.max_row + 1}"
    for place, row in enumerate(sheet.rows):
        _put(page, row, bold=place in sheet.strong, boxed=True)
    for number, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _put(page: Worksheet, values: Sequence[Value], *, bold: bool, boxed: bool = False) -> None:
    row = page.max_row + 1 if page.max_row > 1 or page["A1"].value is not None else 1
    for column, value in enumerate(values, 1):
        cell: Any = page.cell(row, column)
        _fill(cell, value)
        cell.font = Font(name=FONT, size=13, bold=bold)
        if boxed:
            cell.border = Border(LINE, LINE, LINE, LINE)
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _fill(cell: Cell, value: Value) -> None:
    if isinstance(value, str):
        cell.value = value
        cell.data_type = "s"
    elif value is not None:
        cell.value = value
