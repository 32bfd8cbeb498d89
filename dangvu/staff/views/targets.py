"""Targets of a term: where each stands today, how it was adjusted, and its curve over the years."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dangvu.figures.services import get
from dangvu.ledger import book
from dangvu.orgs.access import VIEW
from dangvu.privacy.small import sensitive
from dangvu.reports.beside import table_of
from dangvu.reports.content import TargetLine
from dangvu.reports.drawing import drawable
from dangvu.reports.spans import Dates
from dangvu.reports.stated import Stated, stated
from dangvu.reports.subject import Subject
from dangvu.reports.tables import curves
from dangvu.reports.tables.targets import track
from dangvu.reports.targets import target_lines
from dangvu.reports.terms import term_of
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.views.pictures import answered


def subject_of(desk: Desk) -> Subject:
    """The organisation on the day, over the term that holds it."""
    first, last = term_of(desk.org, desk.day, desk.day)
    return Subject(desk.org, Dates(first, desk.day, desk.day, first, last), book.last_number() if desk.known is None else desk.known)


@page(VIEW)
def targets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every target in force on the day, with its history."""
    subject = subject_of(desk)
    given = [each for each in stated("target_set", [desk.org], subject.known) if each.on <= desk.day]
    rows = [
        (line, track(line.on_track), _history(line, given), table_of(curves.curve(subject, line))) for line in open_lines(desk, subject)
    ]
    return show(request, desk, "staff/targets.html", rows=rows, term=(subject.dates.term_start, subject.dates.term_end))


def open_lines(desk: Desk, subject: Subject) -> Sequence[TargetLine]:
    """Targets, without those on faith, people or health for who may not see persons: what was reached may be one person."""
    lines = target_lines(subject)
    return lines if desk.sees_persons else [each for each in lines if not sensitive(get(each.figure, desk.known))]


def _history(line: TargetLine, given: Sequence[Stated]) -> list[Stated]:
    """The values the target had, oldest first; nothing where it was never adjusted."""
    same = [each for each in given if (each.figure, each.start, each.end, each.who) == (line.figure, line.start, line.end, line.giver)]
    return same if len(same) > 1 else []


@page(VIEW)
def curve(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """The way to one target as a picture: what stood, or had come together, at the end of each quarter."""
    line = next((each for each in open_lines(desk, subject_of(desk)) if each.entry == entry), None)
    if line is None:
        raise Http404(_("Không có chỉ tiêu này vào ngày đang xem."))
    series = curves.curve(subject_of(desk), line)
    if not drawable(series):
        raise Http404(_("Chưa có số nào để vẽ."))
    return answered(request, series)
