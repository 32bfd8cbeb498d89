"""A member's phone with a network: how much its first load takes, questions and polls, documents that are read and found."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.phone import PHONE, ask_everybody, controlled, enter
from tests.browser.serving import Site

pytestmark = pytest.mark.browser
# What went over the wire for the page that is open, and what the worker fetched to keep.
SENT = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((each) => each.transferSize)"
KEPT = """async () => {
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const answers = (await Promise.all(stores.map((each) => each.matchAll()))).flat();
  return (await Promise.all(answers.map((each) => each.blob()))).map((each) => each.size);
}"""


def test_the_first_load_is_small(site: Site, phone: BrowserContext) -> None:
    """A phone that was never here: the login, the first page, and once more all that the worker keeps, in bytes: 150 kB at most."""
    page = phone.new_page()
    page.goto(site.address)
    login = sum(page.evaluate(SENT))
    enter(page, site, "dangvien")
    controlled(page)
    home, kept = sum(page.evaluate(SENT)), sum(page.evaluate(KEPT))
    assert home > 0 and kept > 0
    print("FIRST", login, home, kept)
    assert login + home + kept < 150_000


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
    expect(desk.locator("main")).to_contain_text("Tháng sau.")
    ask_everybody(desk, site, "Họp ngày nào?", "Thứ bảy\nChủ nhật")

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
    controlled(page)
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
    page.goto(f"{site.address}/so-tay/thu-vien/")
    page.fill("#tu", "to cong nghe")
    page.press("#tu", "Enter")
    found = page.locator("[data-list] li:visible")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Mỗi chi bộ có một tổ công nghệ số cộng đồng.")
    found.get_by_role("link").click()
    page.wait_for_url("**/thu-vien/**#d4")
    page.goto(f"{site.address}/so-tay/thu-vien/")
    page.fill("#tu", "khong co")
    page.press("#tu", "Enter")
    expect(page.locator("[data-list] li:visible")).to_have_count(0)
    expect(page.locator("[data-none]")).to_be_visible()
    page.fill("#tu", "chuyen doi")
    page.press("#tu", "Enter")
    expect(page.locator("[data-list] li:visible")).to_have_count(1)
