"""A member's phone: pages opened once are there without a network, an answer given then is sent when the network is back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.serving import Site

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    yield context
    context.close()


def enter(page: Page, site: Site, name: str) -> None:
    page.goto(site.address)
    page.fill("#id_login", name)
    page.fill("#id_password", site.passwords[name])
    page.press("#id_password", "Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def test_a_members_phone_works_without_a_network(site: Site, phone: BrowserContext) -> None:
    page = phone.new_page()
    enter(page, site, "dangvien")
    assert page.url.endswith("/so-tay/"), "a member is led to the own pages"
    # Asked again and again from here: the page's own policy forbids what Playwright would wait with.
    for _ in range(150):
        if page.evaluate("navigator.serviceWorker.controller !== null"):
            break
        page.wait_for_timeout(200)
    page.reload()
    page.get_by_role("link", name="Sinh hoạt chi bộ thường kỳ").click()
    expect(page.locator("#tra-loi")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    meeting = page.url

    phone.set_offline(True)
    page.goto(f"{site.address}/so-tay/")
    expect(page.locator("main")).to_contain_text("Tuổi Đảng")
    page.goto(f"{site.address}/so-tay/de-nghi/")
    expect(page.locator("h1")).to_have_text("Chưa có mạng")
    page.goto(meeting)
    page.get_by_role("button", name="xin vắng").click()
    expect(page.locator("#ly-do")).to_be_focused()
    page.fill("#ly-do", "đi công tác")
    page.get_by_role("button", name="xin vắng").click()
    expect(page.locator("#tin")).to_contain_text("có mạng sẽ tự gửi")
    page.goto(f"{meeting}co-mat/?m=1-aaaaaaaaaaaa")
    expect(page.locator("#tin")).to_contain_text("có mạng sẽ tự gửi")

    phone.set_offline(False)
    page.goto(meeting)
    expect(page.locator("#tin")).to_contain_text("Đã gửi: trả lời mời họp")
    expect(page.locator("#tin")).to_contain_text("Mã không đúng")
    page.reload()
    expect(page.locator("#tra-loi")).to_contain_text("xin vắng, đi công tác")

    page.locator("form[data-logout] button").click()
    page.wait_for_url("**/dang-nhap/**")
    phone.set_offline(True)
    page.goto(f"{site.address}/so-tay/")
    expect(page.locator("h1")).to_have_text("Chưa có mạng")


def test_a_question_is_answered_and_a_poll_is_voted(site: Site, phone: BrowserContext, browser: Browser) -> None:
    page, desk = phone.new_page(), browser.new_context(locale="vi-VN").new_page()
    enter(page, site, "dangvien")
    page.get_by_role("link", name="Trao đổi").click()
    page.fill("#id_text", "Bao giờ sửa nhà sinh hoạt?")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator(".said")).to_contain_text("chờ trả lời đến hết ngày")

    enter(desk, site, "bithu")
    desk.goto(f"{site.address}/han-viec/")
    desk.get_by_role("link", name="Trả lời câu hỏi của đảng viên").click()
    desk.fill("#tra-loi", "Tháng sau.")
    desk.get_by_role("button", name="Gửi trả lời").click()
    desk.goto(f"{site.address}/tham-do/moi/")
    desk.select_option("#id_place_of", "CB01")
    desk.fill("#id_question", "Họp ngày nào?")
    desk.fill("#id_choices", "Thứ bảy\nChủ nhật")
    desk.locator("main button.primary").click()

    page.goto(f"{site.address}/so-tay/viec-moi/")
    expect(page.locator("main")).to_contain_text("Đã có trả lời")
    page.get_by_role("link", name="Thăm dò chờ bạn").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_label("Chủ nhật").check()
    page.get_by_role("button", name="Bỏ phiếu").click()
    expect(page.locator("main")).to_contain_text("Bạn đã bỏ phiếu")
    desk.reload()
    expect(desk.locator("main")).to_contain_text("1 trong 7 người đã bỏ phiếu")
    page.goto(f"{site.address}/so-tay/trao-doi/")
    expect(page.locator(".reply")).to_contain_text("Tháng sau.")
    desk.context.close()


TEXT = "I. Quan điểm\nLấy người dân làm trung tâm.\nII. Nhiệm vụ\nMỗi chi bộ có một tổ công nghệ số cộng đồng."
# A voice that notes what it is given: a machine without sound has none.
VOICE = """
window.said = [];
const voice = {
  getVoices: () => [{ lang: "en-US", name: "en" }, { lang: "vi_VN", name: "vi" }],
  speak: (each) => { window.said.push(`${each.voice.name}: ${each.text}`); setTimeout(() => each.onend?.(), 10); },
  cancel: () => undefined,
};
Object.defineProperty(window, "speechSynthesis", { value: voice });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def publish(browser: Browser, site: Site) -> None:
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    enter(page, site, "vanphong")
    page.goto(f"{site.address}/thu-vien/moi/")
    page.fill("#id_title", "Nghị quyết về chuyển đổi số")
    page.fill("#id_text", TEXT)
    page.get_by_role("button", name="Đăng", exact=True).click()
    expect(page.locator("article")).to_contain_text("tổ công nghệ số")
    context.close()


def test_a_document_is_found_marked_read_aloud_and_kept_without_a_network(browser: Browser, site: Site, phone: BrowserContext) -> None:
    publish(browser, site)
    phone.add_init_script(VOICE)
    page = phone.new_page()
    enter(page, site, "dangvien")
    for _ in range(150):
        if page.evaluate("navigator.serviceWorker.controller !== null"):
            break
        page.wait_for_timeout(200)
    page.get_by_role("link", name="Thư viện").click()
    page.fill("#tu", "cong nghe so")
    page.press("#tu", "Enter")
    page.get_by_role("link", name="Nghị quyết về chuyển đổi số").click()
    page.wait_for_url("**/thu-vien/**#d4")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    text = page.url.split("#")[0]
    page.locator("[data-aloud]").click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.said[0]").startswith("vi: ")
    page.get_by_role("button", name="Đánh dấu: II. Nhiệm vụ").click()
    expect(page.get_by_role("button", name="Bỏ dấu trang: II. Nhiệm vụ")).to_be_visible()
    page.goto(f"{site.address}/so-tay/thu-vien/")
    expect(page.locator("main")).to_contain_text("Dấu trang của tôi")

    phone.set_offline(True)
    page.goto(text)
    expect(page.locator("article")).to_contain_text("tổ công nghệ số")
    page.get_by_role("button", name="Đánh dấu: I. Quan điểm").click()
    expect(page.locator("#tin")).to_contain_text("việc này cần mạng")
    page.goto(f"{site.address}/so-tay/thu-vien/")
    page.fill("#tu", "khong co")
    page.press("#tu", "Enter")
    expect(page.locator("[data-list] li:visible")).to_have_count(0)
    page.fill("#tu", "chuyen doi")
    page.press("#tu", "Enter")
    expect(page.locator("[data-list] li:visible")).to_have_count(1)
