"""The one search box: what is found, by whom, however it is typed; and that the search is logged."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangvu.orgs.models import Person, User
from dangvu.privacy import readings
from dangvu.privacy.models import Reading
from tests.cast import line, record
from tests.staff.test_costs import reader
from tests.staff.test_pages import WHEN, office

__all__ = ["office"]
pytestmark = pytest.mark.django_db


def found(browser: Client, text: str, **more: str) -> dict[str, list[str]]:
    """What a page of results shows: titles with notes by group."""
    page = browser.get(reverse("staff:find"), {**WHEN, "q": text, **more})
    assert page.status_code == 200
    groups = re.findall(r'<section class="found"><h2>(.*?)</h2><ul>(.*?)</ul>', page.content.decode(), re.DOTALL)
    return {
        title: [re.sub(r"<[^>]+>", "", hit).strip() for hit in re.findall(r"<li>(.*?)</li>", hits, re.DOTALL)] for title, hits in groups
    }


def test_everything_there_is_is_found_from_one_box(office: Callable[[str], Client]) -> None:
    record(
        line(
            "document_registered", "2023-02-01", org="DUK", direction="received", type="directive", title="Tăng cường phòng cháy",
            number="05-CV/HU",
        )
    )  # fmt: skip
    clerk = office("clerk")
    assert found(clerk, "do ba cuong")["Đảng viên"][0].startswith("Đỗ Bá Cường")
    assert found(clerk, "rau an toan")["Tổ chức"][0].startswith("Chi bộ Hợp tác xã Rau an toàn")
    assert "Phạm Văn Dũng" in found(clerk, "pham van dung")["Hồ sơ"][0]
    assert found(clerk, "huy hieu dang")["Số liệu"]
    assert "sơ kết giữa nhiệm kỳ" in found(clerk, "bao cao so ket")["Báo cáo"][0]
    assert found(clerk, "sinh hoat thang 3")["Cuộc họp"][0].startswith("Sinh hoạt tháng 3")
    assert found(clerk, "phong chay")["Văn bản"][0].startswith("Tăng cường phòng cháy")
    assert "kết nạp" in found(clerk, "le ket nap")["Quy định"][0]
    assert found(clerk, "ghi kết nạp")["Việc, trang"][0].startswith("Mở hồ sơ: Kết nạp đảng viên")
    assert found(clerk, "tạo báo cáo quý")["Việc, trang"] == ["Tạo báo cáo: Báo cáo quý"]


@pytest.mark.parametrize("typed", ["Đỗ Bá Cường", "do ba cuong", "cuong do ba", "DO BA CUONGG", "Dỗ bá cuờng", "Đỗ Bá Cường", "dv0001"])
def test_a_person_is_found_however_it_is_typed(office: Callable[[str], Client], typed: str) -> None:
    assert found(office("clerk"), typed)["Đảng viên"][0].startswith("Đỗ Bá Cường")


def test_a_cell_secretary_finds_the_own_cell_and_nothing_of_others(office: Callable[[str], Client]) -> None:
    own = office("cell_secretary")
    assert "Đảng viên" not in found(own, "do ba cuong") and "Hồ sơ" not in found(own, "pham van dung")
    assert set(found(own, "chi bo cong ty").get("Tổ chức", [])) <= {"Chi bộ Công ty TNHH May Hoa Sen Trắng CB02 · Chi bộ trực thuộc"}
    assert all("CB02" in each or "May Hoa Sen Trắng" in each for each in found(own, "nguyen")["Đảng viên"])
    assert "Cuộc họp" not in found(own, "sinh hoat thang 3")
    assert not any(each.startswith(("Ghi sổ", "Tạo báo cáo")) for each in found(own, "bao cao quy").get("Việc, trang", []))


@pytest.mark.parametrize("who", ["superior", "auditor", "editor", "administrator"])
def test_who_may_not_see_persons_finds_none(office: Callable[[str], Client], who: str) -> None:
    told = found(office(who), "nguyen")
    assert "Đảng viên" not in told and "Hồ sơ" not in told
    assert "Báo cáo" not in found(office(who), "bao cao so ket")


def test_a_guarded_dossier_is_found_only_by_who_may_open_it(office: Callable[[str], Client]) -> None:
    assert any("Ghi sổ: " in each for each in found(office("inspection"), "cuoc kiem tra").get("Việc, trang", []))
    assert not any("Ghi sổ: Cuộc kiểm tra" in each for each in found(office("clerk"), "cuoc kiem tra").get("Việc, trang", []))


def test_what_drops_down_is_short_and_a_search_is_logged_with_who_was_shown(office: Callable[[str], Client]) -> None:
    clerk = office("clerk")
    answer = clerk.get(reverse("staff:find"), {**WHEN, "q": "nguyen"}, headers={"HX-Request": "true", "HX-Target": "tim-nhanh"})
    page = answer.content.decode()
    assert "<html" not in page and page.count("/dang-vien/DV") == 5
    last = Reading.objects.latest("pk")
    assert (last.user, last.what, last.page, readings.searched(last)) == (User.objects.get(username="clerk"), "search", "find", "nguyen")
    assert last.seen.count() == 5


def test_nothing_asked_for_is_answered_by_an_empty_page(office: Callable[[str], Client]) -> None:
    before = Reading.objects.count()
    assert found(office("clerk"), "  ") == {}
    assert Reading.objects.count() == before
    assert "Không thấy gì như" in office("clerk").get(reverse("staff:find"), {"q": "zzzz <b>"}).content.decode()


def test_a_search_costs_the_same_whoever_asks(office: Callable[[str], Client]) -> None:
    grants = {
        "quantri": [("HU", "clerk")], "bithu": [("CB02", "cell_secretary")], "captren": [("HU", "superior")],
        "ba": [("CB05", "cell_secretary"), ("CB09", "cell_secretary")],
    }  # fmt: skip
    readers = [reader(name, held) for name, held in grants.items()]
    told = {}
    for text in ("nguyen van", "khong co ai", "chi bo", "DV0001"):
        costs = []
        for browser in readers:
            browser.get(reverse("staff:find"), {**WHEN, "q": text})
            with CaptureQueriesContext(connection) as asked:
                browser.get(reverse("staff:find"), {**WHEN, "q": text})
            # The log keeps a row for each person shown: one statement more where there are any.
            costs.append(sum("privacy_seen" not in each["sql"] for each in asked))
        told[text] = costs
    assert {text: costs for text, costs in told.items() if len(set(costs)) > 1} == {}


def test_a_persons_name_brings_people_before_commands(office: Callable[[str], Client]) -> None:
    name = Person.objects.filter(name__endswith=" Hòa").values_list("name", flat=True).first()
    assert name is not None
    for typed in ("hoà", "hòa", "HOA"):
        assert next(iter(found(office("clerk"), typed))) == "Đảng viên", typed
    assert next(iter(found(office("clerk"), "hop"))) == "Việc, trang"
