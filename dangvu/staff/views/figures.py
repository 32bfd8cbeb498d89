"""The catalogue of figures, and the page of one figure: value, course, parts and the rows behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dangvu.core import periods
from dangvu.core.days import vn_day
from dangvu.core.vietnamese import fold
from dangvu.core.wholes import whole
from dangvu.figures.errors import FigureError
from dangvu.figures.remembered import breakdown, compared, evaluate, rows, series
from dangvu.figures.services import Answer, Figure, Part, Row, UnknownFigure, Value, catalogue, get
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Entry
from dangvu.orgs.access import PERSONS, VIEW
from dangvu.orgs.models import Person
from dangvu.orgs.tree import OrgState
from dangvu.privacy import small
from dangvu.reports.content import Point, Series
from dangvu.reports.terms import term_so_far
from dangvu.staff import selections, wording
from dangvu.staff.addresses import MARK, ways
from dangvu.staff.desk import Desk, Misasked, page, show
from dangvu.staff.periods import presets, quarter_ends
from dangvu.staff.reading import What, log
from dangvu.staff.views.pictures import answered

ROWS = 50
PARTS = 15
QUARTERS = ("", "I", "II", "III", "IV")


@dataclass(frozen=True)
class Shown:
    """A row with the names a reader may see. ``hidden`` says that a person is behind it whom the reader may not see."""

    row: Row
    org: OrgState | None
    other: OrgState | None
    person: Person | None
    hidden: bool
    words: str


class ShownPart(NamedTuple):
    """A part of a figure, with the way to the same figure of the organisation it stands for."""

    label: str
    value: Value
    link: str


def figure_or_404(code: str) -> Figure:
    try:
        return get(code)
    except UnknownFigure as error:
        raise Http404(_("Không có số liệu nào mang mã này; hãy tìm trong danh mục.")) from error


@page(VIEW)
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every figure there is, by class, searched by words of its title, code or definition."""
    wanted = request.GET.get("q", "").strip()
    words = fold(wanted).split()
    found = [each for each in catalogue() if all(word in folded(each) for word in words)]
    context = {"groups": wording.by_class(found), "wanted": wanted}
    if request.headers.get("HX-Target") == "danh-muc":
        return render(request, "staff/figures_list.html", {"desk": desk, **context})
    return show(request, desk, "staff/figures.html", **context)


def folded(figure: Figure) -> str:
    """What a search of the catalogue looks into."""
    return fold(f"{figure.title_vi} {figure.title_en} {figure.code} {figure.definition}")


