"""Bringing in a list on the site: from the upload to the entries, by the pages a clerk sees."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dangvu.exchange import background
from dangvu.exchange.models import Intake
from dangvu.ledger import book
from dangvu.orgs.models import Person, Role
from dangvu.privacy.models import Reading
from tests.exchange.lists import HEADS, HOA, LAM, csv, xlsx
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Background work is done before the page answers: a thread would see another transaction than the test's."""
    monkeypatch.setattr(background, "start", lambda name, work: work(lambda done, total: None))
    yield


def upload(client: Client, raw: bytes, name: str = "danh sach.xlsx", **more: str) -> str:
    """Send a file; the page that comes."""
    answer = client.post(reverse("staff:imports"), {"file": SimpleUploadedFile(name, raw), **more}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def act(client: Client, what: str, **told: str) -> str:
    answer = client.post(reverse("staff:import_act", args=[Intake.objects.latest("pk").pk, what]), told, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def filled(page: str) -> dict[str, str]:
    """The form of columns as it stands on the page, with somebody new carried over."""
    form = page.split('class="columns', 1)[-1]
    told = dict(re.findall(r'<input type="hidden" name="(ten-\d+)" value="([^"]*)"', form))
    told |= {"on": re.search(r'name="on" value="([^"]+)"', form)[1]}  # type: ignore[index]
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        told[name] = chosen[1] if chosen else ""
    return {name: value for name, value in told.items() if name not in ("trang", "dong")} | {"cach": "carried_over"}


def test_from_the_upload_to_the_entries_and_back(office: Office) -> None:
    page = upload(office.clerk, xlsx([HEADS, HOA, (*LAM[:6], "Chi bộ Lạ", *LAM[7:])]))
    assert "Mỗi cột là gì?" in page and "Chi bộ Lạ" in page and "Phạm Thị Hoa" in page
    form = filled(page)
    assert form["cot-1"] == "name" and form["cot-6"] == "org" and form["cot-0"] == ""
    # Members stand in this book already: how somebody new comes in is for a human to say.
    assert 'value="carried_over" selected' not in page
    page = act(office.clerk, "cot", **{**form, "cach": ""})
    assert "hãy chọn ở bước nhận cột: người mới là mang sang" in page
    page = act(office.clerk, "cot", **form)
    assert "Xem trước: chưa ghi gì" in page and "Sổ không có tổ chức tên" in page
    page = act(office.clerk, "cot", **{**form, "tc-1": "B", "on": "1/6/2021"})
    assert "Ghi sổ: 2 người mới" in page and "Sẽ ghi vào ngày 1/6/2021" in page
    last = book.last_number()
    page = act(office.clerk, "ghi")
    assert "Đã ghi sổ" in page and book.last_number() == last + 4 and f'href="/but-toan/{last + 1}/' in page
    assert "Phạm Thị Hoa" in office.page("people") and Person.objects.get(name="Đỗ Văn Lâm")
    page = act(office.clerk, "hoan-tac")
    assert "Đã hoàn tác cả lần nhập" in page and "Phạm Thị Hoa" not in office.page("people")
    # Who was taken back has no page any more.
    assert "Phạm Thị Hoa" in page and "/dang-vien/N" not in page
    assert "đã hoàn tác" in office.page("imports")


def test_what_stands_in_the_way_is_said_and_nothing_is_written(office: Office) -> None:
    an = ("1", "Nguyễn Văn An", "01/05/1970", "Nam", "12", None, "Chi bộ A", None, None)
    page = upload(office.clerk, xlsx([HEADS, an, (*HOA[:6], "Chi bộ Lạ", *HOA[7:])]))
    page = act(office.clerk, "cot", **filled(page))
    last = book.last_number()
    assert "Là ai trong sổ?" in page and "Còn 1 người cần đối chiếu" in act(office.clerk, "ghi")
    page = act(office.clerk, "nguoi", **{"dong-2": "an", "dong-3": "binh"})
    assert "Là ai trong sổ?" not in page and "1 dòng có lỗi" in act(office.clerk, "ghi")
    assert "giá trị không rõ" in act(office.clerk, "ghi", **{"bo-loi": "1"})
    assert "đã có mọi điều" in act(office.clerk, "ghi", **{"bo-loi": "1", "bo-khong-ro": "1"})
    assert book.last_number() == last


def test_a_form_of_columns_that_is_refused_comes_back_as_it_was_filled_in(office: Office) -> None:
    form = filled(upload(office.clerk, xlsx([HEADS, HOA])))
    told = {**form, "cot-1": "", "cot-0": "phone", "on": "1/6/2021"}
    page = act(office.clerk, "cot", **told)
    assert "Chưa cột nào được nhận là “Họ và tên”" in page and filled(page) == told
    page = act(office.clerk, "cot", **{**told, "on": "31/2/2021"})
    assert filled(page)["cot-0"] == "phone" and filled(page)["on"] == form["on"]


def test_rows_are_filtered_and_paged(office: Office) -> None:
    rows = [
        (n, f"Phạm Thị {'Hoa' if n % 2 else 'Lan'} {chr(65 + n % 26)}{chr(97 + n // 26)}", "25/03/1980", *HOA[3:4], None, None, *HOA[6:])
        for n in range(60)
    ]
    page = upload(office.clerk, xlsx([HEADS, *rows, (61, "Tên 1 2", *HOA[2:])]))
    page = act(office.clerk, "cot", **filled(page))
    assert "Ghi sổ: 60 người mới" in page and 'id="dong-51"' in page and 'id="dong-52"' not in page
    pk = Intake.objects.get().pk
    assert 'id="dong-52"' in office.page("import", pk, sau="51")
    wrong = office.page("import", pk, loai="error")
    assert 'id="dong-62"' in wrong and 'id="dong-2"' not in wrong
    assert 'id="dong-2"' in office.page("import", pk, muc="note")


def test_a_file_that_is_none_is_answered_by_a_sentence(office: Office) -> None:
    assert "trang web" in upload(office.clerk, b"<html><table></table></html>", "x.xls")
    assert "Không thấy danh sách" in upload(office.clerk, csv([("a", "b"), ("1", "2")]), "x.csv")
    assert "Hãy chọn tệp" in office.clerk.post(reverse("staff:imports")).content.decode()
    assert not Intake.objects.exists()


def test_another_sheet_and_another_header_row(office: Office) -> None:
    raw = xlsx([HEADS, HOA], more={"Sổ cũ": [("x",), ("Họ và tên", "Ngày sinh"), ("Lê Văn Sáu", "1/2/1960")]})
    assert "ở dòng 1." in upload(office.clerk, raw)
    page = act(office.clerk, "trang", trang="Sổ cũ", dong="")
    assert "Sổ cũ" in page and "ở dòng 2." in page
    assert "Lê Văn Sáu" in act(office.clerk, "cot", **{**filled(page), "chibo": "A"})
    assert "Không thấy danh sách" in act(office.clerk, "trang", trang="Sổ cũ", dong="9")


def test_a_form_filled_in_wrong_is_answered_on_the_same_page(office: Office) -> None:
    form = filled(upload(office.clerk, xlsx([HEADS, HOA])))
    assert "Hai cột" in act(office.clerk, "cot", **{**form, "cot-0": "name"})
    assert "chưa cột nào" in act(office.clerk, "cot", **{**form, "cot-1": ""}).lower()
    assert "không phải là ngày" in act(office.clerk, "cot", **{**form, "on": "32/1/2020"})
    assert Intake.objects.get().state == "uploaded"


def test_work_under_way_shows_how_far_it_is(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    form = filled(upload(office.clerk, xlsx([HEADS, HOA])))
    monkeypatch.setattr(background, "start", lambda name, work: background.Job(name).report(40, 100))
    page = act(office.clerk, "cot", **form)
    assert "Đang đọc từng dòng" in page and 'value="40"' in page
    pk = Intake.objects.get().pk
    waiting = office.clerk.get(reverse("staff:import_progress", args=[pk]))
    assert "HX-Refresh" not in waiting and "40%" in waiting.content.decode()
    background._file(f"intake-{pk}").unlink()
    over = office.clerk.get(reverse("staff:import_progress", args=[pk]))
    assert over["HX-Refresh"] == "true"
    assert "Máy đã dừng giữa chừng" in office.page("import", pk)


# Who may


def test_a_clerk_of_one_committee_sees_and_writes_only_there(office: Office) -> None:
    upload(office.clerk, xlsx([HEADS, HOA]))
    mine, theirs = office.login("vp1", "K1", Role.CLERK), Intake.objects.get()
    for name, arguments in (("import", [theirs.pk]), ("import_progress", [theirs.pk])):
        assert mine.get(reverse(f"staff:{name}", args=arguments)).status_code == 404
    assert mine.post(reverse("staff:import_act", args=[theirs.pk, "bo"])).status_code == 404
    page = upload(mine, xlsx([HEADS, (*HOA[:6], "Chi bộ C", *HOA[7:]), LAM]))
    assert '<option value="C"' not in page
    page = act(mine, "cot", **filled(page))
    assert "ngoài phạm vi" in page and "Ghi sổ: 1 người mới" in page
    assert Person.objects.count() == 3
    act(mine, "ghi", **{"bo-loi": "1"})
    assert Person.objects.count() == 4 and not Person.objects.filter(name="Phạm Thị Hoa").exists()


def test_who_was_shown_is_logged(office: Office) -> None:
    page = upload(office.clerk, xlsx([HEADS, ("1", "Nguyễn Văn An", "01/05/1970", "Nam", None, None, "Chi bộ A", None, None)]))
    act(office.clerk, "cot", **filled(page))
    seen = Reading.objects.filter(page="import").latest("pk")
    assert [each.person.code for each in seen.seen.all()] == ["an"]


@pytest.mark.parametrize("form", ["mau-quoc-gia", "danh-sach"])
def test_the_list_is_taken_out_with_a_watermark_and_logged(office: Office, form: str) -> None:
    answer: Any = office.clerk.get(reverse("staff:people_export", args=[form]), {"ngay": "2021-06-01"})
    assert isinstance(answer, HttpResponse) and answer["Content-Disposition"].endswith(f"{form}.xlsx")
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    assert "Nguyễn Văn An" in cells and any("vanphong" in each for each in cells)
    assert {each.person.code for each in Reading.objects.get(what="export").seen.all()} == {"an", "binh"}
    assert office.secretary.get(reverse("staff:people_export", args=[form])).status_code == 403
    assert office.clerk.get(reverse("staff:people_export", args=["khac"])).status_code == 404


def test_a_doubt_on_a_row_that_stays_out_hinders_nothing_and_is_found(office: Office) -> None:
    page = upload(office.clerk, xlsx([HEADS, HOA, (*LAM[:4], 12, LAM[5], "Chi bộ Lạ", *LAM[7:])]))
    page = act(office.clerk, "cot", **filled(page))
    assert "không rõ (1)" in page and 'id="dong-3"' in office.page("import", Intake.objects.get().pk, muc="doubt")
    assert "Đã ghi sổ" in act(office.clerk, "ghi", **{"bo-loi": "1"})


def test_what_changes_nothing_offers_nothing_to_write(office: Office) -> None:
    raw = xlsx([HEADS, HOA])
    act(office.clerk, "cot", **filled(upload(office.clerk, raw)))
    assert "Ghi sổ: 1 người mới" in act(office.clerk, "cot", **filled(office.page("import", Intake.objects.get().pk, buoc="cot")))
    act(office.clerk, "ghi")
    page = act(office.clerk, "cot", **filled(upload(office.clerk, raw)))
    assert "Không có gì để ghi: sổ đã có mọi điều trong tệp." in page and "Ghi sổ: 0" not in page


def test_what_is_to_be_looked_at_is_taken_out_as_a_file(office: Office) -> None:
    page = upload(office.clerk, xlsx([HEADS, HOA, (*LAM[:4], 12, LAM[5], "Chi bộ Lạ", *LAM[7:])]))
    page, pk = act(office.clerk, "cot", **filled(page)), Intake.objects.get().pk
    assert f"/tep/nhap-excel/{pk}.xlsx" in page
    lines = office.clerk.get(reverse("staff:import_file", args=[pk, "csv"])).content.decode().splitlines()
    assert lines[1].startswith("3,Đỗ Văn Lâm,có lỗi,") and "Chi bộ Lạ" in "".join(lines)
    page = act(office.clerk, "ghi", **{"bo-loi": "1", "bo-khong-ro": "1"})
    assert "Dòng có lỗi, chưa nhập" in page


def test_a_value_that_was_read_is_shown_in_words(office: Office) -> None:
    page = upload(office.clerk, xlsx([(*HEADS, "Trạng thái"), (*HOA, "Đang sinh hoạt")]))
    page = act(office.clerk, "cot", **filled(page))
    assert '<span lang="vi">đang sinh hoạt</span>' in page and ">active<" not in page
