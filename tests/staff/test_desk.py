"""The first page: what must be done, what changed, whether the books are in order; and the menu of each reader."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.orgs.models import Organisation
from dangvu.staff.templatetags import menu
from dangvu.staff.templatetags.staff import PAGES
from tests.cast import line, record
from tests.staff.test_pages import EXPECTED, READERS, WHEN, office

__all__ = ["office"]
pytestmark = pytest.mark.django_db


def desk(browser: Client, **when: str) -> str:
    answer = browser.get(reverse("staff:home"), {**WHEN, **when})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_clerk_sees_what_is_due_whether_the_books_agree_and_the_course_of_figures(office: Callable[[str], Client]) -> None:
    page = desk(office("clerk"))
    assert "Việc phải làm" in page and "Mọi lần đối chiếu đều khớp với sổ." in page
    assert re.search(r'class="value">647', page)
    assert page.count('<svg class="spark"') >= 8
    assert "31/12/2022: 640; 22/3/2023: 647" in page
    assert "chỉ tiêu 120 đảng viên đến 31/5/2025, đã đạt 65 đảng viên (54,2%)" in page
    assert "Báo cáo công tác xây dựng Đảng" in page and "phải gửi" in page


def test_a_flow_with_a_target_adds_up_to_it(office: Callable[[str], Client]) -> None:
    page = desk(office("clerk"))
    told = re.search(r'aria-label="Kết nạp đảng viên mới qua các quý: ([^"]*)"', page)
    assert told and told[1].endswith("22/3/2023: 65. Chỉ tiêu: 120.")


def test_a_number_that_does_not_agree_stands_on_the_desk(office: Callable[[str], Client]) -> None:
    browser = office("clerk")
    record(line("assertion", "2023-03-20", org="DUK", figure="member_total", value=667))
    page = desk(browser)
    assert "1 lần đối chiếu không khớp với sổ." in page and "ghi 667, sổ cho 6" in page


def test_a_cell_is_not_told_how_many_cells_it_has(office: Callable[[str], Client]) -> None:
    told = "Số chi bộ trực thuộc"
    assert told in desk(office("clerk"))
    assert told not in desk(office("cell_secretary"), tc="CB02") and told not in desk(office("clerk"), tc="CB02")
    pages = [office("clerk").get(reverse("staff:organisation", args=[code]), WHEN).content.decode() for code in ("DUK", "CB02")]
    assert [told in page for page in pages] == [True, False]


def test_what_is_remembered_changes_with_the_books(office: Callable[[str], Client]) -> None:
    browser = office("clerk")
    assert re.search(r'class="value">647', desk(browser))
    record(line("died", "2023-03-15", person="DV0001"))
    assert re.search(r'class="value">646', desk(browser))


def test_who_may_not_see_persons_sees_figures_and_no_names(office: Callable[[str], Client]) -> None:
    page = desk(office("superior"), tc="DUK")
    assert "/dang-vien/" not in page and "Việc phải làm" not in page and re.search(r'class="value">647', page)


def test_a_cell_secretary_sees_the_own_cell(office: Callable[[str], Client]) -> None:
    page = desk(office("cell_secretary"))
    assert "Việc phải làm" in page and Organisation.objects.get(code="CB01").code not in page


@pytest.mark.parametrize("who", [each for each in READERS if each not in ("member", "stranger", "anonymous")])
def test_every_page_of_the_menu_opens_and_every_open_page_is_in_it(office: Callable[[str], Client], who: str) -> None:
    """Two clicks from the desk: whatever stands in the menu may be opened, and what may be opened without further words stands in it."""
    links = set(re.findall(r'<li><a href="(/[^"?]*)', re.search(r'<div class="map">(.*?)</div>', desk(office(who)), re.DOTALL)[1]))  # type: ignore[index]
    column = READERS.index(who)
    opens = {name for name, (arguments, statuses) in EXPECTED.items() if not arguments and statuses[column] == 200}
    assert links == {reverse(f"staff:{page[0]}") for page in PAGES if page[0] in opens}


def test_no_page_of_the_menu_is_without_a_group() -> None:
    placed = [target for _title, targets in menu.GROUPS for target in targets]
    assert len(placed) == len(set(placed))
    assert set(placed) <= {page[0] for page in PAGES}
    assert set(menu.BAR) <= {page[0] for page in PAGES}
