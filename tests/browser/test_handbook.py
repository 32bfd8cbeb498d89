"""A member's phone: pages opened once are there without a network, an answer given then is sent when the network is back."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.serving import Site
from tests.drawn import PNG

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


def controlled(page: Page) -> None:
    """Wait for the service worker; asked again and again from here: the page's own policy forbids what Playwright would wait with."""
    for _ in range(150):
        if page.evaluate("navigator.serviceWorker.controller !== null"):
            return
        page.wait_for_timeout(200)


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


def test_a_members_phone_works_without_a_network(site: Site, phone: BrowserContext) -> None:
    page = phone.new_page()
    enter(page, site, "dangvien")
    assert page.url.endswith("/so-tay/"), "a member is led to the own pages"
    controlled(page)
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
    expect(page.locator("#tin")).to_contain_text("Đã gửi: trả lời mời họp")
    expect(page.locator("#tin")).to_contain_text("Mã không đúng")
    page.goto(meeting)
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
    expect(desk.locator("main")).to_contain_text("Tháng sau.")
    desk.goto(f"{site.address}/tham-do/moi/")
    desk.select_option("#id_place_of", "CB01")
    desk.fill("#id_question", "Họp ngày nào?")
    desk.fill("#id_choices", "Thứ bảy\nChủ nhật")
    desk.locator("main button.primary").click()
    expect(desk.locator("h1")).to_have_text("Họp ngày nào?")

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


def test_study_bookmark_and_question_wait_for_the_network(browser: Browser, site: Site, phone: BrowserContext) -> None:
    page = phone.new_page()
    enter(page, site, "dangvien")
    controlled(page)
    home = f"{site.address}/so-tay"
    page.goto(f"{home}/thu-vien/")
    page.locator("a[href*='/hoc-tap/']").first.click()
    study = page.url
    page.get_by_role("link", name="Đọc văn bản").click()
    text = page.url
    for way in ("trao-doi/", "da-gui/"):
        page.goto(f"{home}/{way}")

    phone.set_offline(True)
    page.goto(study)
    page.get_by_role("button", name="Tôi đã học").click()
    expect(page.locator("#tin")).to_contain_text("có mạng sẽ tự gửi")
    expect(page.get_by_role("button", name="Tôi đã học")).to_be_disabled()
    page.fill("#ghi-chep", "Viết trong hội trường")
    page.get_by_role("button", name="Giữ lại").click()
    expect(page.locator("#tin p")).to_have_count(2)
    page.goto(study)
    expect(page.locator("#ghi-chep")).to_have_value("Viết trong hội trường")
    page.fill("#ghi-chep", "Viết trong hội trường, sửa lại")
    page.get_by_role("button", name="Giữ lại").click()
    expect(page.locator("#tin")).to_contain_text("có mạng sẽ tự gửi")
    page.goto(text)
    page.get_by_role("button", name="Đánh dấu: II. Nhiệm vụ").click()
    expect(page.get_by_role("button", name="Đánh dấu: II. Nhiệm vụ")).to_be_disabled()
    page.goto(f"{home}/trao-doi/")
    page.fill("#id_text", "Khi nào có sóng ở hội trường?")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator("#tin")).to_contain_text("có mạng sẽ tự gửi")
    expect(page.locator("#id_text")).to_have_value("")
    page.fill("#id_text", "Điều này thôi không hỏi")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator("#tin p")).to_have_count(2)
    page.goto(f"{home}/da-gui/")
    waiting = page.locator("[data-waiting-list] li")
    expect(waiting).to_have_count(5)
    expect(page.locator("[data-waiting-list]")).to_contain_text("sửa lại")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    waiting.filter(has_text="thôi không hỏi").get_by_role("button", name="Bỏ, không gửi").click()
    expect(waiting).to_have_count(4)

    # No page is open when the network comes back: one that is sends by itself, and leaving it would take away what it says.
    page.goto("about:blank")
    phone.set_offline(False)
    page.goto(f"{home}/da-gui/")
    expect(waiting).to_have_count(0)
    for done in ("báo đã học", "ghi chép học tập", "đánh dấu trang", "câu hỏi, ý kiến"):
        expect(page.locator("#tin")).to_contain_text(f"Đã gửi: {done}")
    page.reload()
    for done in ("Báo đã học", "Ghi chép học tập", "Đánh dấu trang", "Câu hỏi, ý kiến"):
        expect(page.locator("main li").filter(has_text=done).first).to_contain_text("đã ghi")
    page.goto(study)
    expect(page.locator("#da-hoc")).to_contain_text("Bạn đã báo")
    expect(page.locator("#ghi-chep")).to_have_value("Viết trong hội trường, sửa lại")
    page.goto(f"{home}/thu-vien/")
    expect(page.locator("main")).to_contain_text("Dấu trang của tôi")
    page.goto(f"{home}/trao-doi/")
    expect(page.locator(".said").first).to_contain_text("Khi nào có sóng ở hội trường?")
    expect(page.locator("main")).not_to_contain_text("thôi không hỏi")


def noise(size: int) -> bytes:
    """A picture of a paper as a phone's camera makes it: several megabytes."""
    made = io.BytesIO()
    Image.frombytes("RGB", (size, size), os.urandom(3 * size * size)).save(made, "JPEG", quality=95)
    return made.getvalue()


