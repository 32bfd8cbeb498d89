"""Every kind of report: its outline resolves, its numbers come from the case, its files open; the statistical forms and Excel."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook

from dangvu.core import periods
from dangvu.figures import services as figures
from dangvu.reports import kinds, services
from dangvu.reports.letterhead import next_period_name, period_name
from dangvu.reports.models import Report
from dangvu.reports.subject import of_report
from dangvu.reports.tables import build
from tests import case
from tests.cast import book, line, org, record

pytestmark = pytest.mark.django_db
CODES = {
    "mid_term", "whole_term", "quarterly", "monthly", "half_year", "nine_months", "yearly", "inspection_work", "badge_round", "free",
    *(f"form_{number}" for number in range(1, 8)),
}  # fmt: skip
YEAR = (dt.date(2022, 1, 1), dt.date(2022, 12, 31))


def draft(kind: str, committee: int) -> Report:
    return services.create(kind, committee, *YEAR, YEAR[1], "clerk")


def test_the_kinds_there_are() -> None:
    assert set(kinds.KINDS) == CODES
    for kind in kinds.KINDS.values():
        keys = [section.key for section in kind.sections]
        assert len(keys) == len(set(keys)) and keys


def test_every_kind_is_whole_on_the_case() -> None:
    committee = case.load()
    for code in sorted(CODES):
        report = draft(code, committee)
        content = services.content_of(report)
        grave = [(found.rule, found.message) for found in services.check(report) if found.severity == "error"]
        assert grave == [], code
        assert "{{" not in report.title
        assert docx.Document(BytesIO(services.write_docx(report, content))).paragraphs
        for table in content.tables.values():
            assert table.rows or table.key == "tasks", (code, table.key)


def cells(report: Report, form: str) -> dict[str, tuple[object, ...]]:
    """Rows of a form by number and title: this period, last year, percent."""
    table = build(f"form:{form}", of_report(report), ())
    return {" ".join(cell.text for cell in row.cells[:2]).strip(): tuple(cell.value for cell in row.cells[2:]) for row in table.rows}


def test_a_form_sets_this_period_beside_the_last() -> None:
    record(*book())
    for number, (person, on) in enumerate((("e", "2021-05-01"), ("g", "2022-05-01"), ("h", "2022-06-01"))):
        told = {"birth": f"199{number}-01-01", "sex": "female", "occupation": "công nhân"}
        record(line("person", "2019-01-01", person=person, name=f"Lê {person}", **told), line("admitted", on, person=person, org="A"))
    found = cells(draft("form_2", org("K1")), "2")
    assert found["I Tổng số mới kết nạp"] == (2, 1, Decimal("200.0"))
    assert found["– công nhân"] == (2, 1, Decimal("200.0"))
    ages = {row.key: row.cells[2].value for row in build("form:2", of_report(draft("form_2", org("K1"))), ()).rows}
    assert (ages["admitted/age_band:31-35"], ages["admitted/age_band:18-30"]) == (1, 1)
    moved = cells(draft("form_1", org("K1")), "1")
    assert moved["A Đảng viên có đến đầu kỳ"][:2] == (2, 1) and moved["G Đảng viên có đến cuối kỳ"][:2] == (4, 2)


def test_a_forms_rows_are_the_figures_themselves() -> None:
    committee = case.load()
    report = draft("form_3", committee)
    found = cells(report, "3")
    query = of_report(report).query()
    assert found["I Tổng số đảng viên"][0] == figures.evaluate(["member_total"], query)["member_total"].value
    ages = [part.value for part in figures.breakdown("member_total", query, "age_band") if part.value]
    shown = [row.cells[2].value for row in build("form:3", of_report(report), ()).rows if row.key.startswith("member_total/age_band:")]
    assert [value for value in shown if value] == ages


def test_tables_go_to_excel_as_numbers_and_never_as_formulas() -> None:
    record(*book(), line("organisation_renamed", "2021-01-01", org="K1", name="=HYPERLINK(1)"))
    report = draft("form_1", org("K1"))
    opened = load_workbook(BytesIO(services.file_of(report, "xlsx")))
    page = opened.worksheets[0]
    assert page["A1"].value == "=HYPERLINK(1)" and page["A1"].data_type == "s"
    values = {row[1].value: (row[2].value, row[2].data_type) for row in page.iter_rows(min_row=4) if row[1].value}
    assert values["Đảng viên có đến cuối kỳ"] == (1, "n")


def test_an_issued_reports_tables_stay_as_they_were_frozen() -> None:
    record(*book())
    report = draft("form_1", org("K1"))
    issued = services.issue(report, "secretary", dt.date(2023, 1, 5))
    before = services.file_of(issued, "xlsx")
    record(line("died", "2022-06-01", person="an"))
    assert services.file_of(issued, "xlsx") == before
    assert services.recompute(issued) == []


@pytest.mark.parametrize(
    ("name", "day", "said", "after"),
    [
        ("month", "2023-03-05", "tháng 3/2023", "tháng 4/2023"),
        ("month", "2023-12-05", "tháng 12/2023", "tháng 1/2024"),
        ("quarter", "2023-03-05", "quý I/2023", "quý II/2023"),
        ("half_year", "2023-03-05", "6 tháng đầu năm 2023", "6 tháng cuối năm 2023"),
        ("nine_months", "2023-03-05", "9 tháng đầu năm 2023", "quý IV/2023"),
        ("year", "2023-03-05", "năm 2023", "năm 2024"),
    ],
)
def test_periods_are_called_as_people_call_them(name: str, day: str, said: str, after: str) -> None:
    held = periods.holding(name, dt.date.fromisoformat(day))
    assert (period_name(*held), next_period_name(*held)) == (said, after)


def test_a_period_nobody_names_is_told_by_its_days() -> None:
    days = (dt.date(2023, 3, 2), dt.date(2023, 4, 1))
    assert (period_name(*days), next_period_name(*days)) == ("từ ngày 2/3/2023 đến ngày 1/4/2023", "thời gian tới")
