"""An article on its way to the public, in a real Chromium: drafted from the conference, objected to, mended, published, read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Site

pytestmark = pytest.mark.browser


def submitted(page: Page) -> None:
    page.locator("[data-w-dropdown-target=toggle]", has=page.locator("svg.icon-arrow-up")).last.click()
    page.locator("button[name=action-submit]").click()
    page.wait_for_load_state()


def test_from_the_conference_to_the_public(site: Site, opened: Callable[..., Page], enter: Callable[..., Page]) -> None:
    editor = enter("bientap", to="/bien-tap/")
    editor.goto(f"{site.address}/bien-tap/tu-hoi-nghi/")
    editor.get_by_role("button", name="Soạn bản nháp").click()
    editor.wait_for_url("**/edit/")
    number = editor.url.rstrip("/").split("/")[-2]
    editor.fill("#id_lead", "Đến ngày 22/3/2023, Đảng bộ có 62 chi bộ trực thuộc với 667 đảng viên.")
    submitted(editor)
    expect(editor.locator(".messages")).to_contain_text("đi duyệt")
    review = f"{site.address}/bien-tap/xuat-ban/{number}/"
    editor.goto(review)
    expect(editor.locator("[data-kind=text]").first).to_contain_text("667")
    expect(editor.get_by_role("button", name="Xuất bản")).to_have_count(0)

    secretary = enter("bithu", to="/bien-tap/")
    secretary.goto(review)
    expect(secretary.locator("[data-kind=text]").first).to_contain_text("647")
    expect(secretary.get_by_role("button", name="Xuất bản", exact=True)).to_be_disabled()
    secretary.goto(f"{site.address}/bien-tap/pages/{number}/edit/")
    secretary.fill("#id_lead", "Đến ngày 22/3/2023, Đảng bộ có 62 chi bộ trực thuộc với 647 đảng viên.")
    secretary.locator("button.action-save").first.click()
    expect(secretary.locator(".messages")).to_contain_text("Đã lưu bài")
    secretary.goto(review)
    secretary.get_by_role("button", name="Xuất bản", exact=True).click()
    expect(secretary.locator(".messages")).to_contain_text("Đã xuất bản")

    reader = opened(width=360)
    reader.goto(f"{site.address}/tin/tim/?q=hoi+nghi+so+ket+giua+nhiem+ky")
    reader.get_by_role("link", name="Hội nghị sơ kết giữa nhiệm kỳ").first.click()
    expect(reader.locator("main")).to_contain_text("647 đảng viên")
    expect(reader.locator("main")).not_to_contain_text("667")
    assert reader.context.cookies() == []


def test_an_article_is_not_lost_when_the_login_ends_while_it_is_written(site: Site, enter: Callable[..., Page]) -> None:
    # A tab of its own: Wagtail asks every few seconds who else is writing, and the browser complains when nobody may ask any more.
    editor = enter("bientap", to="/bien-tap/").context.new_page()
    editor.goto(f"{site.address}/bien-tap/tu-hoi-nghi/")
    editor.get_by_role("button", name="Soạn bản nháp").click()
    editor.wait_for_url("**/edit/")
    editor.wait_for_load_state("networkidle")
    session = [each for each in editor.context.cookies() if each["name"] == "sessionid"]
    editor.context.clear_cookies(name="sessionid")
    words, told, save = editor.locator("#id_lead"), editor.locator("footer [role=alert]"), editor.locator("button.action-save").first
    words.fill("Đảng bộ có {{member_total}} đảng viên.")
    save.click()
    expect(told).to_contain_text("còn nguyên ở đây")
    expect(save).to_be_enabled()
    editor.context.add_cookies(session)  # type: ignore[arg-type]
    save.click()
    expect(editor.locator(".messages")).to_contain_text("Đã lưu bài")
    expect(words).to_have_value("Đảng bộ có {{member_total}} đảng viên.")
    # What saves itself says why it does not. Wagtail looks for changes only some moments after a page has come.
    editor.context.clear_cookies(name="sessionid")
    for moment in range(20):
        words.fill(f"Đảng bộ có {{{{member_total}}}} đảng viên ({moment}).")
        editor.wait_for_timeout(1000)
        if told.count():
            break
    expect(told).to_contain_text("Phiên đăng nhập đã hết")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_front_page_fits_and_every_picture_is_there(site: Site, opened: Callable[..., Page], width: int) -> None:
    page = opened(width=width)
    page.goto(f"{site.address}/tin/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="sơ kết nửa đầu nhiệm kỳ").last.click()
    expect(page.locator("h1")).to_contain_text("sơ kết nửa đầu nhiệm kỳ")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("picture => picture.naturalWidth") > 0
    page.locator("a.so", has_text="647").first.click()
    expect(page.locator("main")).to_contain_text("Mở các dòng được đếm")
