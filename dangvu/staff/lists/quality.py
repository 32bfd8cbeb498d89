"""Gaps by kind and by cell, members with one of them, findings in the books, pairs that look alike."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.listing import Column, Listing
from dangvu.figures.gaps import GAPS
from dangvu.figures.remembered import evaluate
from dangvu.orgs.access import PERSONS
from dangvu.quality import duplicates as alike
from dangvu.staff.desk import Desk
from dangvu.staff.lists.base import Asked, export, one
from dangvu.staff.views import quality, twins

TABLES = {"loai": lazy("theo loại"), "chi-bo": lazy("theo chi bộ"), "tung-nguoi": lazy("từng người"), "so-sach": lazy("sổ sách")}


@export("quality", "chat-luong", PERSONS, TABLES)
def everything(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """How many have each gap, the same by cell, each member with what is missing, and what the checks find."""
    if asked.wants("loai"):
        yield _kinds(desk)
    if asked.wants("chi-bo"):
        yield _cells(desk)
    if asked.wants("tung-nguoi"):
        yield _members(desk)
    if asked.wants("so-sach"):
        columns = (Column(_("Mức"), 12), Column(_("Nội dung"), 80), Column(_("Việc cần làm"), 60), Column(_("Quy tắc"), 26))
        rows = ((each.severity, each.message, each.remedy, each.rule) for each in quality.book_findings(desk))
        yield one(_("Sổ sách của tổ chức"), columns, rows, key="so-sach")


def _kinds(desk: Desk) -> Listing:
    answers = evaluate(quality.CODES, desk.at())
    whole = answers["member_total"].value
    columns: tuple[Column, ...] = (
        Column(_("Loại"), 50),
        Column(_("Đảng viên"), 12, "count"),
        Column(_("Trên tổng số"), 12, "count"),
        Column(_("Mã số liệu"), 24),
    )
    rows = ((gap.title, answers[code].value, whole, code) for code, gap in GAPS.items())
    return one(_("Thiếu sót theo loại"), columns, rows, key="loai")


def _cells(desk: Desk) -> Listing:
    titles = (_("Đảng viên"), _("Có thiếu sót"), *(gap.title for gap in GAPS.values()))
    codes = ("member_total", "members_with_gaps", *GAPS)
    columns: tuple[Column, ...] = (Column(_("Mã"), 12), Column(_("Chi bộ"), 36), *(Column(title, 14, "count") for title in titles))
    rows = ((cell.code, cell.name, *(counts.get(code, 0) for code in codes)) for cell, counts in quality.cells(desk))
    return one(_("Thiếu sót theo chi bộ"), columns, rows, key="chi-bo")


def _person_columns(last: Column) -> tuple[Column, ...]:
    return (Column(_("Mã"), 12), Column(_("Họ và tên"), 28), Column(_("Ngày sinh"), 12, "day"), Column(_("Chi bộ"), 36), last)


def _members(desk: Desk) -> Listing:
    found = [(cell, person, gaps) for cell, members in quality.by_cell(desk) for person, gaps in members]
    rows = ((person.code, person.name, person.birth, cell.name, "; ".join(gap.word for gap in gaps)) for cell, person, gaps in found)
    columns = _person_columns(Column(_("Cần bổ sung"), 80))
    return one(_("Từng người"), columns, rows, (person.pk for _cell, person, _gaps in found), "tung-nguoi")


@export("gap", "chat-luong/<slug:code>", PERSONS)
def one_kind(desk: Desk, asked: Asked, code: str) -> Iterator[Listing]:
    """Members with one kind of gap."""
    gap = quality.gap_or_404(code)
    found = quality.lacking(desk, gap)
    rows = ((each.person.code, each.person.name, each.person.birth, each.cell.name, each.value) for each in found)
    yield one(gap.title, _person_columns(Column(_("Đang ghi"), 40)), rows, (each.person.pk for each in found))


@export("duplicates", "chat-luong/trung", PERSONS, {"co-the": lazy("có thể trùng"), "da-gop": lazy("đã gộp")})
def pairs(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """Pairs that look alike, and what was merged."""
    found = twins.pairs_of(desk)
    side = (Column(_("Mã"), 12), Column(_("Họ và tên"), 28), Column(_("Nơi"), 30))
    rows = (
        (
            *(value for person in (each.one, each.other) for value in (person.code, person.name, twins.place_of(desk, person))),
            ", ".join(str(alike.GROUNDS[ground]) for ground in each.grounds),
        )
        for each in found
    )
    about = (person.pk for each in found for person in (each.one, each.other))
    yield one(_("Hồ sơ có thể trùng"), (*side, *side, Column(_("Giống ở"), 40)), rows, about, "co-the")
    merged = twins.merged_in_reach(desk)
    columns: tuple[Column, ...] = (
        Column(_("Giữ"), 12),
        Column(_("Họ và tên"), 28),
        Column(_("Đã gộp"), 12),
        Column(_("Ngày"), 12, "day"),
        Column(_("Bút toán"), 10, "number"),
    )
    done = ((row.kept.code, row.kept.name, row.duplicate.code, entry.effective_on, entry.number) for row, entry in merged)
    yield one(_("Đã gộp"), columns, done, (row.kept_id for row, _entry in merged), "da-gop")
