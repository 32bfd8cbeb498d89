"""One browser and one demonstration for all tests in a browser; each file of tests works on a copy of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.phone import PHONE
from tests.browser.serving import FLAGS, Site, chromium, served
from tests.homes import Home

Demo = tuple[Home, dict[str, str]]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def pattern_demo(make_home: Callable[..., Home]) -> Demo:
    """The demonstration as it is loaded, with the passwords of its users: never worked on itself."""
    return loaded(make_home())


def loaded(home: Home) -> Demo:
    done = home.run("demo", "--no-serve", "--json")
    assert done.returncode == 0, done.stderr
    return home, {login["username"]: login["password"] for login in json.loads(done.stdout)["logins"]}


@pytest.fixture(scope="module")
def demo(pattern_demo: Demo, make_home: Callable[..., Home]) -> Demo:
    """A demonstration of this file's own: a copy of the loaded one, for loading it takes most of a minute."""
    pattern, passwords = pattern_demo
    home = make_home()
    if "DANGVU_DATABASE_URL" in home.env:
        return loaded(home)
    shutil.copytree(pattern.path, home.path, dirs_exist_ok=True)
    return home, passwords


@pytest.fixture(scope="module")
def site(demo: Demo) -> Iterator[Site]:
    home, passwords = demo
    with served(home) as address:
        yield Site(address, passwords)


@pytest.fixture
def opened(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a reader of its own; afterwards no request went anywhere but to the program, and no page complained."""
    asked: list[str] = []
    complaints: list[str] = []
    contexts = []

    def page_of(width: int = 1280, height: int = 900) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True))
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((site.address, "data:", "blob:"))] == []


@pytest.fixture
def enter(site: Site, opened: Callable[..., Page]) -> Callable[..., Page]:
    """Log somebody in."""

    def log_in(name: str, width: int = 1280, height: int = 900, to: str = "/") -> Page:
        page = opened(width, height)
        page.goto(f"{site.address}/dang-nhap/?next={to}")
        page.fill("[autocomplete=username]", name)
        page.fill("[autocomplete=current-password]", site.passwords[name])
        page.press("[autocomplete=current-password]", "Enter")
        page.wait_for_url(lambda url: "dang-nhap" not in url)
        return page

    return log_in


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    yield context
    context.close()
