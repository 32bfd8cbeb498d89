"""A figure as a file: its value, every breakdown, its course by months, and the rows it counts; the catalogue; targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.core.listing import Column, Listing
from dangvu.core.periods import add_months
from dangvu.core.vietnamese import fold
from dangvu.figures.remembered import breakdown, evaluate, series
from dangvu.figures.services import Answer, Figure, catalogue, rows
from dangvu.orgs.access import VIEW
from dangvu.privacy import small
from dangvu.reports.tables.targets import track
from dangvu.staff import wording
from dangvu.staff.desk import Desk
from dangvu.staff.lists.base import MOST, Asked, export, one
from dangvu.staff.views import figures, targets

MONTHS = 120
"""Months of the longest course: two terms."""
BOUNDS = {"floor": lazy("ít nhất"), "ceiling": lazy("nhiều nhất"), "exact": lazy("đúng bằng"), "range": lazy("trong khoảng")}


@export("figures", "so-lieu", VIEW, search="")
def index(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """The catalogue as it is searched on the page."""
    words = fold(asked.get("q")).split()
    columns: tuple[Column, ...] = (
        Column(_("Mã"), 30),
        Column(_("Số liệu"), 44),
        Column(_("Loại"), 20),
        Column(_("Đơn vị"), 14),
        Column(_("Số này đếm gì"), 90),
    )
    found = (each for each in catalogue() if all(word in figures.folded(each) for word in words))
    told = ((each.code, each.title_vi, wording.figure_class(each.klass), each.unit, each.definition) for each in found)
    yield one(_("Danh mục số liệu"), columns, told)


TABLES = {
    "gia-tri": lazy("giá trị"),
    "phan-tich": lazy("chia nhỏ"),
    "theo-thang": lazy("theo tháng"),
    "cac-dong": lazy("các dòng được đếm"),
}


@export("figure", "so-lieu/<str:code>", VIEW, TABLES)
def figure(desk: Desk, asked: Asked, code: str) -> Iterator[Listing]:
    """Everything the page of a figure shows, in full. What is veiled on the page is veiled here."""
    found = figures.figure_or_404(code)
    by = asked.get("theo") if asked.get("theo") in found.dimensions else ""
    hidden = figures.veil_of(desk, found, by)
    if asked.wants("gia-tri"):
        yield _value(desk, found, hidden)
    if asked.wants("phan-tich"):
        yield from _breakdowns(desk, found, (by,) if by and asked.table else found.dimensions)
    if not hidden.down:
        if asked.wants("theo-thang"):
            yield _course(desk, found)
        if asked.wants("cac-dong"):
            yield _rows(desk, found)


def _value(desk: Desk, found: Figure, hidden: small.Veil) -> Listing:
    answer = evaluate((found.code,), desk.at())[found.code]
    answer = replace(answer, value=None, base=None, remark="", recorded=True) if hidden.value else answer
    told: list[tuple[str, Any]] = [
        (_("Số liệu"), found.title_vi),
        (_("Mã"), found.code),
        (_("Giá trị"), answer.shown if answer.recorded else _("chưa ghi")),
        (_("Đơn vị"), found.unit),
        (_("Tại"), _when(answer)),
        (_("Số này đếm gì"), found.definition),
        (_("Ghi chú"), answer.remark or hidden.why),
    ]
    told += [
        (wording.base(name), value if isinstance(value, int) else wording.any_value(value)) for name, value in (answer.base or {}).items()
    ]
    return one(_("Giá trị"), (Column(_("Mục"), 24), Column(_("Nội dung"), 80)), told, key="gia-tri")


def _when(answer: Answer) -> str:
    if answer.start and answer.end:
        return _("từ %(start)s đến %(end)s") % {"start": vn_day(answer.start), "end": vn_day(answer.end)}
    return vn_day(answer.as_of) if answer.as_of else ""


def _breakdowns(desk: Desk, found: Figure, dimensions: tuple[str, ...]) -> Iterator[Listing]:
    """One list for each way the figure is told apart, one below the other in the columns of all; small parts are held back."""
    columns: tuple[Column, ...] = (
        Column(_("Chia theo"), 24),
        Column(_("Phần"), 50),
        Column(_("Giá trị"), 14, "number"),
        Column(_("Mã"), 24),
    )
    told: list[tuple[Any, ...]] = []
    for by in dimensions:
        hidden = figures.veil_of(desk, found, by)
        if hidden.parts:
            continue
        parts = breakdown(found.code, desk.at(), by)
        parts = small.held_back(parts, small.least(desk.at())) if hidden.down else parts
        told += [(wording.dimension(by), part.label, part.value, str(part.key)) for part in parts]
    yield one(_("Chia nhỏ"), columns, told, key="phan-tich")


def _course(desk: Desk, found: Figure) -> Listing:
    """The figure at the ends of the months of the period, or in each month; at least a year."""
    days = _month_ends(min(desk.start, add_months(desk.end, -11).replace(day=1)), desk.end)
    timeline = desk.forest.timelines[desk.org]
    days = [day for day in days if timeline.at(day) is not None]
    points = series(found.code, replace(desk.at(), start=days[0].replace(day=1)), days) if days else []
    columns: tuple[Column, ...] = (Column(_("Đến ngày"), 14, "day"), Column(found.unit, 18, "number"))
    return one(_("Theo tháng"), columns, points, key="theo-thang")


def _month_ends(start: dt.date, end: dt.date) -> list[dt.date]:
    firsts, first = [], start.replace(day=1)
    while first <= end:
        firsts.append(first)
        first = add_months(first, 1)
    ends = [min(add_months(each, 1) - dt.timedelta(days=1), end) for each in firsts]
    return ends[-MONTHS:]


def _rows(desk: Desk, found: Figure) -> Listing:
    columns: tuple[Column, ...] = (
        Column(_("Ngày"), 12, "day"),
        Column(_("Mã người"), 12),
        Column(_("Người"), 28),
        Column(_("Tổ chức"), 36),
        Column(_("Bên kia"), 30),
        Column(_("Nội dung"), 50),
        Column(_("Số lượng"), 12, "number"),
        Column(_("Bút toán"), 10, "number"),
    )
    shown = figures.shown_rows(desk, rows(found.code, desk.at(), limit=MOST + 1))
    told = (
        (
            each.row.on,
            each.person.code if each.person else "",
            each.person.name if each.person else _("không có quyền xem") if each.hidden else "",
            each.org.name if each.org else "",
            each.other.name if each.other else "",
            each.words,
            each.row.quantity,
            each.row.entry or None,
        )
        for each in shown
    )
    return one(_("Các dòng được đếm"), columns, told, (each.person.pk for each in shown if each.person), "cac-dong")


@export("targets", "chi-tieu", VIEW)
def target_list(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """Every target in force on the day against what was reached."""
    columns: tuple[Column, ...] = (
        Column(_("Chỉ tiêu"), 44),
        Column(_("Yêu cầu"), 14),
        Column(_("Mức giao"), 12, "number"),
        Column(_("Mức trên"), 12, "number"),
        Column(_("Đơn vị"), 14),
        Column(_("Nơi giao"), 28),
        Column(_("Từ ngày"), 12, "day"),
        Column(_("Đến ngày"), 12, "day"),
        Column(_("Mốc đến nay"), 12, "number"),
        Column(_("Chia theo thời gian"), 12),
        Column(_("Đạt được"), 12, "number"),
        Column(_("Tỷ lệ %"), 10, "share"),
        Column(_("Đánh giá"), 12),
        Column(_("Mã số liệu"), 26),
        Column(_("Bút toán"), 10, "number"),
    )
    told = (
        (
            line.title,
            str(BOUNDS.get(line.bound, line.bound)),
            line.value,
            line.most,
            line.unit,
            line.giver,
            line.start,
            line.end,
            line.goal,
            _("có") if line.prorated else _("không"),
            line.actual,
            line.percent,
            track(line.on_track),
            line.figure,
            line.entry,
        )
        for line in targets.open_lines(desk, targets.subject_of(desk))
    )
    yield one(_("Chỉ tiêu"), columns, told)
