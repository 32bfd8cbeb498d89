"""Sheets of many members: dues of a month and grades of a year, as a cell's secretary fills them in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dangvu.dues import services
from dangvu.ledger import book
from dangvu.orgs.models import Role
from tests.cast import line, org, record
from tests.figures.asking import parts, value
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
YEAR = ("2026-01-01", "2026-12-31")


@pytest.fixture
def office() -> Office:
    return Office()


def test_dues_of_a_month_in_one_form(office: Office) -> None:
    cell = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    address = reverse("staff:dues_sheet", args=["A"]) + "?thang=2026-03"
    assert "đóng bảo hiểm xã hội bắt buộc" in cell.get(address).content.decode()
    typed = {"group:an": "insured", "base:an": "8.000.000", "paid:an": "80.000"}
    refused = cell.post(address, typed | {"base:an": "tám triệu"}).content.decode()
    assert "không phải số nguyên" in refused and "tám triệu" in refused and services.sheet(org("A"), "2026-03")[0].due is None
    assert "Đã ghi đảng phí" in cell.post(address, typed, follow=True).content.decode()
    page = cell.get(reverse("staff:dues") + "?thang=2026-03").content.decode()
    assert "80.000" in page and cell.get(reverse("staff:dues_sheet", args=["B"])).status_code == 404


def test_who_owes_three_months_stands_at_the_top(office: Office) -> None:
    record(*(line("dues_charged", "2026-05-01", org="A", person="an", month=f"2026-0{n}", due=5_000) for n in (2, 3, 4)))
    assert "từ ba tháng trở lên" in office.page("due", ngay="2026-06-01")
    assert "Chưa đóng từ ba tháng" in office.page("dues", ngay="2026-06-01") and "Chưa đóng từ ba tháng" not in office.page(
        "dues", ngay="2026-04-01"
    )


def test_grades_are_proposed_by_the_cell_and_decided_by_the_office(office: Office) -> None:
    cell = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    address = reverse("staff:rating_sheet", args=["A"]) + "?ngay=2026-11-20"
    assert cell.post(address, {"kind": "rated", "grade:an": "good"}).status_code == 404
    cell.post(address, {"kind": "rating_proposed", "grade:an": "excellent"})
    assert parts("rating_proposed", "K1", "grade", *YEAR) == {"excellent": 1}
    assert "phải ghi lý do" in office.clerk.post(address, {"kind": "rated", "grade:an": "not_rated"}).content.decode()
    office.clerk.post(address, {"kind": "rated", "grade:an": "excellent"})
    assert value("rating_member_count", "K1", *YEAR) == 1
    last = book.last_number()
    assert "hủy bút toán cũ" in office.clerk.post(address, {"kind": "rated", "grade:an": "good"}).content.decode()
    page = office.page("ratings", ngay="2026-11-20")
    assert "vượt" in page and book.last_number() == last


def test_a_year_without_ratings_tells_no_zeros(office: Office) -> None:
    page = office.page("ratings", ngay="2025-11-20")
    assert page.count("Năm 2025 chưa ghi xếp loại nào.") == 3 and "hoàn thành tốt" not in page.split("<main")[1]
    office.clerk.post(reverse("staff:rating_sheet", args=["A"]) + "?ngay=2025-11-20", {"kind": "rated", "grade:an": "good"})
    page = office.page("ratings", ngay="2025-11-20")
    assert page.count("Năm 2025 chưa ghi xếp loại nào.") == 2 and "hoàn thành xuất sắc" in page


def test_a_month_without_dues_tells_no_zeros(office: Office) -> None:
    assert office.page("dues", thang="2026-03").count("chưa ghi") == 5
    record(line("dues_charged", "2026-05-01", org="A", person="an", month="2026-03", due=5_000))
    page = office.page("dues", thang="2026-03")
    assert page.count("chưa ghi") == 3 and page.count("5.000") == 2


def test_who_is_not_rated_is_named_with_the_reason(office: Office) -> None:
    told = {"kind": "rated", "grade:an": "not_rated", "reason:an": "được miễn sinh hoạt"}
    office.clerk.post(reverse("staff:rating_sheet", args=["A"]) + "?ngay=2026-11-20", told)
    assert "Nguyễn Văn An: được miễn sinh hoạt" in office.page("ratings", ngay="2026-11-20")
