"""Lists as files, made in the test: Excel new and old, text; and bringing one in without a browser."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
import xlwt
from openpyxl.styles import Font

from dangvu.exchange.models import Intake, IntakeRow
from dangvu.exchange.sheets import services
from dangvu.ledger import book
from dangvu.orgs.models import Organisation

HEADS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Số thẻ đảng viên", "Chi bộ", "Ngày vào Đảng", "Ngày chính thức")
HOA = (1, "Phạm Thị Hoa", "25/03/1980", "Nữ", "001180000011", "001180000011", "Chi bộ A", "19/05/2005", "19/05/2006")
LAM = (2, "Đỗ Văn Lâm", "02/09/1975", "Nam", "001075000012", "001075000012", "Chi bộ B", "03/02/2000", "03/02/2001")
Rows = Iterable[Sequence[Any]]


def xlsx(
    rows: Rows, *, formats: dict[str, str] | None = None, fonts: dict[str, str] | None = None, more: dict[str, Rows] | None = None
) -> bytes:
    """An Excel file of one sheet, with number formats and fonts by cell, and further sheets that are hidden."""
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    for row in rows:
        page.append(list(row))
    for cell, picture in (formats or {}).items():
        page[cell].number_format = picture
    for cell, font in (fonts or {}).items():
        page[cell].font = Font(name=font)
    for name, some in (more or {}).items():
        sheet = made.create_sheet(name)
        sheet.sheet_state = "hidden"
        for row in some:
            sheet.append(list(row))
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


def xls(rows: Rows, formats: dict[tuple[int, int], str] | None = None) -> bytes:
    """An old Excel file."""
    made = xlwt.Workbook()
    page = made.add_sheet("Danh sách")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            style = xlwt.easyxf(num_format_str=(formats or {}).get((number, column), "General"))
            page.write(number, column, value, style)
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


def csv(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    return "".join(separator.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


def with_row(**changes: Any) -> list[Sequence[Any]]:
    """The usual list of one row, with some of its cells changed by the field's place in ``HEADS``."""
    names = ("stt", "name", "birth", "sex", "identity", "card", "org", "admitted", "official")
    return [HEADS, tuple(changes.get(name, value) for name, value in zip(names, HOA, strict=True))]


def reach(code: str) -> frozenset[int]:
    return book.tree().at(services.today()).subtree(Organisation.objects.get(code=code).pk)


def bring(raw: bytes, org: str = "R", *, encoding: str = "", name: str = "danh sach.xlsx", **said: Any) -> Intake:
    """Take a file in and plan it; settings are said over what was recognised."""
    place = Organisation.objects.get(code=org)
    intake = services.bring(org=place, raw=raw, name=name, actor="vanphong", encoding=encoding)
    if said:
        services.say(intake, said, reach=reach(org))
    services.plan(intake, reach=reach(org))
    intake.refresh_from_db()
    return intake


def row(intake: Intake, number: int = 2) -> IntakeRow:
    return intake.rows.get(number=number)


def told(intake: Intake, number: int = 2) -> dict[str, str]:
    return dict(row(intake, number).data["told"])


def findings(intake: Intake, number: int = 2, level: str = "") -> dict[str, str]:
    """Field → sentence of a row's findings."""
    return {each["field"]: each["message"] for each in row(intake, number).data["findings"] if level in ("", each["level"])}
