"""Where in a file the list stands: its sheet, its one or two header rows, and what each column tells as far as its header says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dangvu.core.lazily import lazily
from dangvu.exchange.sheets.cells import Sheet
from dangvu.exchange.sheets.fields import plain, spellings, without_notes

if TYPE_CHECKING:
    from openpyxl import utils as workbooks
else:
    workbooks = lazily("openpyxl.utils")

SEARCHED = 40
"""Rows from the top in which the header is looked for."""
TALLEST = 2
ENOUGH = 3
"""Fields that make a header of a row without names; two words of a row of data may be headers too (*Nam*, *Chính thức*)."""
NAMES = frozenset({"name", "given_name"})
NATIONAL = frozenset({"national_id", "identity_number", "card_number", "status", "admitted_on", "org"})
EXPORTED = frozenset({"card_number", "identity_number", "status", "admitted_on", "org"})
KINDS = {
    "national": _("Mẫu nhập của cơ sở dữ liệu đảng viên 4.0"),
    "export": _("Danh sách xuất từ cơ sở dữ liệu đảng viên"),
    "own": _("Danh sách do chương trình này xuất"),
    "ledger": _("Sổ danh sách của chi bộ, phường, xã"),
    "plain": _("Danh sách thường"),
}
CODES = ("ma", "ma so", "code", "id", "stt ma")
MEANINGS = ("ten", "ten goi", "gia tri", "name", "mo ta", "ten danh muc", "dan toc", "ton giao", "tinh thanh pho", "quoc gia")


@dataclass(frozen=True)
class Column:
    """One column: its place from 0, what stands above it, and the field it was recognised as (empty: none)."""

    index: int
    header: str
    guess: str = ""

    @property
    def letter(self) -> str:
        return workbooks.get_column_letter(self.index + 1)


@dataclass(frozen=True)
class Layout:
    """A list in a sheet. ``header``: places of the first and last header row, from 0; data come right below."""

    sheet: str
    header: tuple[int, int]
    columns: tuple[Column, ...]
    fields: Mapping[int, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """What makes two files of one layout: their headers, in their order."""
        told = "\n".join(f"{each.index}:{plain(each.header)}" for each in self.columns)
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def kind(self) -> str:
        """Which of the known kinds of list it is, for people to read."""
        known = set(self.fields.values())
        if known >= NATIONAL and self.header[0] != self.header[1]:
            return "national"
        if "code" in known and "standing" in known:
            return "own"
        if known >= EXPORTED:
            return "export"
        return "ledger" if self.header[0] != self.header[1] or "org" not in known else "plain"


def title_of(layout: Layout) -> str:
    """What sort of list it is, in words."""
    return str(KINDS[layout.kind])


def find(sheets: Sequence[Sheet], wanted: str = "", at: int | None = None) -> Layout | None:
    """The list of a file, or of one sheet of it: the header in which the most fields are recognised. ``at``: the header's first row.

    A header that calls the names by a word we do not know is one all the same when it tells ``ENOUGH`` other fields: a human says which
    column they are in.
    """
    chosen = [each for each in sheets if each.name == wanted] or [each for each in sheets if not each.hidden]
    found = [_layout(sheet, row, row + more) for sheet in chosen for row in _rows(sheet, at) for more in range(TALLEST)]
    named = [each for each in found if NAMES & set(each.fields.values())]
    # Of two as good ones the lower header wins: a title above may repeat a word of it.
    others = [each for each in found if len(set(each.fields.values())) >= ENOUGH]
    return max(named or others or ([each for each in found if each.columns] if at is not None else []), key=_worth, default=None)


def _rows(sheet: Sheet, at: int | None) -> Iterable[int]:
    return range(min(SEARCHED, len(sheet.rows))) if at is None else [at]


def _worth(layout: Layout) -> tuple[int, int]:
    first, last = layout.header
    return (len(set(layout.fields.values())), first - last)


def _layout(sheet: Sheet, first: int, last: int) -> Layout:
    columns = tuple(_columns(sheet, first, last))
    return Layout(sheet.name, (first, last), columns, recognised(columns))


def _columns(sheet: Sheet, first: int, last: int) -> Iterable[Column]:
    width = max((len(sheet.rows[row]) for row in range(first, last + 1) if row < len(sheet.rows)), default=0)
    above = ""
    for index in range(width):
        texts = [" ".join(sheet.at(row, index).shown.split()) for row in range(first, last + 1)]
        top, below = (texts[0], texts[-1]) if last > first else (texts[0], "")
        # A header that spans several columns is written in the first of them only.
        above = top or (above if below else "")
        path = f"{above} / {below}" if above and below and above != below else (below or top)
        if path:
            yield Column(index, path)


def recognised(columns: Iterable[Column]) -> dict[int, str]:
    """Column → field; of two columns that say the same, the first."""
    found: dict[int, str] = {}
    for column in columns:
        code = field_of(column.header)
        if code and code not in found.values():
            found[column.index] = code
    return found


def field_of(header: str) -> str:
    """The field a header tells, empty when it is none we know. Under a header of its own the lower part alone may tell it."""
    table = spellings()
    for text in (header, without_notes(header)):
        parts = [plain(each) for each in text.split(" / ")]
        for key in ("/".join(parts), *((parts[-1],) if len(parts) > 1 else ())):
            if key in table:
                return table[key]
    return ""


def first_row(sheet: Sheet, layout: Layout) -> int:
    """The first row of data: one that only numbers the columns is no data."""
    row = layout.header[1] + 1
    told = [cell.shown.strip(" ().") for cell in (sheet.rows[row] if row < len(sheet.rows) else ()) if cell.sort]
    numbered = len(told) > 1 and all(each.isdigit() for each in told) and _rises([int(each) for each in told])
    lettered = len(told) > 1 and told == [workbooks.get_column_letter(place + 1) for place in range(len(told))]
    return row + 1 if numbered or lettered else row


def _rises(numbers: list[int]) -> bool:
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 1


def code_sheets(sheets: Sequence[Sheet], but: str) -> dict[str, str]:
    """Code → word of the lists of codes that a file brings along, each under the name of its sheet: ``dm_dan_toc:01``."""
    found: dict[str, str] = {}
    for sheet in sheets:
        if sheet.name != but and sheet.rows:
            found.update(_codes_of(sheet))
    return found


def _codes_of(sheet: Sheet) -> dict[str, str]:
    for row, cells in enumerate(sheet.rows[:5]):
        heads = [plain(cell.shown) for cell in cells]
        code = next((place for place, head in enumerate(heads) if head in CODES or head.startswith("ma ")), None)
        word = next((place for place, head in enumerate(heads) if head in MEANINGS or head.startswith("ten ")), None)
        if code is not None and word is not None:
            name, below = plain(sheet.name), sheet.rows[row + 1 :]
            pairs = (
                (sheet.at(row + 1 + place, code).shown.strip(), sheet.at(row + 1 + place, word).shown.strip())
                for place in range(len(below))
            )
            return {f"{name}:{one}": other for one, other in pairs if one and other}
    return {}
