"""The way to each target over its period: what stood, or had come together, at the end of each quarter."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core import periods
from dangvu.core.days import vn_day
from dangvu.figures import remembered
from dangvu.figures import services as figures
from dangvu.reports.content import Point, Series, TargetLine
from dangvu.reports.spans import Span
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import chart

MOST_POINTS = 24


def curve(subject: Subject, line: TargetLine) -> Series:
    """The course of one target; every point has the target as its goal, and opens the figure from the target's first day."""
    figure = figures.get(line.figure, subject.known)
    additive = figure.klass in ("flow", "sum")
    wanted = quarter_ends(line.start, min(subject.dates.as_of, line.end))
    found = remembered.series(line.figure, subject.query(Span(subject.dates.as_of, line.start, subject.dates.as_of)), wanted)
    if additive:
        sums = list(accumulate((value or 0 for _day, value in found), initial=0))[1:]
        found = list(zip((day for day, _value in found), sums, strict=True))
    points = tuple(
        Point(vn_day(day), value, day=day, goal=line.value, asked=subject.asked(line.figure, Span(day, line.start, day)))
        for day, value in found
    )
    return Series(f"target:{line.entry}", line.title, "line", line.unit, points, (line.title, _("Chỉ tiêu")))


def quarter_ends(start: dt.date, end: dt.date) -> list[dt.date]:
    """Ends of the quarters between two days, the last day itself last."""
    days = [
        last
        for year in range(start.year, end.year + 1)
        for quarter in range(1, 5)
        if start <= (last := periods.quarter(year, quarter)[1]) < end
    ]
    return [*days, end][-MOST_POINTS:]


@chart(
    "targets",
    lazy("Các chỉ tiêu: đã đạt bao nhiêu phần trăm"),
    lazy("Mỗi chỉ tiêu một hàng: phần trăm của chỉ tiêu cả kỳ đã đạt vào ngày xem. Đường đi của từng chỉ tiêu ở trang Chỉ tiêu."),
)
def reached(subject: Subject, lines: tuple[TargetLine, ...]) -> Series:
    """A point a target: the percent reached."""
    points = tuple(Point(line.title, line.percent, asked=line.asked) for line in lines)
    return Series("targets", _("Phần trăm chỉ tiêu đã đạt đến ngày %(day)s") % {"day": vn_day(subject.dates.as_of)}, "rows", "%", points)
