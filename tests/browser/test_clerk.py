"""A clerk and a secretary at work, in a real Chromium, against the program as `make demo` starts it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import WHEN, Site

pytestmark = pytest.mark.browser
OFFERED = ".choose [role=option]"
MAIN_PAGES = (
    "/",
    "/ho-so/",
    "/ho-so/300/",
    "/ho-so/moi/admission/",
    "/han-viec/",
    "/quy-dinh/",
    "/quy-dinh/thay-doi/",
    "/quy-dinh/muc/vote.admission.cell/",
    "/cay/",
    "/dang-vien/",
    "/bien-dong/",
    "/so-lieu/",
    "/so-lieu/member_total/",
    "/bao-cao/",
    "/bao-cao/1/",
    "/bao-cao/2/kiem-tra/",
    "/bao-cao/moi/?loai=monthly",
    "/ghi-so/",
    "/ghi-so/inspection_round/",
)


def test_a_clerk_follows_a_number_down_to_its_rows(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("vanphong")
    page.fill("#ngay", "2023-03-22")
    page.press("#ngay", "Enter")
    expect(page.locator("main")).to_contain_text("647")
    expect(page.locator("main")).to_contain_text("62")
    page.locator(".cards a").first.click()
    expect(page.locator("h1")).to_have_text("Tổng số đảng viên")
    assert "ngay=2023-03-22" in page.url
    page.locator("main a[href*='/dang-vien/DV']").first.click()
    expect(page.locator("main")).to_contain_text("Quá trình")


def test_a_person_is_found_without_diacritics(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("vanphong")
    page.goto(f"{site.address}/?{WHEN}")
    page.fill("#search", "do ba cuong")
    page.press("#search", "Enter")
    page.get_by_role("link", name="Đỗ Bá Cường").first.click()
    expect(page.locator("h1")).to_have_text("Đỗ Bá Cường")


def test_the_review_is_written_previewed_checked_issued_and_downloaded(site: Site, enter: Callable[..., Page]) -> None:
    clerk = enter("vanphong")
    clerk.goto(f"{site.address}/bao-cao/1/muc/members/?{WHEN}")
    clerk.fill("#text", "Kết nạp {{admitted@term}} quần chúng ưu tú vào Đảng.")
    expect(clerk.locator("#xem-truoc a")).to_have_count(1)
    expect(clerk.locator("#xem-truoc a")).to_have_text("65")
    clerk.get_by_role("button", name="Lưu mục này").click()
    expect(clerk.locator("#members")).to_contain_text("Kết nạp 65 quần chúng ưu tú vào Đảng.")
    clerk.get_by_role("link", name="Kiểm tra", exact=True).click()
    contradiction = clerk.locator("[data-rule=printed_elsewhere]")
    expect(contradiction).to_contain_text("667")
    contradiction.get_by_role("link", name="Mở các dòng chứng minh").click()
    expect(clerk.locator("main")).to_contain_text("647")

    secretary = enter("bithu")
    secretary.goto(f"{site.address}/bao-cao/1/?{WHEN}")
    secretary.get_by_role("link", name="Ban hành…").click()
    secretary.fill("#id_on", "2023-03-23")
    secretary.get_by_role("button", name="Ban hành báo cáo này").click()
    expect(secretary.locator("main")).to_contain_text("Số 12-BC/ĐUK", timeout=30_000)
    for name, magic in (("Tải bản Word", b"PK\x03\x04"), ("Tải bản PDF", b"%PDF")):
        with secretary.expect_download() as waiting:
            secretary.get_by_role("link", name=name).click()
        with waiting.value.path().open("rb") as stream:
            assert stream.read(4) == magic


def test_a_clerk_works_on_a_dossier_from_opening_to_a_step_taken_back(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("vanphong")
    page.goto(f"{site.address}/ho-so/moi/admission/")
    page.fill("#id_on", "1/2/2023")
    page.select_option("#id_place", "CB02")
    page.fill("#id_introduced_by", "Đoàn Thanh niên Công ty")
    page.fill("#id_moi-name", "Phạm Văn Dũng")
    page.fill("#id_moi-birth", "4/3/1995")
    page.select_option("#id_moi-sex", "male")
    page.get_by_role("button", name="Mở hồ sơ").click()
    expect(page.locator("h1")).to_have_text("Phạm Văn Dũng")
    # However long a name is, what stands beside it is not written letter under letter.
    assert min(page.evaluate("[...document.querySelectorAll('.facts dd')].map((each) => each.clientWidth)")) > 100
    page.get_by_role("link", name="Chi bộ ghi vào danh sách cảm tình Đảng").click()
    page.fill("#id_on", "2/2/2023")
    page.get_by_role("button", name="Ghi bước này").click()
    expect(page.locator(".errorlist")).to_contain_text("giúp đỡ")
    page.fill("#id_mentor", "do ba cuong")
    page.get_by_role("button", name="Ghi bước này").click()
    expect(page.locator("main")).to_contain_text("cảm tình Đảng")
    page.get_by_text("Thêm giấy tờ").click()
    page.select_option("#id_code", "1-KNĐ")
    page.set_input_files("#id_file", {"name": "don.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 don xin"})
    page.get_by_role("button", name="Ghi giấy tờ").click()
    expect(page.locator("#giay-to")).to_contain_text("don.pdf")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="6-KNĐ – Nghị quyết chi bộ").click()
    with waiting.value.path().open("rb") as stream:
        assert stream.read(4) == b"PK\x03\x04"
    page.get_by_text("Rút lại bước vừa ghi").click()
    page.fill("#reason", "ghi nhầm")
    page.get_by_role("button", name="Rút lại; bút toán").click()
    expect(page.locator(".is-reversed")).to_have_count(1)


def test_a_phone_shows_every_main_page_without_scrolling_sideways(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("vanphong", 360, 740)
    for path in MAIN_PAGES:
        page.goto(f"{site.address}{path}?{WHEN}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_the_keyboard_alone_reaches_the_content(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("vanphong")
    page.goto(f"{site.address}/?{WHEN}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#noi-dung")


def test_nothing_typed_is_lost(site: Site, enter: Callable[..., Page]) -> None:
    """Not when the login ends in the middle, not by a refusal, not by another form of the same page; and nothing is sent twice."""
    page = enter("vanphong")
    page.goto(f"{site.address}/hop/moi/")
    page.select_option("#id_sort", "conference")
    page.fill("#id_title", "Phiên tháng Ba")
    page.fill("#id_on", "20/3/2023")
    session = [each for each in page.context.cookies() if each["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lập cuộc họp").click()
    expect(page.get_by_role("alert")).to_contain_text("còn nguyên ở đây")
    expect(page.locator("#id_title")).to_have_value("Phiên tháng Ba")
    page.context.add_cookies(session)  # type: ignore[arg-type]
    page.get_by_role("button", name="Lập cuộc họp").dblclick()
    expect(page.locator("h1")).to_have_text("Phiên tháng Ba")
    address = page.url
    page.locator("main textarea").first.fill("Đồng chí bí thư trình bày")
    page.fill("#m-chair", "Đỗ Bá Cường")
    page.get_by_role("button", name="Lưu biên bản").click()
    expect(page.locator("main")).to_contain_text("Đã ghi.")
    expect(page.locator("main textarea").first).to_have_value("Đồng chí bí thư trình bày")
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu diễn biến").click()
    expect(page.locator("#m-chair")).to_have_value("Đỗ Bá Cường")
    page.get_by_text("Ghi một biểu quyết").click()
    page.fill("#b-matter", "Thông qua chương trình")
    page.fill("#b-for", "99")
    page.get_by_role("button", name="Ghi biểu quyết").click()
    expect(page.locator("form:has(#b-matter) .error")).to_be_visible()
    expect(page.locator("#b-matter")).to_have_value("Thông qua chương trình")
    page.goto(address.split("?")[0] + "diem-danh/")
    page.context.clear_cookies(name="sessionid")
    page.locator("button[name=presence]").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Phiên đăng nhập đã hết")
    expect(page.locator("[type=password]")).to_have_count(0)
    page.context.add_cookies(session)  # type: ignore[arg-type]
    page.goto(f"{site.address}/hop/?{WHEN}")
    assert page.get_by_role("link", name="Phiên tháng Ba").count() == 1 and address != page.url


def test_a_person_is_chosen_by_three_letters_and_the_keyboard(site: Site, enter: Callable[..., Page]) -> None:
    """One of six hundred: typed, chosen and sent without a mouse; several on a phone by the finger, one of them left out again."""
    page = enter("vanphong")
    page.goto(f"{site.address}/ghi-so/elected/?{WHEN}")
    assert len(page.content()) < 60_000
    field = page.get_by_role("combobox", name="Người (nếu ghi cho một người)")
    field.press_sequentially("cuo")
    expect(page.locator(OFFERED).first).to_contain_text("Đỗ Bá Cường")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(page.locator(OFFERED).first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == page.locator(OFFERED).first.get_attribute("id")
    field.press("Enter")
    expect(field).to_have_value("Đỗ Bá Cường (DV0001)")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    assert page.url.endswith(f"/ghi-so/elected/?{WHEN}"), "a form that is not finished is not sent"
    page.fill("#id_body", "cấp ủy")
    page.get_by_role("button", name="Ghi sổ", exact=True).press("Enter")
    expect(page.locator(".messages")).to_contain_text("Đã ghi bút toán số")


def test_several_persons_are_chosen_on_a_phone(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("vanphong", 360, 740)
    page.goto(f"{site.address}/ghi-so/inspection_round/?{WHEN}")
    field, chosen = page.locator("#id_target_people"), page.locator(".kept input")
    for typed, place in (("cuong", 0), ("cuong", 1), ("nguyen", 2)):
        field.press_sequentially(typed)
        page.locator(OFFERED).nth(place).click()
        expect(field).to_have_value("")
        expect(field).to_be_focused()
    expect(chosen).to_have_count(3)
    chosen.nth(1).uncheck()
    field.press_sequentially("nguyen thi h")
    expect(page.locator(OFFERED).first).to_be_visible()
    field.press("Escape")
    expect(page.locator(OFFERED)).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Ghi sổ", exact=True).click()
    expect(page.locator(".offered legend")).to_have_text("“nguyen thi h” là ai?")
    expect(page.locator(".kept input:checked")).to_have_count(2)
    expect(field).to_have_value("nguyen thi h")
    page.locator(".offered input").first.check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_a_script_a_name_is_enough(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("vanphong")
    page.route("**/choose*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{site.address}/ho-so/moi/transfer_inside/?{WHEN}")
    page.fill("#id_person", "do ba cuong")
    page.select_option("#id_place", "CB01")
    page.select_option("#id_to_cell", index=3)
    page.get_by_role("button", name="Mở hồ sơ").click()
    expect(page.locator("h1")).to_have_text("Đỗ Bá Cường")


def test_who_was_chosen_stays_when_another_form_of_the_page_is_sent(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("vanphong")
    page.goto(f"{site.address}/ho-so/moi/badge_round/?{WHEN}")
    page.fill("#id_subject", "Đợt 19/5")
    page.fill("#id_round", "19/5/2023")
    page.get_by_role("button", name="Mở hồ sơ").click()
    page.get_by_text("Thêm người").click()
    page.locator("#people").press_sequentially("do ba cuong")
    page.locator(OFFERED).first.click()
    page.get_by_text("Thêm giấy tờ").click()
    page.fill("#id_other", "Tờ trình")
    page.get_by_role("button", name="Ghi giấy tờ").click()
    expect(page.locator("#giay-to")).to_contain_text("Tờ trình")
    expect(page.locator("#people")).to_have_value("DV0001\n")
    page.fill("#years", "30")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.locator("#nguoi")).to_contain_text("DV0001")
