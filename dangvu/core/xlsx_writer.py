"""Tables as an Excel file, one sheet each: numbers as numbers, everything else as text that is never a formula."""

import datetime as dt
import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dangvu.core.days import LOCAL
from dangvu.core.office_zip import undated

FONT = "Times New Roman"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
PORTRAIT = 90
"""Characters of the widest list that fits an upright page."""
LONGEST = 32_767
"""Characters of the longest text Excel holds in a cell."""
LINE = Side(style="thin", color="999999")
LINE_HEIGHT = 16.5
"""Points of a line of text."""
DENSE = 1.15
"""Letters of a list's text that stand in the width of one of Excel's characters, which is a digit's of a wider face."""
HIGHEST = 409
"""Points of the highest row Excel has."""
Value = int | Decimal | str | dt.date | None
DAY, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"


@dataclass(frozen=True)
class Sheet:
    """One table: its name (at most 31 characters are kept), lines above it, headings, widths in characters, rows; strong rows by place.

    Days and moments are dates to Excel. ``formats``: a number format a column, empty for Excel's own. ``plain``: a working list, which
    can be filtered, repeats its headings on every printed page and is drawn in one manner; ``foot`` is printed below each page.
    """

    name: str
    above: Sequence[str]
    headings: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Value]]
    strong: frozenset[int] = frozenset()
    formats: Sequence[str] = ()
    plain: bool = False
    foot: str = ""


def write_xlsx(sheets: Sequence[Sheet], *, created: dt.datetime) -> bytes:
    """The file. ``created`` (aware) goes into its properties."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, sheet in enumerate(sheets, 1):
        _sheet(book.create_sheet(_name(sheet.name, number)), sheet)
    return packed(book, created)


def packed(book: Workbook, created: dt.datetime) -> bytes:
    """A workbook's bytes: the same content gives the same bytes. ``created`` (aware) goes into its properties."""
    book.properties.creator = "Đảng vụ"
    moment = created.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    book.properties.created = moment
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
    head = page.max_row
    page.freeze_panes = f"A{head + 1}"
    if sheet.plain:
        _list(page, sheet)
    else:
        for place, row in enumerate(sheet.rows):
            _put(page, row, bold=place in sheet.strong, boxed=True)
    for number, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    make_room(page, head, sheet.headings, sheet.widths)
    for number, row in enumerate(sheet.rows, head + 1):
        make_room(page, number, row, [width * DENSE for width in sheet.widths])
    _one_page_wide(page)


def make_room(page: Worksheet, number: int, row: Sequence[Value], widths: Sequence[float]) -> None:
    """Make a row as high as its longest text needs in a column of so many letters.

    Excel finds this out for itself; other programs print one line over the next.
    """
    lines = max((_lines(each, width) for each, width in zip(row, widths, strict=False) if isinstance(each, str)), default=1)
    if lines > 1:
        page.row_dimensions[number].height = min(lines * LINE_HEIGHT, HIGHEST)


def _lines(text: str, width: float) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, len(wrap(part, max(1, int(width))))) for part in text.split("\n"))


def print_well(page: Worksheet, head: tuple[int, int], wide: bool, foot: str) -> None:
    """How a long list is printed: on A4, one page wide, its headings (first and last row) on every page, ``foot`` below with the page's
    number."""
    page.print_title_rows = f"{head[0]}:{head[1]}"
    page.page_setup.orientation = page.ORIENTATION_LANDSCAPE if wide else page.ORIENTATION_PORTRAIT
    below: Any = page.oddFooter
    below.center.text = foot.replace("&", "&&")
    below.right.text = "&P/&N"
    _one_page_wide(page)


def _one_page_wide(page: Worksheet) -> None:
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


def _list(page: Worksheet, sheet: Sheet) -> None:
    """Many rows in one manner: the styles of a row are made once and shared, which is several times faster than setting each cell's."""
    head = page.max_row
    manners = [_manner(page, name) for name in (*sheet.formats, *[""] * len(sheet.headings))[: len(sheet.headings)]]
    days, moments = _manner(page, DAY), _manner(page, MOMENT)
    for number, row in enumerate(sheet.rows, head + 1):
        for column, value in enumerate(row, 1):
            cell: Any = page.cell(number, column)
            _fill(cell, value)
            cell._style = moments if isinstance(value, dt.datetime) else days if isinstance(value, dt.date) else manners[column - 1]
    page.auto_filter.ref = f"A{head}:{get_column_letter(len(sheet.headings))}{max(page.max_row, head)}"
    print_well(page, (head, head), sum(sheet.widths) > PORTRAIT, sheet.foot)


def _manner(page: Worksheet, number_format: str) -> Any:
    """The style of a list's cell, as the library keeps it."""
    cell: Any = page.cell(page.max_row + 1, len(page.column_dimensions) + 1)
    cell.font = Font(name=FONT, size=12)
    cell.border = Border(LINE, LINE, LINE, LINE)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if number_format:
        cell.number_format = number_format
    style = copy(cell._style)
    del page._cells[cell.row, cell.column]
    return style


def _fill(cell: Cell, value: Value) -> None:
    if isinstance(value, str):
        # What Excel cannot hold is cut, what XML cannot hold is left out.
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
        cell.data_type = "s"
    elif isinstance(value, dt.datetime):
        cell.value = value.astimezone(LOCAL).replace(tzinfo=None)
    elif value is not None:
        cell.value = value
