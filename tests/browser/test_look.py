"""Every page in a real browser: nothing that axe finds fault with, by day, by night and on a phone; all of it by keyboard."""

from __future__ import annotations

import importlib.resources
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.test_clerk import FLAGS, chromium
from tests.browser.walking import Walk, walk
from tests.homes import Home

# Every page four times over: a walk for who changes the look (`make look`), not for every change.
pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
EVERYTHING: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
MODES = {
    "by day": ({"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}, EVERYTHING),
    "by night": ({"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}, COLOURS),
    "on a phone": ({"viewport": {"width": 360, "height": 740}, "color_scheme": "light"}, EVERYTHING),
}
FOUND = """async (options) => (await axe.run(document, options)).violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.target.join(" ")}`))"""
UNREACHED = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.disabled && !each.closest("[aria-hidden=true]"))
    .filter((each) => { each.focus(); return document.activeElement !== each || each.tabIndex > 0; })
    .map((each) => each.outerHTML.slice(0, 120))"""
WIDER = """() => [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1
    && !each.closest(".scroll, .unseen, pre")).map((each) => each.tagName + "." + each.className).slice(0, 3)"""


@pytest.fixture(scope="module")
def site(make_home: Callable[..., Home]) -> Iterator[Walk]:
    with walk(make_home) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


def readers(site: Walk, browser: Browser, **how: Any) -> dict[str, BrowserContext]:
    """A context for each reader. The page's own security policy would refuse axe, so it is set aside here and only here."""
    found = {"anonymous": browser.new_context(bypass_csp=True, **how)}
    for name, session in site.sessions.items():
        found[name] = browser.new_context(bypass_csp=True, **how)
        found[name].add_cookies([{"name": "sessionid", "value": session, "url": site.address}])
    return found


def opened(site: Walk, browser: Browser, **how: Any) -> Iterator[tuple[str, Page]]:
    """Every page there is, one after the other."""
    contexts = readers(site, browser, **how)
    tabs = {name: context.new_page() for name, context in contexts.items()}
    for reader, path in site.pages:
        page = tabs[reader]
        answer = page.goto(site.url(path))
        assert answer is not None and answer.status == 200, path
        yield path, page
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(site: Walk, browser: Browser, mode: str) -> None:
    how, options = MODES[mode]
    assert len(site.pages) > 60
    faults: dict[str, list[str]] = {}
    for path, page in opened(site, browser, **how):
        page.evaluate(AXE)
        found = page.evaluate(FOUND, options)
        if found:
            faults[path] = found
    assert faults == {}


def test_no_page_is_wider_than_a_phone_and_everything_is_reached_by_keyboard(site: Walk, browser: Browser) -> None:
    wide, unreached = {}, {}
    for path, page in opened(site, browser, viewport={"width": 360, "height": 740}):
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide[path] = page.evaluate(WIDER)
        if found := page.evaluate(UNREACHED):
            unreached[path] = found
    assert (wide, unreached) == ({}, {})
