"""The national template as a clerk works on it in Excel: corrected, added to, partly wrong; what is right goes in, and out again."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from dangvu.dossiers.holdings import members
from dangvu.exchange.models import Intake
from dangvu.exchange.sheets import export, services
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Person
from tests.cast import book, org, record
from tests.exchange.lists import bring, findings, reach, row
from tests.exchange.test_export import made

pytestmark = pytest.mark.django_db
FIRST, SECOND, ADDED = 8, 9, 10
"""Rows of the template: the two members of the cast, by given name, and the first row below them."""
NEW = {
    "C": "Phạm Thị Hoa", "E": "Nữ", "F": dt.datetime(1980, 3, 25), "G": "Kinh", "H": "Không", "I": "001180000011",  # noqa: DTZ001
    "N": "Chi bộ A", "X": dt.datetime(2010, 9, 2), "Y": dt.datetime(2011, 9, 2), "AA": "Đang sinh hoạt",  # noqa: DTZ001
}  # fmt: skip


@pytest.fixture(autouse=True)
def cast() -> None:
    record(*book())


def worked_on(work: Callable[[Any], None]) -> Intake:
    """The template taken out, changed by a hand and brought in again, who is new being carried over."""
    file = openpyxl.load_workbook(io.BytesIO(made(export.national, "R", services.today())))
    work(file.worksheets[0])
    raw = io.BytesIO()
    file.save(raw)
    return bring(raw.getvalue(), name="mau.xlsx")


def put(page: Any, number: int, cells: dict[str, Any]) -> None:
    for column, value in cells.items():
        page[f"{column}{number}"] = value


def copy(page: Any, source: int, to: int) -> None:
    """As one copies a whole row in Excel: what is hidden comes along."""
    for column in range(1, page.max_column + 1):
        page.cell(to, column).value = page.cell(source, column).value


def test_what_is_right_goes_in_beside_what_is_wrong_and_out_as_a_whole() -> None:
    def work(page: Any) -> None:
        put(page, FIRST, {"W": "Số 5, thôn Đoài", "F": "31/2/1970"})
        put(page, SECOND, {"C": None})
        put(page, ADDED, NEW)
        put(page, ADDED + 1, {**NEW, "C": "Đỗ Văn Lâm", "I": 1180000012, "N": "CB Lạ"})
        put(page, ADDED + 3, {"C": "Tổng cộng: 4 đảng viên"})

    intake, before = worked_on(work), members([org("A"), org("B")], services.today())
    assert [row(intake, number).action for number in (FIRST, SECOND, ADDED, ADDED + 1, ADDED + 3)] == [
        "change", "error", "new", "error", "left",
    ]  # fmt: skip
    assert row(intake, FIRST).data["changes"] == [["residence", None, "Số 5, thôn Đoài"]]
    assert "Còn 2 dòng có lỗi" in services.hindrance(intake, leave_out=False, without_doubts=False)
    assert "1 giá trị không rõ" in services.hindrance(intake, leave_out=True, without_doubts=False)
    assert services.hindrance(intake, leave_out=True, without_doubts=True) == ""
    services.write(intake, reach=reach("R"))
    intake.refresh_from_db()
    assert len(members([org("A"), org("B")], services.today())) == len(before) + 1
    assert Person.objects.get(code="an").secrets()["residence"] == "Số 5, thôn Đoài"
    services.undo(intake, actor="vanphong")
    assert members([org("A"), org("B")], services.today()) == before and verify()[0] == []
    assert "residence" not in Person.objects.get(code="an").secrets()


def test_a_row_copied_for_somebody_new_keeps_a_code_that_is_told_and_not_taken() -> None:
    def work(page: Any) -> None:
        copy(page, FIRST, ADDED)
        put(page, ADDED, NEW)

    intake = worked_on(work)
    for number, other in ((FIRST, ADDED), (ADDED, FIRST)):
        told = findings(intake, number, "error")["code"]
        assert f"dòng {other}" in told and "cột ẩn" in told


def test_somebody_new_typed_over_a_row_is_asked_about_and_gets_a_code_of_his_own() -> None:
    intake = worked_on(lambda page: put(page, FIRST, NEW))
    assert row(intake, FIRST).action == "ask" and "là của Nguyễn Văn An" in findings(intake, FIRST, "note")["code"]
    services.decide(intake, {str(FIRST): "new"})
    services.plan(intake, reach=reach("R"))
    entering = row(intake, FIRST).data["lines"][0]
    assert row(intake, FIRST).action == "new" and entering["name"] == "Phạm Thị Hoa" and entering["person"] != "an"


def test_what_the_book_lacks_of_people_it_knows_is_not_said_row_by_row() -> None:
    intake = worked_on(lambda page: put(page, ADDED, {**NEW, "I": None}))
    assert findings(intake, FIRST) == {} and "Còn thiếu" in findings(intake, ADDED, "note")[""]


def test_a_name_in_capitals_is_kept_and_noted() -> None:
    intake = worked_on(lambda page: put(page, ADDED, {**NEW, "C": "PHẠM THỊ HOA"}))
    assert "viết hoa toàn bộ" in findings(intake, ADDED, "note")["name"] and row(intake, ADDED).data["told"]["name"] == "PHẠM THỊ HOA"
