"""A member's phone without a network: pages opened once are there, what is done then is kept and sent when the network is back."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.phone import PHONE, ask_everybody, controlled, enter
from tests.browser.serving import Site
from tests.drawn import PNG

pytestmark = pytest.mark.browser
# Everything in the phone's own store of what waits.
HELD = """() => new Promise((done) => {
  indexedDB.open("so-tay").onsuccess = (opened) => {
    opened.target.result.transaction("acts").objectStore("acts").getAll().onsuccess = (asked) => done(asked.target.result);
  };
})"""


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
    ask_everybody(desk, site, "Đi đâu?", "Biển\nNúi")
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
