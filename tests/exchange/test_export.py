"""What is taken out as a file comes back in unchanged: the seed's committee, and a person of whom everything is known."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dangvu.exchange.sheets import export, layout, readers, services
from dangvu.exchange.sheets.fields import FIELDS, plain, spellings
from dangvu.orgs.models import Grant, Organisation, Role, User
from tests import case
from tests.cast import book, line, record
from tests.exchange.lists import bring, findings, row

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2023, 4, 1, tzinfo=dt.UTC)
FULL = {
    "ethnicity": "Tày", "religion": "Không", "identity_number": "001070000011", "identity_number_old": "012345678",
    "card_number": "001070000011", "card_number_old": "15012345", "card_place": "Thành ủy", "card_date": "2025-09-02",
    "national_id": "6f1c0f2e-5d0a-4c39-9c9e-0d9a8a2b7c11", "other_name": "Ba An", "birth_country": "Việt Nam",
    "birth_province": "Hà Giang", "birth_place": "Xã Tân An", "native_country": "Việt Nam", "native_province": "Hà Nội",
    "native_place": "Xã Đông Anh", "residence_country": "Việt Nam", "residence_province": "Hà Nội", "residence": "Số 3, quận Ba Đình",
    "schooling": "12/12", "qualification": "Đại học", "political_theory": "Trung cấp", "occupation": "Kỹ sư", "workplace": "Nhà máy",
    "phone": "0912345678", "liaison_cell": "Chi bộ 5", "birth_stated": "1970",
}  # fmt: skip


def made(form: Callable[..., bytes], code: str, on: dt.date) -> bytes:
    found = export.listed(services.book.tree().at(on).subtree(Organisation.objects.get(code=code).pk), on)
    return form(found, title=f"Danh sách của {code}", about="Bản do văn phòng xuất", now=NOW)


def test_the_seeds_committee_comes_back_unchanged() -> None:
    case.load()
    for form in export.FORMS.values():
        comes_back(made(form, "DUK", case.REVIEW))


def comes_back(raw: bytes) -> None:
    intake = bring(raw, "DUK", on=case.REVIEW.isoformat())
    assert {name: intake.counts.get(name, 0) for name in ("same", "change", "new", "ask", "error", "doubts")} == {
        "same": 647, "change": 0, "new": 0, "ask": 0, "error": 0, "doubts": 0,
    }  # fmt: skip


@pytest.mark.parametrize("form", export.FORMS.values(), ids=export.FORMS)
def test_everything_that_may_be_known_of_a_person_comes_back(form: Callable[..., bytes]) -> None:
    record(*book())
    record(line("amended", "2020-02-02", person="an", changes=FULL), line("exempted", "2020-02-03", person="an", type="age_or_health"))
    record(line("amended", "2020-02-02", person="binh", changes={"birth": None, "birth_stated": "3/1985"}))
    intake = bring(made(form, "R", services.today()))
    assert intake.counts["same"] == 2 and "doubts" not in intake.counts, [findings(intake, each.number) for each in intake.rows.all()]
    kinds = {"national" if form is export.national else "own"}
    found = layout.find(readers.read(made(form, "R", services.today())))
    assert found is not None and {found.kind} == kinds


def test_the_template_is_the_national_one() -> None:
    record(*book())
    record(line("amended", "2020-02-02", person="an", changes=FULL))
    file = openpyxl.load_workbook(io.BytesIO(made(export.national, "R", services.today())))
    page = file.worksheets[0]
    assert [page[f"{column}6"].value for column in ("A", "B", "C", "I", "N", "O", "R", "U", "X", "AA", "AE")] == [
        "STT", "ID", "Họ và tên (*)", "Số định danh cá nhân (*)", "Tổ chức đảng (*)", "Nơi đăng ký khai sinh", "Quê quán", "Nơi thường trú",
        "Ngày vào Đảng (*)", "Trạng thái (*)", "Lỗi",
    ]  # fmt: skip
    assert [page[f"{column}7"].value for column in "OPQ"] == ["Quốc gia", "Tỉnh/Thành phố", "Chi tiết"]
    assert (page["C8"].value, page["I8"].value, page["I8"].number_format) == ("Nguyễn Văn An", "001070000011", "@")
    assert page["F8"].number_format == "dd/mm/yyyy" and page["F8"].value == dt.datetime(1970, 5, 1)  # noqa: DTZ001 - a day of Excel's
    assert {sheet.title for sheet in file.worksheets if sheet.sheet_state == "hidden"} >= {
        "DM_QUOCGIA",
        "DM_TINHTHANH",
        "DM_DANTOC",
        "DM_TONGIAO",
    }
    assert made(export.national, "R", services.today()) == made(export.national, "R", services.today())


def test_a_list_taken_out_and_corrected_comes_back_as_its_corrections() -> None:
    record(*book())
    file = openpyxl.load_workbook(io.BytesIO(made(export.plain_list, "R", services.today())))
    page = file.worksheets[0]
    column = next(cell.column for cell in page[4] if cell.value == "Dân tộc")
    page.cell(5, column).value = "Nùng"
    raw = io.BytesIO()
    file.save(raw)
    intake = bring(raw.getvalue())
    assert row(intake, 5).data["changes"] == [["ethnicity", "Kinh", "Nùng"]] and row(intake, 6).action == "same"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_list_of_the_page_of_members_comes_back_in_either_language(form: str, language: str) -> None:
    record(*book())
    user = User.objects.create_user("vanphong")
    Grant.objects.create(user=user, organisation=Organisation.objects.get(code="R"), role=Role.CLERK, valid_from=case.START)
    browser = Client()
    browser.force_login(user)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    intake = bring(browser.get(reverse("staff:people_file", args=[form])).content)
    told = {name: count for name, count in intake.counts.items() if name != "left"}
    assert told == {"same": 2}, [findings(intake, each.number) for each in intake.rows.all()]
    assert {"code", "org", "standing"} <= set(intake.data["settings"]["columns"].values())


def test_every_column_is_called_by_a_name_that_is_read_again() -> None:
    assert {code: spellings()[plain(str(FIELDS[code].title))] for code in export.PLAIN} == {code: code for code in export.PLAIN}


@pytest.mark.parametrize("form", export.FORMS.values(), ids=export.FORMS)
def test_a_list_prints_on_a4_with_its_headings_on_every_page(form: Callable[..., bytes]) -> None:
    record(*book())
    page = openpyxl.load_workbook(io.BytesIO(made(form, "R", services.today()))).worksheets[0]
    assert (str(page.page_setup.paperSize), page.page_setup.orientation) == ("9", "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.print_title_rows
    assert page.oddFooter.center.text == "Bản do văn phòng xuất"


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    record(*book())
    found = export.listed(services.book.tree().at(services.today()).subtree(Organisation.objects.get(code="R").pk), services.today())
    assert export.width_of("birth", found) == export.NARROWEST < export.width_of("name", found) <= export.WIDEST
