"""The same figure printed elsewhere for the same days says the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.figures import services as figures
from dangvu.figures.errors import FigureError
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.checks.base import answer as reckoned
from dangvu.reports.content import Asked, Content
from dangvu.reports.marks import plain
from dangvu.reports.models import Report
from dangvu.reports.stated import Stated, stated
from dangvu.reports.tables.typed import is_outside

STOCKS = ("stock", "rate")


@check("printed_elsewhere")
def agrees(report: Report, content: Content) -> Iterator[Finding]:
    """A number somebody printed for a figure the books can count, against what the books give for the same days."""
    # What was printed about the report's days is usually recorded later than its end: all that is known counts.
    for each in stated("typed_figure", [content.org], content.known):
        if is_outside(each.figure) or not _meets(each, content):
            continue
        yield from _compared(each, content)


def _meets(each: Stated, content: Content) -> bool:
    first, last = each.start or each.on, each.end or each.on
    return first <= content.end and last >= content.start


def _days(each: Stated, content: Content) -> tuple[dt.date, dt.date | None, dt.date | None]:
    """The day of a stock: the report's own when the printed days hold it; the period of a flow: the one printed."""
    first, last = each.start or each.on, each.end or each.on
    day = content.as_of if first <= content.as_of <= last else min(last, content.end)
    if figures.get(each.figure).klass in STOCKS:
        return day, None, None
    return last, first, last


def _compared(each: Stated, content: Content) -> Iterator[Finding]:
    day, first, last = _days(each, content)
    query = figures.Query(org=content.org, as_of=day, start=first, end=last, known=content.known)
    try:
        answer = reckoned(each.figure, query)
    except FigureError:
        return
    if each.value is None or answer.value is None or answer.value == each.value:
        return
    told = {
        "title": figures.get(each.figure).title, "source": each.who, "printed": plain(each.value),
        "books": plain(answer.value), "day": vn_day(day),
    }  # fmt: skip
    message = _("“%(title)s”: %(source)s in %(printed)s, sổ cho %(books)s (tính đến %(day)s).") % told
    remedy = _("Mở các dòng của số trong sổ để chứng minh; đề nghị nơi đã in đính chính.")
    yield Finding("printed_elsewhere", "warning", message, remedy, Asked(each.figure, content.org, day, first, last), each.entry)
