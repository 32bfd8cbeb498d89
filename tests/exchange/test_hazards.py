"""What is wrong with real lists (domain guide §11.3), each as a file: nothing is guessed, and everything is told at its row and column."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest

from dangvu.orgs.models import Person
from tests.cast import book, line, record
from tests.exchange import lists
from tests.exchange.lists import HEADS, HOA, LAM, bring, findings, row, told, with_row, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books() -> None:
    record(*book())


def test_a_clean_list_says_nothing() -> None:
    found = bring(xlsx([HEADS, HOA, LAM]))
    assert found.counts == {"new": 2}
    assert told(found)["birth"] == "1980-03-25" and told(found)["sex"] == "female"
    lines = row(found).data["lines"]
    assert [each["kind"] for each in lines] == ["person", "carried_over"]
    assert lines[1]["org"] == "A" and lines[1]["status"] == "official" and lines[1]["official_on"] == "2006-05-19"


# Numbers of people


def test_a_number_that_lost_its_zeros_is_told_and_not_mended() -> None:
    found = bring(xlsx(with_row(identity=1180000011)))
    assert "số 0 ở đầu" in findings(found, level="doubt")["identity_number"] and "identity_number" not in told(found)
    assert row(found).data["raw"]["identity_number"] == "1180000011"


def test_zeros_that_the_format_shows_are_there() -> None:
    found = bring(xlsx(with_row(identity=1180000011), formats={"E2": "000000000000"}))
    assert told(found)["identity_number"] == "001180000011"
    old = lists.xls(with_row(identity=1180000011), {(1, 4): "000000000000"})
    assert told(bring(old))["identity_number"] == "001180000011"


@pytest.mark.parametrize("text", ["001180000011.0", "001 180 000 011", "001.180.000.011", "001180000011\u200b"])
def test_what_programs_add_to_a_number_is_taken_off(text: str) -> None:
    assert told(bring(xlsx(with_row(identity=text)))).get("identity_number") == "001180000011"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("012345678", "CMND cũ"),
        ("1.18E+09", "mất chữ số"),
        ("00118000001", "11 chữ số"),
        ("00118000001x", "không phải dãy chữ số"),
        (1.18e18, "chữ số"),
    ],
)
def test_a_number_that_is_none(text: Any, words: str) -> None:
    found = bring(xlsx(with_row(identity=text)))
    assert words in findings(found, level="doubt")["identity_number"] and "identity_number" not in told(found)


def test_an_old_card_is_a_card_and_said_to_be_old() -> None:
    found = bring(xlsx(with_row(card="15.012345")))
    assert told(found)["card_number"] == "15012345" and "số cũ" in findings(found, level="note")["card_number"]


def test_an_identity_that_tells_another_birth_is_noted() -> None:
    assert "không khớp" in findings(bring(xlsx(with_row(identity="001090000011"))), level="note")["identity_number"]


def test_missing_numbers_are_noted() -> None:
    found = bring(xlsx(with_row(identity=None, card=None)))
    assert "Số định danh" in findings(found, level="note")[""] and row(found).action == "new"


# Days


@pytest.mark.parametrize(
    "value",
    [
        "25/3/1980",
        "25-03-1980",
        "25.3.1980",
        "1980-03-25",
        "ngày 25 tháng 3 năm 1980",
        "25/03/1980 00:00:00",
        dt.date(1980, 3, 25),
    ],
)
def test_days_however_they_are_written(value: Any) -> None:
    assert told(bring(xlsx(with_row(birth=value))))["birth"] == "1980-03-25"


def test_a_day_that_excel_counts_is_read_and_noted() -> None:
    found = bring(xlsx(with_row(birth=29305)))
    assert told(found)["birth"] == "1980-03-25" and "đối chiếu" in findings(found, level="note")["birth"]
    old = lists.xls(with_row(birth=29305))
    assert told(bring(old))["birth"] == "1980-03-25"


def test_a_counted_day_in_a_text_file_is_not_read() -> None:
    found = bring(lists.csv(with_row(birth="29305")))
    assert "số đếm ngày" in findings(found, level="doubt")["birth"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("03/25/1980", "tháng trước ngày"),
        ("31/02/1980", "không có trên lịch"),
        ("25/03/80", "hai số của năm"),
        ("khoảng 1980", "không phải là ngày"),
        ("25/03/2999", "không thể đúng"),
        (25031980, "không phải là ngày"),
    ],
)
def test_a_day_that_is_none(value: Any, words: str) -> None:
    found = bring(xlsx(with_row(birth=value)))
    assert words in findings(found, level="doubt")["birth"] and "birth" not in told(found)


@pytest.mark.parametrize("value", ["1950", 1950, "3/1950"])
def test_a_year_alone_is_kept_as_it_is_told(value: Any) -> None:
    found = bring(xlsx(with_row(birth=value, identity=None)))
    assert told(found)["birth_stated"] == str(value) and "birth" not in told(found)
    assert row(found).data["lines"][0]["birth_stated"] == str(value)


def test_days_that_excel_turned_round_are_asked_about() -> None:
    """Excel set to American dates made 3/4/1975 the 4th of March, and left 25/03/1980 as text."""
    rows = [HEADS, HOA, (*LAM[:2], dt.date(1975, 3, 4), *LAM[3:4], None, *LAM[5:])]
    found = bring(xlsx(rows))
    assert "đổi chỗ" in findings(found, 3, "doubt")["birth"] and told(found)["birth"] == "1980-03-25"
    assert told(bring(xlsx(rows), dates="as_is"), 3)["birth"] == "1975-03-04"
    assert told(bring(xlsx(rows), dates="swapped"), 3)["birth"] == "1975-04-03"


def test_a_text_file_written_month_first_is_asked_about() -> None:
    rows = [HEADS, (*HOA[:2], "03/25/1980", *HOA[3:]), (*LAM[:2], "09/02/1975", *LAM[3:])]
    found = bring(lists.csv(rows))
    assert findings(found, 2, "doubt")["birth"] and findings(found, 3, "doubt")["birth"]
    again = bring(lists.csv(rows), dates="swapped")
    assert (told(again)["birth"], told(again, 3)["birth"]) == ("1980-03-25", "1975-09-02")


def test_official_is_not_twelve_months_after_admission() -> None:
    found = bring(xlsx(with_row(official="19/08/2006")))
    assert "12 tháng" in findings(found, level="note")["official_on"] and told(found)["official_on"] == "2006-08-19"
    found = bring(xlsx(with_row(official="19/05/2004")))
    assert "trước ngày vào Đảng" in findings(found, level="doubt")["official_on"] and row(found).action == "error"


# Text


def test_one_name_in_two_unicodes_and_two_spellings_is_one_name() -> None:
    record(
        line("person", "2019-01-01", person="hoa", name="Phạm Thị Hoà", birth="1980-03-25", sex="female", identity_number="001180000011")
    )
    record(line("carried_over", "2020-01-01", person="hoa", org="A", status="official"))
    name = unicodedata.normalize("NFD", "Phạm  Thị Hòa ")
    found = bring(xlsx(with_row(name=name, card=None, admitted=None, official=None)))
    assert row(found).person == Person.objects.get(code="hoa") and row(found).action == "same"
    assert told(found)["name"] == "Phạm Thị Hòa" and row(found).data["raw"]["name"] == name


@pytest.mark.parametrize("name", ["Phạm Thị Hoa 2", "Phạm Thị Hoa (BT)", "Ph¹m ThÞ Hoa", 12])
def test_a_name_that_is_more_than_a_name(name: Any) -> None:
    found = bring(xlsx(with_row(name=name)))
    assert findings(found, level="error")["name"] and row(found).action == "error"


def test_letters_of_an_old_font_are_no_unicode() -> None:
    found = bring(xlsx(with_row(name="Ph¹m ThÞ Hoa", org="Chi bé A"), fonts={"B2": ".VnTime", "G2": ".VnTime"}))
    assert "phông cũ" in findings(found, level="error")["name"] and "phông cũ" in findings(found, level="error")["org"]


def test_letters_of_an_old_font_are_known_without_their_font() -> None:
    """A .csv, or a file through Google, has lost the fonts: some letters are no Vietnamese ones all the same."""
    found = bring(xlsx(with_row(name="Vò Thþ Hång")))
    assert "phông cũ" in findings(found, level="error")["name"]


def test_a_fraction_that_excel_made_a_day_of() -> None:
    rows = [(*HEADS, "Văn hóa"), (*HOA, dt.date(2026, 12, 12))]
    found = bring(xlsx(rows))
    assert "12/12" in findings(found, level="doubt")["schooling"]


@pytest.mark.parametrize("value", ["=1/0", "#REF!", "=B1"])
def test_formulas_without_a_result_are_no_empty_cells(value: str) -> None:
    found = bring(xlsx(with_row(card=value)))
    assert "Ô" in findings(found, level="doubt")["card_number"]


def test_districts_and_former_provinces_are_noted() -> None:
    rows = [
        (*HEADS, "Nơi ở", "Quê quán", ""),
        ("",) * 9 + ("", "Tỉnh", "Chi tiết"),
        (*HOA, "Số 3, quận Ba Đình, Hà Nội", "Bắc Giang", "Xã Tân An"),
    ]
    found = bring(xlsx(rows))
    assert "quận" in findings(found, 3, "note")["residence"] and "Bắc Ninh" in findings(found, 3, "note")["native_province"]
    assert told(found, 3)["native_province"] == "Bắc Giang" and told(found, 3)["native_place"] == "Xã Tân An"


def test_codes_are_read_by_the_lists_the_file_brings() -> None:
    rows = [(*HEADS, "Dân tộc", "Tôn giáo"), (*HOA, "02", "07"), (*LAM, "02 - Kinh", "Cao Đài")]
    found = bring(xlsx(rows, more={"DM_DanToc": [("Mã", "Tên dân tộc"), ("01", "Kinh"), ("02", "Tày")]}))
    assert told(found)["ethnicity"] == "Tày"
    assert "không kèm danh mục" in findings(found, level="doubt")["religion"]
    assert "Tày" in findings(found, 3, "doubt")["ethnicity"] and told(found, 3)["religion"] == "Cao Đài"


# People


def test_twice_by_a_number_and_twice_by_name_and_birth() -> None:
    twin = (3, HOA[1], HOA[2], "Nữ", None, None, *HOA[6:])
    found = bring(xlsx([HEADS, HOA, (*LAM[:4], HOA[4], *LAM[5:]), twin]))
    assert "dòng 3" in findings(found, 2, "error")["identity_number"] and "dòng 2" in findings(found, 3, "error")["identity_number"]
    assert "dòng 2" in findings(found, 4, "error")[""]


def test_two_cells_for_one_member_is_told_and_nobody_is_moved() -> None:
    found = bring(xlsx([(*HEADS, "Mã"), (*HOA[:1], "Nguyễn Văn An", "01/05/1970", "Nam", None, None, "Chi bộ B", None, None, "an")]))
    assert "chuyển sinh hoạt ghi bằng hồ sơ" in findings(found, level="doubt")["org"] and row(found).action == "same"


@pytest.mark.parametrize(
    ("status", "words"), [("Từ trần", "từ trần"), ("Rời khỏi Đảng", "ra khỏi Đảng"), ("Miễn sinh hoạt", "miễn"), ("Đang chờ", "không rõ")]
)
def test_a_status_the_book_does_not_know_is_told(status: str, words: str) -> None:
    found = bring(xlsx([("Mã", "Họ và tên", "Trạng thái", "Dân tộc"), ("an", "Nguyễn Văn An", status, "Kinh")]))
    assert words in findings(found, level="doubt")["status"] and row(found).action == "same"


def test_the_dead_of_a_list_are_not_members() -> None:
    found = bring(xlsx([(*HEADS, "Trạng thái"), (*HOA, "Từ trần"), (*LAM, "Miễn sinh hoạt")]))
    assert row(found).action == "left" and "từ trần" in findings(found, level="note")["status"]
    assert [each["kind"] for each in row(found, 3).data["lines"]] == ["person", "carried_over", "exempted"]


def test_names_of_merged_and_renamed_organisations() -> None:
    record(
        line("organisation_renamed", "2021-01-01", org="B", name="Chi bộ Bình Minh"),
        line("organisation_absorbed", "2022-01-01", org="D", into="C"),
    )
    found = bring(xlsx([HEADS, (*HOA[:6], "CB B", *HOA[7:]), (*LAM[:6], "Chi bộ D", *LAM[7:])]))
    assert "tên cũ" in findings(found, 2, "note")["org"] and row(found).data["lines"][1]["org"] == "B"
    assert "nhập vào “Chi bộ C”" in findings(found, 3, "error")["org"]
    again = bring(xlsx([HEADS, HOA, (*LAM[:6], "Chi bộ D", *LAM[7:])]), orgs={"chi bo d": "C"})
    assert row(again, 3).data["lines"][1]["org"] == "C"


def test_an_unknown_organisation_and_a_committee() -> None:
    found = bring(xlsx([HEADS, (*HOA[:6], "Chi bộ Mặt Trời", *HOA[7:]), (*LAM[:6], "Đảng bộ K1", *LAM[7:])]))
    assert "không có tổ chức" in findings(found, 2, "error")["org"] and "không phải là chi bộ" in findings(found, 3, "error")["org"]


def test_neither_official_nor_probationary_is_not_assumed() -> None:
    found = bring(xlsx(with_row(official=None)))
    assert "Không rõ chính thức hay dự bị" in findings(found, level="error")["official_on"]
    recent = (lists.services.today() - dt.timedelta(days=90)).strftime("%d/%m/%Y")
    found = bring(xlsx(with_row(admitted=recent, official=None)))
    assert row(found).data["lines"][1]["status"] == "probationary"
