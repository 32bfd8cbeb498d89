"""Reading .xlsx, .xls and .csv into raw cells, each by a kept library."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from dangvu.core import uploads
from dangvu.core.lazily import lazily
from dangvu.exchange.sheets import cells
from dangvu.exchange.sheets.cells import EMPTY, Cell, Cells, Sheet, Unreadable

if TYPE_CHECKING:
    import openpyxl.utils.exceptions
    import xlrd
else:
    openpyxl, xlrd = lazily("openpyxl"), lazily("xlrd")

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")
MARKUP = re.compile(rb"\s*<(\?xml|!doctype|html|table|meta|head|body|div)", re.IGNORECASE)
FORMULA = re.compile(rb"<f[ />]")
ENCODINGS = ("", "cp1258")
"""Of a text file: told by itself (UTF-8, UTF-16), or the old Vietnamese one of Windows, which only a human can name."""
SEPARATORS = ",;\t|"
FIRST_LINES = 30
BROKEN = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
    SyntaxError,
    EOFError,
    zipfile.BadZipFile,
)
"""What reading libraries raise on files that are not what they say."""


def read(raw: bytes, encoding: str = "") -> list[Sheet]:
    """Every sheet of a file. Raises Unreadable."""
    if not raw:
        raise Unreadable(_("Tệp rỗng; hãy chọn lại."))
    if len(raw) > cells.LARGEST:
        raise Unreadable(_("Tệp lớn hơn %(limit)d MB; hãy bỏ ảnh, bỏ các trang thừa hoặc tách ra.") % {"limit": cells.LARGEST // 2**20})
    if raw.startswith(ZIP):
        return _xlsx(raw)
    if raw.startswith(OLE):
        return _xls(raw)
    if MARKUP.match(raw.removeprefix(b"\xef\xbb\xbf")[:200]):
        raise Unreadable(
            _("Tệp này là trang web hay tệp XML đặt tên như Excel; hãy mở bằng Excel, chọn “Lưu thành” dạng .xlsx rồi tải lên.")
        )
    return [_csv(raw, encoding)]


# .xlsx


def _xlsx(raw: bytes) -> list[Sheet]:
    cells.refuse_harm(uploads.workbook, raw)
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        names = set(parts.namelist())
        if "xl/workbook.xml" not in names:
            raise Unreadable(_("Tệp này không phải bảng tính Excel; hãy lưu lại thành .xlsx hoặc .csv rồi tải lên."))
        with_formulas = any(FORMULA.search(parts.read(name)) for name in names if name.startswith("xl/worksheets/"))
    try:
        seen = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        written = openpyxl.load_workbook(io.BytesIO(raw), read_only=True) if with_formulas else None
        return [_excel_sheet(seen, written, place) for place in range(len(seen.worksheets))]
    except (*BROKEN, openpyxl.utils.exceptions.InvalidFileException) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(str(cells.HARM["bomb"])) from error


def _excel_sheet(seen: Any, written: Any, place: int) -> Sheet:
    page = seen.worksheets[place]
    rows = [tuple(map(_excel_cell, row)) for row in _all_rows(page)]
    if written is not None:
        for number, row in enumerate(_all_rows(written.worksheets[place])):
            if any(getattr(cell, "data_type", "") == "f" for cell in row):
                rows[number] = _without_value(rows[number], row)
    return Sheet(page.title, cells.trimmed(rows, page.title), page.sheet_state != "visible", epoch=seen.epoch)


def _all_rows(page: Any) -> Iterator[Any]:
    # Some programs write a wrong size into the sheet, and what lies outside of it would not be read.
    page.reset_dimensions()
    return page.iter_rows()


def _without_value(seen: Cells, written: Any) -> Cells:
    """A formula whose result was never reckoned is told apart from an empty cell."""
    return tuple(
        Cell("formula", None, str(other.value)) if getattr(other, "data_type", "") == "f" and not one.sort else one
        for one, other in zip(seen, written, strict=False)
    )


def _excel_cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == "e":
        return Cell("error", None, str(value))
    if isinstance(value, bool):
        return cells.yes(value)
    if isinstance(value, int | float):
        return cells.number(value, cell.number_format or "General")
    if isinstance(value, dt.datetime):
        return cells.moment(value)
    if isinstance(value, dt.date):
        return cells.moment(dt.datetime(value.year, value.month, value.day))  # noqa: DTZ001 - a day of the calendar
    told = str(value)
    return cells.text(told, not told.isascii() and cells.drawn_in_old_font(cell.font.name))


# .xls


def _xls(raw: bytes) -> list[Sheet]:
    if LOCKED in raw:
        raise Unreadable(_("Tệp có mật khẩu; hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi tải lên."))
    cells.refuse_harm(uploads.old_workbook, raw)
    try:
        book = xlrd.open_workbook(file_contents=raw, formatting_info=True, logfile=io.StringIO())
        return [_old_sheet(book, page) for page in book.sheets()]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Unreadable(_("Tệp có mật khẩu; hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi tải lên.")) from error
        raise Unreadable(str(cells.HARM["bomb"])) from error
    except (*BROKEN, xlrd.compdoc.CompDocError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(str(cells.HARM["bomb"])) from error


def _old_sheet(book: Any, page: Any) -> Sheet:
    rows = [tuple(_old_cell(book, page.cell(row, column)) for column in range(page.row_len(row))) for row in range(page.nrows)]
    epoch = dt.datetime(1904, 1, 1) if book.datemode else dt.datetime(1899, 12, 30)  # noqa: DTZ001 - days of the calendar
    return Sheet(page.name, cells.trimmed(rows, page.name), page.visibility != 0, epoch=epoch)


def _old_cell(book: Any, cell: Any) -> Cell:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        looks = book.xf_list[cell.xf_index]
        return cells.text(cell.value, not cell.value.isascii() and cells.drawn_in_old_font(book.font_list[looks.font_index].name))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return cells.number(cell.value, book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return cells.moment(xlrd.xldate_as_datetime(cell.value, book.datemode))
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return Cell("error", None, str(cell.value))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return cells.yes(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell("error", None, xlrd.error_text_from_code.get(cell.value, "#?"))
    return EMPTY


# .csv


def _csv(raw: bytes, encoding: str) -> Sheet:
    told = _decoded(raw, encoding)
    first, _line, rest = told.partition("\n")
    said = re.fullmatch(r"sep=(.)\r?", first)
    separator, body = (said[1], "\n" + rest) if said else (_separator(told), told)
    try:
        rows = [tuple(cells.text(each) for each in row) for row in csv.reader(io.StringIO(body, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise Unreadable(_("Tệp văn bản không đúng dạng CSV (dấu nháy kép mở mà không đóng?); hãy lưu lại bằng Excel.")) from error
    return Sheet("CSV", cells.trimmed(rows, "CSV"), typed=False)


def _decoded(raw: bytes, encoding: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16"
    elif encoding in ENCODINGS and encoding:
        name = encoding
    else:
        name = "utf-8-sig"
    try:
        found = raw.decode(name)
    except UnicodeDecodeError as error:
        message = _("Tệp văn bản không phải Unicode (UTF-8); hãy lưu lại dạng “CSV UTF-8”, hoặc chọn bảng mã Windows-1258 nếu là tệp cũ.")
        raise Unreadable(message) from error
    if "\0" in found:
        raise Unreadable(_("Tệp này không phải bảng tính Excel; hãy lưu lại thành .xlsx hoặc .csv rồi tải lên."))
    return found


def _separator(told: str) -> str:
    """The sign that cuts the first lines into the most columns, as evenly as can be."""
    lines = "\n".join(told.splitlines()[:FIRST_LINES])
    return max(SEPARATORS, key=lambda each: _evenness(lines, each))


def _evenness(lines: str, separator: str) -> int:
    widths = Counter(len(row) for row in csv.reader(io.StringIO(lines), delimiter=separator) if len(row) > 1)
    return max((width * times for width, times in widths.items()), default=0)