@page(VIEW)
def figure(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One figure of the organisation, down to the rows it counts."""
    found = figure_or_404(code)
    by = request.GET.get("theo", "")
    by = by if by in found.dimensions else (found.dimensions[0] if found.dimensions else "")
    try:
        hidden = veil_of(desk, found, by)
        answer = evaluate((code,), desk.at())[code]
        answer = replace(answer, value=None, base=None, remark="", recorded=True) if hidden.value else answer
        parts = breakdown(code, desk.at(), by) if by and not hidden.parts and answer.recorded else []
        parts = small.held_back(parts, small.least(desk.at())) if hidden.down and not hidden.parts else parts
        course = [] if hidden.down or not answer.recorded else _course(desk, found)
        beside = compared(code, desk.at(), term_so_far(desk.org, desk.day))
    except FigureError as error:
        raise Misasked(str(error)) from error
    return show(
        request,
        desk,
        "staff/figure.html",
        figure=found,
        answer=answer,
        hidden=hidden,
        base=_base(answer),
        beside=beside,
        klass=wording.figure_class(found.klass),
        by=by,
        by_word=wording.dimension(by),
        dimensions=[(each, wording.dimension(each)) for each in found.dimensions],
        parts=_parts(desk, code, by, parts),
        parts_at_once=f":{PARTS}",
        parts_onwards=f"{PARTS}:",
        largest=max((part.value for part in parts if part.value), default=0),
        course=course,
        has_course=any(value is not None for _day, value in course),
        presets=presets(desk),
        **({} if hidden.down else _rows_page(request, desk, code)),
    )


def veil_of(desk: Desk, found: Figure, by: str) -> small.Veil:
    """What a reader who may not see persons may not see of a figure."""
    return small.Veil() if desk.sees_persons else small.veil(found, by, desk.at(), granted=desk.org in desk.roots)


@page(VIEW)
def chart(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The course of a figure as a picture: a line for what stands on a day, bars for what happens in a quarter."""
    found = figure_or_404(code)
    if not desk.sees_persons and small.sensitive(found):
        raise PermissionDenied(_("Diễn biến của số này chỉ người được xem lý lịch mới xem được."))
    points = _course(desk, found)
    if all(value is None for _day, value in points):
        raise Http404(_("Chưa có số nào để vẽ."))
    return answered(request, _series(found, points))


def _series(found: Figure, points: Sequence[tuple[dt.date, Value]]) -> Series:
    """The course as the numbers of a chart."""
    if found.how.is_stock:
        return Series(found.code, found.title, "line", found.unit, tuple(Point(vn_day(day), value, day=day) for day, value in points))
    bars = (Point(f"{QUARTERS[periods.quarter_of(day)]}/{day:%y}", value) for day, value in points)
    return Series(found.code, found.title, "bars", found.unit, tuple(bars))


def _course(desk: Desk, found: Figure) -> list[tuple[dt.date, Value]]:
    """The figure at the ends of the last quarters and on the day itself (a flow: in each of these quarters).

    Days on which the organisation did not exist are left out.
    """
    timeline = desk.forest.timelines[desk.org]
    days = [day for day in quarter_ends(desk.end) if timeline.at(day) is not None]
    if not days:
        return []
    first, _last = periods.quarter(days[0].year, periods.quarter_of(days[0]))
    return series(found.code, replace(desk.at(), start=first), days)


def _parts(desk: Desk, code: str, by: str, parts: Sequence[Part]) -> list[ShownPart]:
    """Parts with the way to the same figure of the organisation a part stands for."""
    if by not in ("org", "cell"):
        return [ShownPart(part.label, part.value, "") for part in parts]
    tree, visible, own, way = desk.forest, desk.visible, desk.state.code, ways("staff:figure", desk.carried, code, tc=MARK)
    opens = (tree.by_code(part.key) in visible and part.key != own for part in parts)
    return [ShownPart(part.label, part.value, way(part.key) if opened else "") for part, opened in zip(parts, opens, strict=True)]


def _base(answer: Answer) -> list[tuple[str, str]]:
    """The two numbers of a rate, or whatever else the value rests on, in words."""
    return [(wording.base(name), wording.any_value(value)) for name, value in (answer.base or {}).items() if value is not None]


def _rows_page(request: HttpRequest, desk: Desk, code: str) -> dict[str, object]:
    """One page of rows. Pages are whole numbers from 1; anything else is the first."""
    number = whole(request.GET.get("trang"), 1, 9999) or 1
    found = rows(code, desk.at(), limit=number * ROWS + 1)
    shown = found[(number - 1) * ROWS : number * ROWS]
    listed = shown_rows(desk, shown)
    log(request, desk, What.LIST, [each.person.pk for each in listed if each.person])
    return {
        "rows": listed,
        "page": number,
        "page_before": number - 1,
        "page_after": number + 1,
        "has_next": len(found) > number * ROWS,
    }


def shown_rows(desk: Desk, found: Sequence[Row]) -> list[Shown]:
    reach = desk.reach(PERSONS)
    kinds = dict(Entry.objects.filter(pk__in=[row.entry for row in found if row.entry]).values_list("pk", "kind"))
    open_rows = [row for row in found if row.org in reach and desk.opens(_guard(kinds.get(row.entry or 0, "")), row.org)]
    persons = selections.persons_of(row.person for row in open_rows)
    named = {id(row) for row in open_rows}
    states, words = desk.forest.at(max(desk.day, desk.end)), cache(_words)
    return [
        Shown(
            row,
            states.state(row.org),
            states.state(row.other) if row.other else None,
            persons.get(row.person) if row.person and id(row) in named else None,
            bool(row.person) and id(row) not in named,
            words(row.account, row.remark),
        )
        for row in found
    ]


def _guard(kind: str) -> str:
    return REGISTRY[kind].guard if kind in REGISTRY else ""


def _words(account: str, remark: str) -> str:
    """What a row is, and what there is to remark beyond it."""
    words = wording.account(account) if account else ""
    known = all(part in words for part in remark.split(", "))
    return words if known else " – ".join(part for part in (words, remark) if part)
