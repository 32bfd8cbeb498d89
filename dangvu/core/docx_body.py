"""The blocks of a document as Word paragraphs, tables and pictures, appended to the end of a file."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from docx.document import Document as Word
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from dangvu.core.document import (
    Block,
    Bullets,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
    header_places,
    printable,
)
from dangvu.core.docx_rows import body_rows
from dangvu.core.docx_styles import CENTER, TEXT_WIDTH


class Counters:
    """How many tables and pictures have been captioned so far."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def next(self, label: str) -> int:
        self._counts[label] = self._counts.get(label, 0) + 1
        return self._counts[label]


def add_blocks(word: Word, blocks: Iterable[Block], counters: Counters) -> None:
    """Append the blocks in order; tables and pictures are numbered on from what the counters say."""
    for block in blocks:
        _ADD[type(block)](word, block, counters)


def _heading(word: Word, block: Heading, _: Counters) -> None:
    word.add_paragraph(printable(block.text), style=f"Heading {block.level}")


def _paragraph(word: Word, block: Paragraph, _: Counters) -> None:
    _runs(word.add_paragraph(style="Body Text"), block.runs)


def _bullets(word: Word, block: Bullets, _: Counters) -> None:
    properties = word.styles["List Bullet"].element.pPr
    numbered = properties is not None and properties.numPr is not None
    for item in block.items:
        # A committee's template may have no list behind its list style: the dash is then written out.
        _runs(word.add_paragraph("" if numbered else "- ", style="List Bullet"), item)


def _runs(paragraph: WordParagraph, runs: Iterable[Run]) -> None:
    for run in runs:
        written = paragraph.add_run(printable(run.text))
        # None leaves the choice to the style; False would undo a bold style.
        written.bold, written.italic = run.bold or None, run.italic or None


def _table(word: Word, block: Table, counters: Counters) -> None:
    if block.caption:
        add_caption(word, "Bảng", counters, block.caption)
    head = len(block.header_rows())
    table = word.add_table(rows=head, cols=len(block.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _describe_table(table, block.caption)
    whole = sum(column.width for column in block.columns)
    widths: list[Length] = [Mm(TEXT_WIDTH * column.width / whole) for column in block.columns]
    _widths(table, widths)
    style = word.styles["Dangvu Cell"].style_id
    _header(table, block, style)
    table._tbl.extend(body_rows(block, widths, style))
    word.add_paragraph(printable(block.note), style="Dangvu Note" if block.note else "Dangvu Gap")


def _widths(table: WordTable, widths: list[Length]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
        keep_row_whole(row._tr)


def _header(table: WordTable, block: Table, style: str) -> None:
    for down, right, cell in header_places(block):
        place = table.cell(down, right)
        if cell.rows > 1 or cell.columns > 1:
            place = place.merge(table.cell(down + cell.rows - 1, right + cell.columns - 1))
        _head_cell(place, cell.text, style)
    for row in list(table.rows)[: len(block.header_rows())]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _head_cell(cell: WordCell, text: str, style: str) -> None:
    """Put one text into a cell of the header, in the style of that number."""
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    paragraph = cell.paragraphs[0]
    # By its number: by its name the library looks through all styles, for every cell.
    paragraph._p.style = style
    paragraph.alignment = CENTER
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(printable(text)).bold = True
    cell.vertical_alignment = VERTICAL.CENTER


def keep_row_whole(row: BaseOxmlElement) -> None:
    """A row never breaks over two pages."""
    row.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _describe_table(table: WordTable, caption: str) -> None:
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), printable(caption))
    table._tbl.tblPr.append(title)


def _picture(word: Word, block: Picture, counters: Counters) -> None:
    # In a style of its own: a line of exact height would cut the picture down to that height.
    paragraph = word.add_paragraph(style="Dangvu Picture")
    shape = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Mm(min(block.width, TEXT_WIDTH)))
    shape._inline.docPr.set("descr", printable(block.alt))
    shape._inline.docPr.set("name", f"Hình {shape._inline.docPr.get('id')}")
    add_caption(word, "Hình", counters, block.caption).paragraph_format.keep_with_next = False


def _page_break(word: Word, _block: PageBreak, _: Counters) -> None:
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def add_caption(word: Word, label: str, counters: Counters, text: str) -> WordParagraph:
    """A real caption: its number is a field which Word renews and its list of tables finds."""
    number = counters.next(label)
    paragraph = word.add_paragraph(f"{label} ", style="Caption")
    add_field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
    paragraph.add_run(f". {printable(text)}")
    return paragraph


def add_field(paragraph: WordParagraph, code: str, shown: str) -> None:
    """A field of Word with the value it shows until it is renewed."""
    _field_mark(paragraph.add_run(), "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    _field_mark(paragraph.add_run(), "separate")
    paragraph.add_run(shown)
    _field_mark(paragraph.add_run(), "end")


def _field_mark(run: WordRun, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)


_ADD: dict[type, Callable[[Word, Any, Counters], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Table: _table,
    Picture: _picture,
    PageBreak: _page_break,
}
