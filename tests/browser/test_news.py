"""An article on its way to the public, in a real Chromium: drafted from the conference, objected to, mended, published, read."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.test_clerk import FLAGS, Site, await_answer, free_port
from tests.homes import ROOT, Home

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def newsroom(make_home: Callable[..., Home]) -> Iterator[Site]:
    home = make_home()
    done = home.run("demo", "--no-serve", "--json")
    assert done.returncode == 0, done.stderr
    passwords = {login["username"]: login["password"] for login in json.loads(done.stdout)["logins"]}
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "dangvu", "serve", "--port", str(port)], cwd=ROOT, env=home.env) as server:
        address = f"http://localhost:{port}"
        await_answer(address)
        yield Site(address, passwords)
        server.terminate()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "no Chromium: run scripts/system-packages test"
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def opened(newsroom: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page for somebody, or for nobody; afterwards nothing was asked for elsewhere and no page complained."""
    asked: list[str] = []
    complaints: list[str] = []

    def open_for(name: str = "", width: int = 1280) -> Page:
        page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        if name:
            page.goto(f"{newsroom.address}/dang-nhap/?next=/bien-tap/")
            page.fill("[autocomplete=username]", name)
            page.fill("[autocomplete=current-password]", newsroom.passwords[name])
            page.press("[autocomplete=current-password]", "Enter")
            page.wait_for_url("**/bien-tap/")
        return page

    yield open_for
    assert complaints == []
    assert [url for url in asked if not url.startswith((newsroom.address, "data:", "blob:"))] == []


def submitted(page: Page) -> None:
    page.locator("[data-w-dropdown-target=toggle]", has=page.locator("svg.icon-arrow-up")).last.click()
    page.locator("button[name=action-submit]").click()
    page.wait_for_load_state()


def test_from_the_conference_to_the_public(newsroom: Site, opened: Callable[..., Page]) -> None:
    editor = opened("bientap")
    editor.goto(f"{newsroom.address}/bien-tap/tu-hoi-nghi/")
    editor.get_by_role("button", name="Soạn bản nháp").click()
    editor.wait_for_url("**/edit/")
    number = editor.url.rstrip("/").split("/")[-2]
    editor.fill("#id_lead", "Đến ngày 22/3/2023, Đảng bộ có 62 chi bộ trực thuộc với 667 đảng viên.")
    submitted(editor)
    review = f"{newsroom.address}/bien-tap/xuat-ban/{number}/"
    editor.goto(review)
    expect(editor.locator("[data-kind=text]").first).to_contain_text("667")
    expect(editor.get_by_role("button", name="Xuất bản")).to_have_count(0)

    secretary = opened("bithu")
    secretary.goto(review)
    expect(secretary.locator("[data-kind=text]").first).to_contain_text("647")
    expect(secretary.get_by_role("button", name="Xuất bản", exact=True)).to_be_disabled()
    secretary.goto(f"{newsroom.address}/bien-tap/pages/{number}/edit/")
    secretary.fill("#id_lead", "Đến ngày 22/3/2023, Đảng bộ có 62 chi bộ trực thuộc với 647 đảng viên.")
    secretary.locator("button.action-save").first.click()
    secretary.wait_for_load_state()
    secretary.goto(review)
    secretary.get_by_role("button", name="Xuất bản", exact=True).click()
    expect(secretary.locator(".messages")).to_contain_text("Đã xuất bản")

    reader = opened(width=360)
    reader.goto(f"{newsroom.address}/tin/tim/?q=hoi+nghi+so+ket+giua+nhiem+ky")
    reader.get_by_role("link", name="Hội nghị sơ kết giữa nhiệm kỳ").first.click()
    expect(reader.locator("main")).to_contain_text("647 đảng viên")
    expect(reader.locator("main")).not_to_contain_text("667")
    assert reader.context.cookies() == []


@pytest.mark.parametrize("width", [1280, 360])
def test_the_front_page_fits_and_every_picture_is_there(newsroom: Site, opened: Callable[..., Page], width: int) -> None:
    page = opened(width=width)
    page.goto(f"{newsroom.address}/tin/")
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
