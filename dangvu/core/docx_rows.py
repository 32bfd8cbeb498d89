"""The rows below a table's header, written as text and read once: the library takes a millisecond for each cell, and a file has
thousands."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm

from dangvu.core.document import ABOVE, Row, Table, cell_heights, printable

BREAKS = {"\n": "<w:br/>", "\r": "<w:br/>", "\t": "<w:tab/>"}
BREAK = re.compile(r"([\n\r\t])")


def body_rows(block: Table, widths: list[Length], style: str) -> list[BaseOxmlElement]:
    """Every row, none of which breaks over two pages; ``style``: the number of the paragraphs' style."""
    rows = "".join(_rows(block, [f'<w:tcW w:type="dxa" w:w="{width.twips}"/>' for width in widths], quoteattr(style)))
    return list(parse_xml(f"<w:tbl {nsdecls('w')}>{rows}</w:tbl>"))


def _rows(block: Table, widths: list[str], style: str) -> Iterator[str]:
    room = f'<w:trHeight w:val="{Mm(block.room).twips}" w:hRule="atLeast"/>' if block.room else ""
    merged = _merged(block)
    below = [*(ABOVE in line.cells for line in block.rows[1:]), False]
    for place, (line, joined) in enumerate(zip(block.rows, below, strict=True)):
        with_next = "<w:keepNext/>" if joined else ""
        bold = "<w:rPr><w:b/></w:rPr>" if line.strong else "<w:rPr/>"
        cells = (
            f'<w:tc><w:tcPr>{width}{merged.get((place, right), "")}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val={style}/>{with_next}<w:jc w:val="{column.align}"/></w:pPr>'
            f"<w:r>{bold}{_said(line, right)}</w:r></w:p></w:tc>"
            for right, (width, column) in enumerate(zip(widths, block.columns, strict=True))
        )
        yield f"<w:tr><w:trPr><w:cantSplit/>{room}</w:trPr>{''.join(cells)}</w:tr>"


def _merged(block: Table) -> dict[tuple[int, int], str]:
    """The marks of cells that are one with those below them."""
    heights = cell_heights(block).items()
    return {
        (top + down, right): f'<w:vMerge w:val="{"continue" if down else "restart"}"/>'
        for (top, right), height in heights
        for down in range(height)
    }


def _said(line: Row, right: int) -> str:
    text = line.cells[right]
    pieces = BREAK.split(printable(text)) if text != ABOVE else ()
    return "".join([BREAKS.get(piece) or _text(piece) for piece in pieces if piece])


def _text(piece: str) -> str:
    return f"<w:t{_kept(piece)}>{escape(piece)}</w:t>"


def _kept(piece: str) -> str:
    """Blanks at an end are left out by readers unless it is said that they matter."""
    return ' xml:space="preserve"' if len(piece.strip()) < len(piece) else ""
