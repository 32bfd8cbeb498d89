"""Lists as files: typed cells in Excel, safe text in CSV, the same bytes for the same list."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from dangvu.core.listing import Column, Listing, as_csv, as_xlsx

WHEN = dt.datetime(2023, 3, 22, 3, 5, tzinfo=dt.UTC)
COLUMNS = (
    Column("Họ và tên", 30),
    Column("Ngày sinh", 12, "day"),
    Column("Số", 10, "count"),
    Column("Tỷ lệ", 10, "share"),
    Column("Lúc", 18, "day"),
)
ROWS = (
    ("Đỗ Bá Cường", dt.date(1970, 5, 1), 1234, Decimal("12.5"), WHEN),
    ("=HYPERLINK(1)", None, -3, None, None),
    ("+84 912", dt.date(1971, 1, 2), 0, Decimal(0), None),
)
LISTING = Listing("nguoi", "Đảng viên", COLUMNS, ROWS)


def page() -> object:
    raw = as_xlsx([LISTING], ("Đảng bộ khối", "Tại ngày 22/3/2023"), "Bản do A & B xuất", WHEN)
    return load_workbook(io.BytesIO(raw)).worksheets[0]


def test_cells_have_their_types() -> None:
    sheet = page()
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["Đảng viên", "Đảng bộ khối", "Tại ngày 22/3/2023"]
    head = 4
    assert [cell.value for cell in sheet[head]] == [each.title for each in COLUMNS]
    first = sheet[head + 1]
    assert [cell.value for cell in first[:4]] == ["Đỗ Bá Cường", dt.datetime(1970, 5, 1), 1234, 12.5]  # noqa: DTZ001 - Excel knows no zones
    assert first[1].is_date and first[1].number_format == "dd/mm/yyyy" and first[2].number_format == "#,##0"
    assert first[4].value == dt.datetime(2023, 3, 22, 10, 5)  # noqa: DTZ001
    assert [(cell.value, cell.data_type) for cell in (sheet.cell(head + 2, 1), sheet.cell(head + 3, 1))] == [
        ("=HYPERLINK(1)", "s"),
        ("+84 912", "s"),
    ]


def test_a_list_can_be_filtered_scrolled_and_printed() -> None:
    sheet = page()
    assert sheet.freeze_panes == "A5" and sheet.auto_filter.ref == "A4:E7" and sheet.print_title_rows == "$4:$4"
    assert sheet.oddFooter.center.text == "Bản do A && B xuất" and sheet.column_dimensions["A"].width == 30
    assert sheet.max_column == len(COLUMNS) and sheet.max_row == 7


def test_csv_is_read_by_any_program_and_runs_nothing() -> None:
    raw = as_csv(LISTING, ("Đảng bộ khối", "=1+1"))
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0] == [each.title for each in COLUMNS]
    assert rows[1] == ["Đỗ Bá Cường", "1970-05-01", "1234", "12.5", "2023-03-22 10:05"]
    assert rows[2][0] == "'=HYPERLINK(1)" and rows[2][2] == "-3" and rows[3][0] == "'+84 912"
    assert rows[4] == [] and rows[5] == ["Đảng bộ khối"] and rows[6] == ["'=1+1"]


@pytest.mark.parametrize("text", ["@SUM(1)", "  =1", "\t=1", "-1+2", "＝1"])
def test_whatever_looks_like_a_formula_is_text(text: str) -> None:
    raw = as_csv(Listing("x", "X", (Column("A"),), ((text,),)), ())
    assert next(iter(list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))[1:]))[0] == f"'{text}"


def test_the_same_list_gives_the_same_bytes() -> None:
    assert as_xlsx([LISTING], (), "x", WHEN) == as_xlsx([LISTING], (), "x", WHEN)


def test_a_row_that_does_not_fit_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="row 1"):
        Listing("x", "X", COLUMNS, (("a",),))


def test_text_that_no_file_can_hold_is_cut_to_what_it_can() -> None:
    raw = as_xlsx([Listing("x", "X", (Column("A"),), (("a\x00b\x0b" + "c" * 40_000,),))], (), "", WHEN)
    value = load_workbook(io.BytesIO(raw)).worksheets[0]["A3"].value
    assert value.startswith("abcc") and len(value) == 32_767
