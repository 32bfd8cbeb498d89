"""Targets of a term: where each stands today, how it was adjusted, and its curve over the years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import accumulate

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dangvu.core import charts, periods
from dangvu.figures.services import Query, Value, get, series
from dangvu.ledger import book
from dangvu.orgs.access import VIEW
from dangvu.reports.content import TargetLine
from dangvu.reports.spans import Dates
from dangvu.reports.stated import Stated, stated
from dangvu.reports.subject import Subject
from dangvu.reports.tables.targets import track
from dangvu.reports.targets import target_lines
from dangvu.reports.terms import term_of
from dangvu.staff.desk import Desk, page, show

MOST_POINTS = 24


def _subject(desk: Desk) -> Subject:
    """The organisation on the day, over the term that holds it."""
    first, last = term_of(desk.org, desk.day, desk.day)
    return Subject(desk.org, Dates(first, desk.day, desk.day, first, last), book.last_number() if desk.known is None else desk.known)


@page(VIEW)
def targets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every target in force on the day, with its history."""
    subject = _subject(desk)
    given = [each for each in stated("target_set", [desk.org], subject.known) if each.on <= desk.day]
    rows = [(line, track(line.on_track), _history(line, given)) for line in target_lines(subject)]
    return show(request, desk, "staff/targets.html", rows=rows, term=(subject.dates.term_start, subject.dates.term_end))


def _history(line: TargetLine, given: Sequence[Stated]) -> list[Stated]:
    """The values the target had, oldest first; nothing where it was never adjusted."""
    same = [each for each in given if (each.figure, each.start, each.end, each.who) == (line.figure, line.start, line.end, line.giver)]
    return same if len(same) > 1 else []


@page(VIEW)
def curve(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """The way to one target as a picture: what stood, or had come together, at the end of each quarter."""
    line = next((each for each in target_lines(_subject(desk)) if each.entry == entry), None)
    if line is None:
        raise Http404(_("Không có chỉ tiêu này vào ngày đang xem."))
    points = course(desk, line)
    if all(value is None for _day, value in points):
        raise Http404(_("Chưa có số nào để vẽ."))
    drawn = charts.line_chart(line.title, points, line.value, titled=False, unit=line.unit, width=760, height=280)
    return HttpResponse(drawn.svg, content_type="image/svg+xml")


def course(desk: Desk, line: TargetLine) -> list[tuple[dt.date, Value]]:
    """The figure at the ends of the quarters since the target's first day: a flow adds up from there."""
    days = quarter_ends(line.start, min(desk.day, line.end))
    found = series(line.figure, Query(desk.org, desk.day, line.start, desk.day, desk.known), days)
    if get(line.figure, desk.known).klass not in ("flow", "sum"):
        return found
    sums = accumulate((value or 0 for _day, value in found), initial=0)
    return list(zip((day for day, _value in found), list(sums)[1:], strict=True))


def quarter_ends(start: dt.date, end: dt.date) -> list[dt.date]:
    """Ends of the quarters between two days, the last day itself last."""
    days = [
        last
        for year in range(start.year, end.year + 1)
        for quarter in range(1, 5)
        if start <= (last := periods.quarter(year, quarter)[1]) < end
    ]
    return [*days, end][-MOST_POINTS:]