def test_a_correction_with_its_photograph_waits_for_the_network(site: Site, phone: BrowserContext) -> None:
    page = phone.new_page()
    enter(page, site, "dangvien")
    controlled(page)
    ask, large = f"{site.address}/so-tay/de-nghi/", noise(1800)
    for way in (ask, f"{site.address}/so-tay/da-gui/"):
        page.goto(way)
    assert len(large) > 2_000_000

    phone.set_offline(True)
    page.goto(ask)
    page.select_option("#id_field", "occupation")
    page.fill("#id_wanted", "Kỹ sư cơ khí")
    page.set_input_files("#id_photo", files=[{"name": "giay.jpg", "mimeType": "image/jpeg", "buffer": large}])
    page.get_by_role("button", name="Gửi văn phòng").click()
    expect(page.locator("#tin")).to_contain_text("có mạng sẽ tự gửi")
    expect(page.locator("#id_wanted")).to_have_value("")
    page.select_option("#id_field", "birth")
    page.fill("#id_wanted", "hôm nọ")
    page.set_input_files("#id_photo", files=[{"name": "khai-sinh.png", "mimeType": "image/png", "buffer": PNG}])
    page.get_by_role("button", name="Gửi văn phòng").click()
    expect(page.locator("#tin p")).to_have_count(2)
    # One that is too large is told so, and what was typed stays.
    page.evaluate("document.querySelector('form[data-largest]').dataset.largest = 1000")
    page.fill("#id_wanted", "Còn đây")
    page.set_input_files("#id_photo", files=[{"name": "lon.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" + bytes(2000)}])
    page.get_by_role("button", name="Gửi văn phòng").click()
    expect(page.locator("#tin")).to_contain_text("Ảnh lớn quá")
    expect(page.locator("#id_wanted")).to_have_value("Còn đây")
    page.goto(f"{site.address}/so-tay/da-gui/")
    waiting = page.locator("[data-waiting-list] li")
    expect(waiting).to_have_count(2)
    expect(waiting.first).to_contain_text("Kỹ sư cơ khí")
    with page.expect_download() as taken:
        waiting.first.get_by_role("link", name="giay.jpg").click()
    assert 0 < Path(taken.value.path()).stat().st_size < len(large), "it is made smaller for a weak network, and can be read"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    phone.set_offline(False)
    expect(page.locator("#tin")).to_contain_text("Đã gửi: đề nghị sửa lý lịch Văn phòng sẽ đối chiếu")
    # What could not be taken stays on the phone with its picture, until its owner drops it.
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("hôm nọ")
    expect(waiting.get_by_role("link", name="khai-sinh.png")).to_be_visible()
    page.reload()
    expect(page.locator("main li").filter(has_text="đã ghi").first).to_contain_text("Đề nghị sửa lý lịch")
    expect(waiting).to_have_count(1)
    waiting.get_by_role("button", name="Bỏ, không gửi").click()
    expect(waiting).to_have_count(0)
    page.goto(f"{site.address}/so-tay/ho-so/")
    expect(page.locator("main")).to_contain_text("Kỹ sư cơ khí")


def test_a_network_that_leads_nowhere_loses_nothing_and_a_vote_is_never_kept(site: Site, phone: BrowserContext, browser: Browser) -> None:
    desk = browser.new_context(locale="vi-VN").new_page()
    enter(desk, site, "bithu")
    desk.goto(f"{site.address}/tham-do/moi/")
    desk.select_option("#id_place_of", "CB01")
    desk.fill("#id_question", "Đi đâu?")
    desk.fill("#id_choices", "Biển\nNúi")
    desk.locator("main button.primary").click()
    expect(desk.locator("h1")).to_have_text("Đi đâu?")
    desk.context.close()

    page = phone.new_page()
    enter(page, site, "dangvien")
    controlled(page)
    page.goto(f"{site.address}/so-tay/trao-doi/")
    # The phone believes to have a network, and nobody answers.
    phone.route("**/so-tay/sw.js", lambda route: route.abort() if route.request.method == "HEAD" else route.continue_())
    page.fill("#id_text", "Wi-Fi không ra ngoài được")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator("#tin")).to_contain_text("có mạng sẽ tự gửi")
    phone.unroute("**/so-tay/sw.js")
    page.goto(f"{site.address}/so-tay/trao-doi/")
    expect(page.locator("#tin")).to_contain_text("Đã gửi: câu hỏi, ý kiến")

    page.get_by_role("link", name="Đi đâu?").click()
    page.get_by_label("Núi").check()
    phone.set_offline(True)
    page.get_by_role("button", name="Bỏ phiếu").click()
    expect(page.locator("#tin")).to_contain_text("việc này cần mạng")
    assert page.evaluate(HELD) == []
    phone.set_offline(False)
    page.get_by_role("button", name="Bỏ phiếu").click()
    expect(page.locator("main")).to_contain_text("Bạn đã bỏ phiếu")


# Everything in the phone's own store of what waits.
HELD = """() => new Promise((done) => {
  indexedDB.open("so-tay").onsuccess = (opened) => {
    opened.target.result.transaction("acts").objectStore("acts").getAll().onsuccess = (asked) => done(asked.target.result);
  };
})"""
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
