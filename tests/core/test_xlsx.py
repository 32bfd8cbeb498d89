"""Excel files: the same content gives the same bytes, whenever it is saved; what looks like a formula is text."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from dangvu.core.xlsx_writer import HIGHEST, LINE_HEIGHT, Sheet, write_xlsx

CREATED = dt.datetime(2023, 1, 5, 9, 30, 12, 345, tzinfo=dt.UTC)
SHEET = Sheet("Biểu 1", ("Đảng bộ",), ("Số liệu", "Kỳ này"), (40, 12), (("=1+1", 12), ("Kết nạp", None)))


def test_nothing_in_the_file_tells_when_it_was_saved() -> None:
    archive = zipfile.ZipFile(BytesIO(write_xlsx([SHEET], created=CREATED)))
    assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = archive.read("docProps/core.xml").decode()
    assert core.count("2023-01-05T09:30:12Z") == 2


def test_what_looks_like_a_formula_is_text() -> None:
    page = load_workbook(BytesIO(write_xlsx([SHEET], created=CREATED))).worksheets[0]
    assert [(cell.value, cell.data_type) for cell in page[3]] == [("=1+1", "s"), (12, "n")]


def test_a_row_is_as_high_as_its_longest_text() -> None:
    long = "Chi bộ Công ty cổ phần Kết cấu thép Thành Rồng"
    sheet = Sheet("1", ("Đảng bộ",), ("Mã", "Chi bộ"), (8, 24), (("A", long), ("B", "Chi bộ B"), ("C", "một\nhai\nba"), ("D", "x " * 9000)))
    for each in (sheet, replace(sheet, plain=True)):
        page = load_workbook(BytesIO(write_xlsx([each], created=CREATED))).worksheets[0]
        heights = {page.cell(row, 1).value: page.row_dimensions[row].height for row in range(1, page.max_row + 1)}
        assert heights["A"] == 2 * LINE_HEIGHT and heights["B"] is None and heights["C"] == 3 * LINE_HEIGHT
        assert heights["D"] == HIGHEST and heights["Mã"] is None
