"""Every list as a file: what it holds is what the page shows, under the page's rights; what it names is logged; who took it out is said."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from dangvu.figures.services import evaluate, get
from dangvu.orgs.models import Grant, Organisation, Role, User
from dangvu.privacy.models import Reading
from dangvu.reports import demo
from dangvu.staff.lists.base import EXPORTS
from tests import case
from tests.staff.test_pages import EXPECTED, FILES, address, begun

pytestmark = pytest.mark.django_db
WHEN = {"ngay": "2023-03-22", "tu": "2023-01-01"}
ONLY_ELSEWHERE = {"accounts", "readings", "readings_of"}
"""Lists of the administrator and the auditor: their own tests open them."""


def reader(role: str, place: str = "DUK") -> Client:
    user = User.objects.create_user(role, first_name="Lê Thị", last_name="Thư")
    Grant.objects.create(user=user, organisation=Organisation.objects.get(code=place), role=Role(role), valid_from=case.START)
    client = Client()
    client.force_login(user)
    return client


def book_of(answer: Any) -> Any:
    return load_workbook(io.BytesIO(answer.content))


def table_of(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def rows_of(answer: Any) -> list[list[str]]:
    """The rows of a CSV file without its headings and its notes."""
    lines = table_of(answer)
    return lines[1 : lines.index([])]


def ask(client: Client, page: str, *parts: object, form: str = "csv", **asked: object) -> Any:
    return client.get(reverse(f"staff:{page}_file", args=[*parts, form]), {**WHEN, **asked})


def test_every_declared_list_is_in_the_table_of_rights() -> None:
    assert set(FILES) == set(EXPORTS)


def test_every_list_opens_in_excel_with_its_head_and_its_watermark() -> None:
    demo.prepare(case.load(), "vanphong")
    begun()
    client = reader("clerk")
    for page in sorted(set(FILES) - ONLY_ELSEWHERE):
        parts = address(f"{page}_file").replace(".csv", ".xlsx")
        answer = client.get(parts, WHEN)
        assert answer.status_code == 200, page
        for sheet in book_of(answer).worksheets:
            head = [sheet.cell(row, 1).value for row in range(1, 6)]
            assert "Bản do" in str(head[4]) and "bút toán số" in str(head[3]) and head[1], (page, sheet.title)
            assert sheet.freeze_panes == "A7" and sheet.auto_filter.ref, (page, sheet.title)
        assert "attachment" in answer["Content-Disposition"] and answer["Cache-Control"] == "no-store"


def test_the_files_of_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    org, client = case.load(), reader("clerk")
    members_figures_and_movements(client, org)
    what_cannot_be_a_file_is_said(client)
    the_page_offers_its_lists_with_what_it_was_asked_for(client)
    a_list_too_long_for_a_file_is_not_cut_silently(client, monkeypatch)


def members_figures_and_movements(client: Client, org: int) -> None:
    rows = rows_of(ask(client, "people"))
    members = evaluate(["member_total"], case.term(org))["member_total"].value
    assert len(rows) == members == 647
    names = [row[1] for row in rows]
    assert names != sorted(names) and names.index("Đỗ Bá Cường") < len(names) // 2, "by given name, in the Vietnamese order"
    assert all(len(row[2]) == 10 and row[2][4] == "-" for row in rows if row[2])
    assert [row[1] for row in rows_of(ask(client, "people", q="do ba cuong"))] == [name for name in names if name == "Đỗ Bá Cường"]
    logged = Reading.objects.filter(what="export", page="people_file")
    assert sorted(each.seen.count() for each in logged) == [len(rows_of(ask(client, "people", q="do ba cuong"))), 647]

    moves = rows_of(ask(client, "statement"))
    assert sum(int(row[2]) for row in moves[:-1] if row[2]) == int(moves[-1][2]) == 647

    value = {row[0]: row[1] for row in rows_of(ask(client, "figure", "member_total"))}
    assert value["Giá trị"] == "647" and value["Số liệu"] == get("member_total").title_vi
    counted = rows_of(ask(client, "figure", "member_total", bang="cac-dong"))
    assert len(counted) == 647 and sum(int(row[6]) for row in counted) == 647
    parts = rows_of(ask(client, "figure", "member_total", bang="phan-tich", theo="cell"))
    assert sum(int(row[2]) for row in parts) == 647 and len({row[0] for row in parts}) == 1
    every = rows_of(ask(client, "figure", "member_total", bang="phan-tich"))
    assert len({row[0] for row in every}) == len(get("member_total").dimensions)
    months = rows_of(ask(client, "figure", "member_total", bang="theo-thang"))
    assert [row[0] for row in months][-3:] == ["2023-01-31", "2023-02-28", "2023-03-22"] and months[-1][1] == "647" and len(months) == 12


def test_a_file_tells_nobody_more_than_the_page() -> None:
    case.load()
    above = reader("superior", "HU")
    assert ask(above, "people").status_code == 403
    rows = rows_of(ask(above, "figure", "admitted", bang="cac-dong", tc="DUK", tu="2020-06-01"))
    assert len(rows) == 65 and {row[2] for row in rows} == {"không có quyền xem"} and {row[1] for row in rows} == {""}
    veiled = table_of(ask(above, "figure", "member_by_religion", tc="CB02"))
    assert dict(row[:2] for row in veiled if len(row) > 1)["Giá trị"] == ""
    for table in ("theo-thang", "cac-dong"):
        assert ask(above, "figure", "member_by_religion", bang=table, tc="DUK").status_code == 404
    assert ask(above, "figure", "member_total", bang="phan-tich", theo="religion", tc="CB02").status_code == 200
    assert rows_of(ask(above, "figure", "member_total", bang="phan-tich", theo="religion", tc="CB02")) == []
    cell = reader("cell_secretary", "CB02")
    assert {row[4] for row in rows_of(ask(cell, "people"))} == {"CB02"}
    assert ask(cell, "dues_sheet", "CB01").status_code == 404 and ask(cell, "people", tc="CB01").status_code == 404
    assert not Reading.objects.filter(user__username="superior", seen__isnull=False).exists()


def what_cannot_be_a_file_is_said(client: Client) -> None:
    assert client.get(reverse("staff:people_file", args=["docx"]), WHEN).status_code == 404
    assert ask(client, "people", bang="khong-co").status_code == 404
    assert ask(client, "figure", "khong_co").status_code == 404
    assert ask(client, "people", ngay="2023-02-30").status_code == 400


def a_list_too_long_for_a_file_is_not_cut_silently(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dangvu.staff.lists.base.MOST", 600)
    answer = ask(client, "people")
    assert answer.status_code == 400 and "600 dòng" in answer.content.decode()


def the_page_offers_its_lists_with_what_it_was_asked_for(client: Client) -> None:
    page = client.get(reverse("staff:people"), {**WHEN, "chibo": "CB02", "sau": "DV0001"}).content.decode()
    assert 'href="/tep/dang-vien.xlsx?ngay=2023-03-22&amp;tu=2023-01-01&amp;chibo=CB02"' in page
    figure = client.get(reverse("staff:figure", args=["member_total"]), WHEN).content.decode()
    assert "/tep/so-lieu/member_total.csv?ngay=2023-03-22&amp;tu=2023-01-01&amp;bang=cac-dong" in figure
    assert "/tep/" not in client.get(reverse("staff:recording"), WHEN).content.decode()
    assert EXPECTED["people_file"][1] == EXPECTED["people"][1]
