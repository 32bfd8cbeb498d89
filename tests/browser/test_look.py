"""Every page in a real browser: nothing that axe finds fault with, by day, by night and on a phone; all of it by keyboard.

The page as a phone shows it is looked at with every change; the other ways only by who changes the look (`make look`).
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Demo
from tests.browser.walking import Walk, walk

pytestmark = pytest.mark.browser
AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING: dict[str, Any] = {"runOnly": RULES, "resultTypes": ["violations"]}
COLOURS: dict[str, Any] = {**EVERYTHING, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
MODES = {
    "on a phone": ({"viewport": PHONE, "color_scheme": "light"}, EVERYTHING),
    "by day": ({"viewport": DESK, "color_scheme": "light"}, EVERYTHING),
    "by night": ({"viewport": DESK, "color_scheme": "dark"}, COLOURS),
    "on a phone by night": ({"viewport": PHONE, "color_scheme": "dark"}, COLOURS),
    "in English on a phone": ({"viewport": PHONE, "color_scheme": "light", "english": True}, EVERYTHING),
}
# The first way stands for all of them where time is short.
WAYS = [mode if mode == "on a phone" else pytest.param(mode, marks=pytest.mark.slow) for mode in MODES]
FAULTS = """async (options) => (await axe.run(document, options)).violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.target.join(" ")}`))"""
UNREACHED = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.disabled && !each.closest("[aria-hidden=true]"))
    .filter((each) => { each.focus(); return document.activeElement !== each || each.tabIndex > 0; })
    .map((each) => "not reached by keyboard: " + each.outerHTML.slice(0, 120))"""
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".scroll, .unseen, pre"))
    .map((each) => `wider than the window: ${each.tagName}.${each.className}`).slice(0, 3)"""


@pytest.fixture(scope="module")
def walked(demo: Demo) -> Iterator[Walk]:
    with walk(demo[0]) as found:
        yield found


class Readers:
    """A tab for each reader. The page's own security policy would refuse axe, so it is set aside here and only here."""

    def __init__(self, walked: Walk, browser: Browser, *, english: bool = False, **how: Any) -> None:
        self.walked, self.browser, self.how = walked, browser, how
        self.cookies = [{"name": "ngon_ngu", "value": "en", "url": walked.address}] if english else []
        self.tabs: dict[str, Page] = {}

    def tab(self, reader: str) -> Page:
        if reader not in self.tabs:
            context = self.browser.new_context(bypass_csp=True, **self.how)
            cookies = (
                [{"name": "sessionid", "value": self.walked.sessions[reader], "url": self.walked.address}] if reader != "anonymous" else []
            )
            context.add_cookies([*self.cookies, *cookies])  # type: ignore[list-item]
            self.tabs[reader] = context.new_page()
        return self.tabs[reader]

    def close(self) -> None:
        for page in self.tabs.values():
            page.context.close()


@pytest.mark.parametrize("mode", WAYS)
def test_every_page_is_without_barriers_fits_and_is_reached_by_keyboard(walked: Walk, browser: Browser, mode: str) -> None:
    how, options = MODES[mode]
    readers = Readers(walked, browser, **how)
    assert len(walked.pages) > 90
    faults: dict[str, list[str]] = {}
    for reader, path in walked.pages:
        page = readers.tab(reader)
        answer = page.goto(walked.url(path))
        assert answer is not None and answer.status == 200, path
        page.evaluate(AXE)
        found = [*page.evaluate(FAULTS, options), *page.evaluate(WIDER), *page.evaluate(UNREACHED)]
        if found:
            faults[path] = found
    readers.close()
    assert faults == {}
