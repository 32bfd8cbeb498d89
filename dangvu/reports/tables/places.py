"""Organisations side by side: the tree with its headcounts, and each cell's course over the term."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.figures import remembered
from dangvu.reports.content import Point, Series, TargetLine
from dangvu.reports.spans import DAY, Dates, Span
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import chart
from dangvu.reports.tables.cells import PREFIX, cells

CODE = "member_total"
MOST_ROWS = 90
"""Of a larger tree only the organisations right below are drawn."""
MOST_DAYS = 9


@chart(
    "tree",
    lazy("Cây tổ chức và số đảng viên"),
    lazy("Các tổ chức đảng đang hoạt động vào ngày xem, mỗi tổ chức một hàng với số đảng viên; cấp dưới viết lùi vào."),
)
def tree(subject: Subject, _targets: tuple[TargetLine, ...]) -> Series:
    """A point an organisation, each followed by those below it."""
    answers = remembered.evaluate_everywhere([CODE], subject.query())[CODE]
    points = tuple(
        Point(state.name, answers[org].value if org in answers else None, depth=depth, asked=subject.asked(CODE, org=org))
        for org, depth in _ordered(subject)
        if (state := subject.today.state(org)) is not None
    )
    title = _("Cây tổ chức và số đảng viên ngày %(day)s") % {"day": vn_day(subject.dates.as_of)}
    return Series("tree", title, "rows", _("đảng viên"), points)


def _ordered(subject: Subject) -> list[tuple[int, int]]:
    """(organisation, depth), those below right after it; only the first level where the whole is too much."""
    whole = _below(subject, subject.org, 0, deep=True)
    return whole if len(whole) <= MOST_ROWS else _below(subject, subject.org, 0, deep=False)[:MOST_ROWS]


def _below(subject: Subject, org: int, depth: int, *, deep: bool) -> list[tuple[int, int]]:
    found = [(org, depth)]
    if depth and not deep:
        return found
    states = [state for state in map(subject.today.state, subject.today.children(org)) if state is not None]
    for state in sorted(states, key=lambda each: (each.official_code or each.code, each.code)):
        found += _below(subject, state.org_id, depth + 1, deep=deep)
    return found


@chart(
    "by_cell",
    lazy("Số đảng viên của từng chi bộ qua các nửa năm"),
    lazy(
        "Mỗi ô là một chi bộ: đường cho thấy tăng giảm so với lúc đầu, mọi ô cùng một tỷ lệ; phía trên là số đầu và số cuối. "
        "Chi bộ lập sau thì đường bắt đầu sau."
    ),
)
def by_cell(subject: Subject, _targets: tuple[TargetLine, ...]) -> Series:
    """A point a cell and day."""
    wanted = days(subject.dates)
    found = {day: remembered.evaluate_everywhere([CODE], subject.query(Span(day, day, day)))[CODE] for day in wanted}
    points = tuple(
        Point(
            state.name.removeprefix(PREFIX), answer.value if (answer := found[day].get(state.org_id)) else None, day=day, side=state.code,
            asked=subject.asked(CODE, Span(day, day, day), state.org_id) if answer else None,
        )
        for state in cells(subject)
        for day in wanted
    )  # fmt: skip
    title = _("Số đảng viên của từng chi bộ, %(start)s – %(end)s") % {"start": vn_day(wanted[0]), "end": vn_day(wanted[-1])}
    return Series("by_cell", title, "multiples", _("đảng viên"), points)


def days(dates: Dates) -> list[dt.date]:
    """The evening before the term, the ends of its half-years, the day itself: the latest nine."""
    found = [dates.term_start - DAY]
    while (last := _half_end(found[-1] + DAY)) < dates.as_of:
        found.append(last)
    return [*found, dates.as_of][-MOST_DAYS:]


def _half_end(day: dt.date) -> dt.date:
    return day.replace(month=6, day=30) if day.month <= 6 else day.replace(month=12, day=31)
