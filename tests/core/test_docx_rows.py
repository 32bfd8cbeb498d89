"""Rows written as text are what the library itself would write, to the letter."""

import datetime as dt
import io
import re

import docx
import pytest
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as WordTable

from dangvu.core.document import ABOVE, Column, Document, Heads, Row, Signature, Table, printable
from dangvu.core.docx_rows import body_rows
from dangvu.core.docx_writer import write_docx

NAMES = re.compile(r' xmlns:\w+="[^"]*"')
ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
COLUMNS = (Column("A", "center", 1.3), Column("B", "left", 5), Column("C", "right", 2))
ROWS = (
    Row(("1", "Nguyễn <An> & “Bình”\nDV0001, 1/1/1970", "")),
    Row((ABOVE, ABOVE, "  có dấu cách \t tab\n\nhai dòng ")),
    Row(("Tổng", "x\x00\x0b\ufffey", "1.234"), strong=True),
)


def by_the_library(block: Table) -> WordTable:
    """The same rows, written cell by cell."""
    table = docx.Document().add_table(rows=len(block.rows), cols=len(block.columns))
    whole = sum(column.width for column in block.columns)
    for place, (row, line) in enumerate(zip(list(table.rows), block.rows, strict=True)):
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        if block.room:
            row.height, row.height_rule = Mm(block.room), WD_ROW_HEIGHT_RULE.AT_LEAST
        joined = place + 1 < len(block.rows) and ABOVE in block.rows[place + 1].cells
        for cell, text, column in zip(row.cells, line.cells, block.columns, strict=True):
            cell.width = Mm(165 * column.width / whole)
            paragraph = cell.paragraphs[0]
            paragraph._p.style = "DangvuCell"
            paragraph.alignment = ALIGN[column.align]
            if joined:
                paragraph.paragraph_format.keep_with_next = True
            paragraph.add_run("" if text == ABOVE else printable(text)).bold = line.strong or None
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if column.title != "C" and place < 2:
                merged = OxmlElement("w:vMerge")
                merged.set(qn("w:val"), "continue" if place else "restart")
                cell._tc.get_or_add_tcPr().insert_element_before(merged, "w:vAlign")
    return table


@pytest.mark.parametrize("room", [0.0, 11.0])
def test_rows(room: float) -> None:
    block = Table("", COLUMNS, ROWS, room=room)
    whole = sum(column.width for column in COLUMNS)
    written = body_rows(block, [Mm(165 * column.width / whole) for column in COLUMNS], "DangvuCell")
    library = by_the_library(block)._tbl.tr_lst
    assert [NAMES.sub("", each.xml) for each in written] == [NAMES.sub("", each.xml) for each in library]


def test_a_file_opens_with_its_rows_and_looks_the_same_each_time() -> None:
    document = Document(Heads("", "Đảng ủy", "", ""), "Phiếu", "", (Table("", COLUMNS, ROWS, room=11),), (), Signature("", "", ""))
    created = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    raw = write_docx(document, created=created)
    assert raw == write_docx(document, created=created)
    (table,) = [each for each in docx.Document(io.BytesIO(raw)).tables if len(each.columns) == len(COLUMNS)]
    assert [cell.text for cell in table.rows[0].cells] == ["A", "B", "C"]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc and table.cell(1, 1).text.startswith("Nguyễn <An> & “Bình”\n")
    assert table.cell(2, 2).text == "  có dấu cách \t tab\n\nhai dòng " and table.cell(3, 1).text == "x\ny"


def test_what_can_be_printed_stays() -> None:
    assert printable("Đảng ủy – “số 1”…") == "Đảng ủy – “số 1”…" and printable("a\u200bb\x07\ud800c") == "a\u200bbc"
