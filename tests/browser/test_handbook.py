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
