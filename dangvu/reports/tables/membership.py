"""Membership over the term: quarter by quarter, from the evening before it began to the day of the report."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core import periods
from dangvu.core.days import vn_day
from dangvu.figures import remembered
from dangvu.reports.content import Point, Series, TargetLine
from dangvu.reports.spans import DAY, Dates, Span
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import chart

CODE = "member_total"


@chart(
    "membership",
    lazy("Số đảng viên trong nhiệm kỳ"),
    lazy("Tổng số đảng viên ở cuối mỗi quý của nhiệm kỳ, theo cây tổ chức của từng ngày; trục đứng không bắt đầu từ số không."),
)
def membership_chart(subject: Subject, _targets: tuple[TargetLine, ...]) -> Series:
    """The member stock as a line."""
    found = remembered.series(CODE, subject.query(), days(subject.dates))
    points = tuple(Point(vn_day(day), value, day=day, asked=subject.asked(CODE, Span(day, day, day))) for day, value in found)
    return Series("membership", _("Số đảng viên trong nhiệm kỳ"), "line", _("đảng viên"), points)


def days(dates: Dates) -> list[dt.date]:
    """The evening before the term, every quarter's end in it, the day of the report."""
    found = [dates.term_start - DAY]
    while (last := _quarter_end(found[-1] + DAY)) < dates.as_of:
        found.append(last)
    return found if found[-1] >= dates.as_of else [*found, dates.as_of]


def _quarter_end(day: dt.date) -> dt.date:
    return periods.quarter(day.year, periods.quarter_of(day))[1]
