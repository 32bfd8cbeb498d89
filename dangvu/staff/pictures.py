"""Pictures of what the desk looks at: which there are, for whom, and over which days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dangvu.figures import remembered
from dangvu.ledger import book
from dangvu.privacy import pictured
from dangvu.reports.beside import table_of
from dangvu.reports.content import Series, Table
from dangvu.reports.drawing import drawable
from dangvu.reports.spans import DAY, Dates
from dangvu.reports.subject import Subject
from dangvu.reports.tables import CHARTS, sketch
from dangvu.reports.tables.base import Sketch
from dangvu.reports.targets import target_lines
from dangvu.reports.terms import Terms, five_years_after
from dangvu.staff.desk import Desk
from dangvu.staff.periods import months_back

WITHOUT_TERM = 36
"""Months looked back where no organisation above has a term."""


ORDER = ("membership", "waterfall", "targets", "admissions", "age_pyramid", "inspection_coverage", "tree", "by_cell", "lineage")


def in_order() -> list[Sketch]:
    """Every picture there is, as people look: the whole first, its parts after it."""
    return sorted(CHARTS.values(), key=lambda each: ORDER.index(each.key) if each.key in ORDER else len(ORDER))


@dataclass(frozen=True)
class Shown:
    """A picture with its table, or the sentence that says why there is none."""

    sketch: Sketch
    series: Series | None = None
    table: Table | None = None
    why: str = ""


def subject_of(desk: Desk) -> Subject:
    """The organisation over the desk's period, in its term or that of the nearest organisation above that has one."""
    first, last = term_around(desk)
    known = book.last_number() if desk.known is None else desk.known
    return Subject(desk.org, Dates(desk.start, desk.end, desk.day, first, last), known)


def term_around(desk: Desk) -> tuple[dt.date, dt.date]:
    """First and last day of the term."""
    for org in desk.tree.upward(desk.org):
        first, last = Terms(org).of(desk.day, desk.day)
        if first < desk.day:
            return first, last
    first = months_back(desk.day, WITHOUT_TERM)
    return first, five_years_after(first) - DAY


def sketch_or_404(key: str) -> Sketch:
    if key not in CHARTS:
        raise Http404(_("Không có hình nào mang tên này; hãy chọn trong trang Biểu đồ."))
    return CHARTS[key]


def refused(desk: Desk, chosen: Sketch) -> str:
    """Why this reader may not see a picture, empty when nothing speaks against it."""
    if not chosen.personal or desk.sees_persons:
        return ""
    refusal = pictured.refused(desk.day, desk.known, granted=desk.org in desk.roots)
    return refusal.why if refusal else ""


@lru_cache(maxsize=256)
def _sketched(_head: str, key: str, subject: Subject, _language: str | None) -> Series:
    """Reckoned once for each state of the book, as the headlines are; who may see it is asked every time."""
    return sketch(key, subject, target_lines(subject) if key == "targets" else ())


def _nothing_recorded(chosen: Sketch, subject: Subject) -> bool:
    """Whether the picture would show nothing but zeros that nobody has kept count of."""
    return bool(chosen.counts) and not any(each.recorded for each in remembered.evaluate(chosen.counts, subject.query()).values())


def picture(desk: Desk, chosen: Sketch, subject: Subject | None = None) -> Shown:
    """One picture for this reader."""
    if why := refused(desk, chosen):
        return Shown(chosen, why=why)
    subject = subject or subject_of(desk)
    series = _sketched(desk.head, chosen.key, subject, get_language())
    if chosen.personal and not desk.sees_persons:
        series = pictured.held(series, desk.at())
    if not drawable(series) or _nothing_recorded(chosen, subject):
        return Shown(chosen, why=_("Chưa có số nào để vẽ hình này."))
    return Shown(chosen, series, table_of(series))
