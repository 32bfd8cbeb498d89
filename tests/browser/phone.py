"""What tests of a member's phone share: its window, the login, the wait for its service worker."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.serving import Site

PHONE = {"width": 360, "height": 740}


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


def ask_everybody(desk: Page, site: Site, question: str, choices: str) -> None:
    """A poll of the first cell, as its secretary begins one."""
    desk.goto(f"{site.address}/tham-do/moi/")
    desk.select_option("#id_place_of", "CB01")
    desk.fill("#id_question", question)
    desk.fill("#id_choices", choices)
    desk.locator("main button.primary").click()
    expect(desk.locator("h1")).to_have_text(question)
