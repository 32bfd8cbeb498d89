"""A clerk brings a list in a real Chromium: the file dropped, the columns looked at, a person recognised, written, taken back."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Site
from tests.exchange.lists import HEADS, HOA, LAM, xlsx

pytestmark = pytest.mark.browser
SEWING, MACHINES = "Chi bộ Công ty TNHH May Hoa Sen Trắng", "Chi bộ Công ty cổ phần Cơ khí Ánh Dương"
KNOWN = (3, "Đỗ Bá Cường", "17/11/1978", "Nam", None, None, MACHINES, None, None)
DROP = """([text]) => {
    const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
    const held = new DataTransfer();
    held.items.add(new File([bytes], "danh sach.xlsx"));
    const box = document.getElementById("file");
    box.files = held.files;
    box.dispatchEvent(new Event("change", { bubbles: true }));
}"""


def test_a_list_is_dropped_looked_at_written_and_taken_back(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("vanphong")
    page.goto(f"{site.address}/ghi-so/")
    page.get_by_role("link", name="Nhập từ Excel").click()
    raw = xlsx([HEADS, (*HOA[:6], SEWING, *HOA[7:]), (*LAM[:6], "CB May", *LAM[7:]), KNOWN])
    page.evaluate(DROP, [base64(raw)])
    page.get_by_role("button", name="Tải lên và xem trước").click()
    expect(page.locator("h1")).to_have_text("Mỗi cột là gì?")
    page.select_option("#tc-1", label=SEWING)
    page.select_option("#cach", label="là chuyển sinh hoạt đến từ ngoài sổ")
    page.get_by_role("button", name="Đọc từng dòng").click()
    expect(page.locator("h1")).to_have_text("Xem trước: chưa ghi gì", timeout=30_000)
    page.get_by_label("Đỗ Bá Cường, sinh 17/11/1978").check()
    page.get_by_role("button", name="Lưu lựa chọn").click()
    expect(page.get_by_role("button", name="Ghi sổ: 2 người mới")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Ghi sổ: 2 người mới").click()
    expect(page.locator("h1")).to_have_text("Đã ghi sổ", timeout=30_000)
    expect(page.get_by_role("link", name="Phạm Thị Hoa")).to_be_visible()
    page.get_by_text("Nhập nhầm?").click()
    page.get_by_role("button", name="Hoàn tác cả lần nhập").click()
    expect(page.locator("h1")).to_have_text("Đã hoàn tác cả lần nhập", timeout=30_000)


def base64(raw: bytes) -> str:
    return b64encode(raw).decode()


def test_a_phone_shows_the_pages_of_a_list_without_scrolling_sideways(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("vanphong", 360, 740)
    page.goto(f"{site.address}/nhap-excel/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_input_files("#file", {"name": "ds.xlsx", "mimeType": "application/octet-stream", "buffer": xlsx([HEADS, HOA, KNOWN])})
    page.get_by_role("button", name="Tải lên và xem trước").click()
    expect(page.locator("h1")).to_have_text("Mỗi cột là gì?")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Đọc từng dòng").click()
    expect(page.locator("h1")).to_have_text("Xem trước: chưa ghi gì", timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
