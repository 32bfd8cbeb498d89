"""A document of a Party organisation, as a value: what it says, not how it looks.

The Word and the PDF writer render the same ``Document``; equal documents give equal bytes. Text is kept as written;
writers put it through :func:`printable`, so that pasted control characters can never break a file.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]

DRAFT_MARK = "DỰ THẢO"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
DASHES = "-----"

_KEPT_CONTROLS = "\n\t"


def printable(text: str) -> str:
    """Composed (NFC) text without the characters XML forbids; line ends become ``\\n``."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    if composed.isprintable():
        return composed
    return "".join(letter for letter in composed if letter in _KEPT_CONTROLS or _allowed(letter))


def _allowed(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs") and ord(letter) & 0xFFFE != 0xFFFE


def number_line(number: int | None, symbol: str) -> str:
    """``Số 05-BC/ĐUK``: no colon, a zero before numbers below 10; a draft (``None``) leaves room for the number."""
    return f"Số {number:02d}-{symbol}" if number is not None else f"Số      -{symbol}"


def placed(place: str, dated: str) -> str:
    """``Đông Anh, ngày 5 tháng 1 năm 2026``; the day alone where no place is known."""
    return f"{place}, {dated}" if place else dated


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one manner."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a part, ``I.``), 2 (``1.``) or 3 (``1.1.``); its number is part of the text."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"a heading has level 1, 2 or 3, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    runs: tuple[Run, ...]

    @classmethod
    def of(cls, text: str) -> "Paragraph":
        return cls((Run(text),))


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with dashes; every item is a sequence of runs."""

    items: tuple[tuple[Run, ...], ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Bullets":
        return cls(tuple((Run(text),) for text in texts))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``width`` is its share relative to the other columns (above 0)."""

    title: str
    align: Align = "left"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a header of several rows."""

    text: str
    columns: int = 1
    rows: int = 1


ABOVE = "\0above"
"""Stands for a cell that is one with the cell above it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of text cells, one a column; ``strong`` rows (sums) are bold. ``ABOVE`` as a cell: the one above reaches down to here."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a numbered caption, or without one where it is empty. ``header`` replaces the one header row of column titles where
    given. ``room``: the least height of a row in millimetres, for tables that are filled in by hand.

    Raises ``ValueError`` when rows do not fit the columns or the header cells do not tile the header.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    header: tuple[tuple[HeaderCell, ...], ...] = ()
    room: float = 0.0

    def __post_init__(self) -> None:
        if not self.columns or any(column.width <= 0 for column in self.columns):
            raise ValueError("a table has at least one column, and columns have a width above 0")
        for number, row in enumerate(self.rows, 1):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row {number} has {len(row.cells)} cells for {len(self.columns)} columns")
        if self.rows and ABOVE in self.rows[0].cells:
            raise ValueError("the first row has none above it")
        header_places(self)

    def header_rows(self) -> tuple[tuple[HeaderCell, ...], ...]:
        return self.header or (tuple(HeaderCell(column.title) for column in self.columns),)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or photograph with a numbered caption. Word shows the PNG; the PDF shows the SVG where there is one.

    ``alt`` says what is to be seen to those who cannot see it. ``width`` in millimetres, at most 165.
    """

    png: bytes
    caption: str
    alt: str
    svg: str = ""
    width: float = 160.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Bullets | Table | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Heads:
    """The two heads of the first page. Both organisations are printed in capitals, whatever their case here."""

    superior: str
    issuer: str
    number_line: str
    place_and_date: str


@dataclass(frozen=True, slots=True)
class Signature:
    """``T/M ĐẢNG ỦY`` / ``BÍ THƯ`` / full name without titles. Empty fields are left out."""

    on_behalf: str
    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; ``title`` is its type (*Báo cáo*), ``subject`` what it is about.

    ``watermark`` tells who took a file out, and when; an issued document has none.
    ``annexes`` stand after the signature, from a new page on; tables and pictures are numbered on. ``following``: further documents
    in the same file, each from a new page on with its own heads and end (sheets that are handed to many).
    """

    heads: Heads
    title: str
    subject: str
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    signature: Signature
    check_code: str = ""
    draft: bool = False
    annexes: tuple[Block, ...] = ()
    watermark: str = ""
    following: tuple["Document", ...] = ()


def cell_heights(table: Table) -> dict[tuple[int, int], int]:
    """How many rows a cell reaches down, by its row and column, for those that reach further than their own."""
    heights: dict[tuple[int, int], int] = {}
    for column in range(len(table.columns)):
        top = 0
        for number, row in enumerate(table.rows):
            if row.cells[column] == ABOVE:
                heights[top, column] = number - top + 1
            else:
                top = number
    return heights


def annexed(document: Document) -> tuple[Block, ...]:
    """The annexes with the break before them; nothing where there are none."""
    return (PageBreak(), *document.annexes) if document.annexes else ()


def recipient_lines(document: Document) -> list[str]:
    """The lines below *Nơi nhận*: a dash before each, commas between, and the last one always ``Lưu …``."""
    names = [name.strip().lstrip("-– ").rstrip(" ,;.") for name in document.recipients]
    names = [name for name in names if name]
    if not names:
        return []
    if not names[-1].lower().startswith("lưu"):
        names.append("Lưu")
    return [f"- {name}," for name in names[:-1]] + [f"- {names[-1]}."]


def foot_line(document: Document) -> str:
    """The line in the foot of every page: the check code of the register or that this is a draft, and who took the file out."""
    draft = "Dự thảo, chưa có giá trị ban hành" if document.draft else ""
    code = f"Mã kiểm tra: {document.check_code}" if document.check_code and not draft else ""
    return " · ".join(each for each in (draft, code, document.watermark) if each)


def full_title(document: Document) -> str:
    """``Báo cáo sơ kết …`` on one line: the title in lists and in a file's properties."""
    return printable(f"{document.title.capitalize()} {document.subject}".strip())


def header_places(table: Table) -> list[tuple[int, int, HeaderCell]]:
    """The (row, column) at which each header cell begins, spans of the rows above taken into account.

    Raises ``ValueError`` when cells overlap, leave holes or reach out of the header.
    """
    rows, taken, places = table.header_rows(), set[tuple[int, int]](), list[tuple[int, int, HeaderCell]]()
    for number, row in enumerate(rows):
        at = 0
        for cell in row:
            while (number, at) in taken:
                at += 1
            covered = {(number + down, at + right) for down in range(cell.rows) for right in range(cell.columns)}
            if not covered or covered & taken:
                raise ValueError(f"the header cell “{cell.text}” lies on another one")
            taken |= covered
            places.append((number, at, cell))
    if taken != {(number, at) for number in range(len(rows)) for at in range(len(table.columns))}:
        raise ValueError("the header cells do not cover the columns exactly")
    return places
