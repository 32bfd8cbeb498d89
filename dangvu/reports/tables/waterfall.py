"""The movement statement as a waterfall: how the stock came from the opening to the closing."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.reports.content import Point, Series, TargetLine
from dangvu.reports.spans import Span, opening
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import chart
from dangvu.reports.tables.movement import statement

SIDES = {"increase": "increase", "received": "increase", "decrease": "decrease", "handed_over": "decrease"}


@chart(
    "waterfall",
    lazy("Biến động đảng viên trong kỳ"),
    lazy(
        "Từ số đảng viên đầu kỳ, từng nguyên nhân tăng, giảm, đến số cuối kỳ, lấy từ bảng biến động. Trục đứng không bắt đầu từ số không, "
        "để thấy được từng bậc; dòng bằng không không vẽ."
    ),
    of_period=True,
)
def waterfall(subject: Subject, _targets: tuple[TargetLine, ...]) -> Series:
    """Opening, the lines that are not nothing (those that add, then those that take away), closing."""
    found = statement(subject)
    end = Span(found.end, found.start, found.end)
    first = Point(_("Đầu kỳ"), found.opening, side="opening", asked=subject.asked("member_total", opening(subject.dates)))
    last = Point(_("Cuối kỳ"), found.closing, side="closing", asked=subject.asked("member_total", end))
    steps = [
        Point(line.title, line.value, side=way, asked=subject.asked(line.code))
        for way in ("increase", "decrease")
        for line in found.lines
        if SIDES[line.side] == way and line.value
    ]
    title = _("Biến động đảng viên từ ngày %(start)s đến ngày %(end)s")
    days = {"start": vn_day(found.start), "end": vn_day(found.end)}
    return Series("waterfall", title % days, "waterfall", _("đảng viên"), (first, *steps, last))
