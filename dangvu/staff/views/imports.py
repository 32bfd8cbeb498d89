"""Bringing in a list: upload, columns, every row with its findings, who is whom, writing with a progress, and taking it all back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core.days import vn_day
from dangvu.core.lazily import lazily
from dangvu.core.wholes import whole
from dangvu.exchange import background
from dangvu.exchange.models import Intake, IntakeRow
from dangvu.exchange.sheets import cells, layout, opening, planning, readers, services
from dangvu.exchange.sheets.cells import Unreadable
from dangvu.exchange.sheets.services import Refused
from dangvu.ledger import book
from dangvu.orgs.access import PERSONS, RECORD
from dangvu.orgs.models import Organisation
from dangvu.staff import addresses, imports
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.reading import What, log, watermark

if TYPE_CHECKING:
    from dangvu.exchange.sheets import export
else:
    export = lazily("dangvu.exchange.sheets.export")

PAGE, RECENT = 50, 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = Intake.State
NOTHING: Mapping[str, str] = {}


@page(RECORD)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Bring a file, and the lists brought before."""
    if request.method == "POST":
        try:
            return back(desk, "staff:import", _brought(request, desk).pk)
        except Unreadable as problem:
            messages.error(request, str(problem))
    found = Intake.objects.filter(organisation__in=desk.reach(RECORD)).select_related("organisation").exclude(state=State.DROPPED)
    return show(request, desk, "staff/imports.html", found=found[:RECENT], encodings=readers.ENCODINGS)


def _brought(request: HttpRequest, desk: Desk) -> Intake:
    upload = request.FILES.get("file")
    if upload is None:
        raise Unreadable(_("Hãy chọn tệp Excel (.xlsx, .xls) hoặc .csv."))
    if upload.size is not None and upload.size > cells.LARGEST:
        raise Unreadable(_("Tệp lớn hơn %(limit)d MB; hãy bỏ ảnh, bỏ các trang thừa hoặc tách ra.") % {"limit": cells.LARGEST // 2**20})
    place, actor = Organisation.objects.get(pk=desk.org), desk.user.get_username()
    entering = services.usual_entering(desk.tree.subtree(desk.org))
    about = {"name": upload.name or "", "actor": actor, "encoding": request.POST.get("encoding", "")}
    return services.bring(org=place, raw=upload.read(), entering=entering, **about)


def found_intake(desk: Desk, pk: int) -> Intake:
    """An intake of an organisation the user keeps the books of. Raises Http404."""
    intake = Intake.objects.select_related("organisation").filter(pk=pk, organisation__in=desk.reach(RECORD)).first()
    if intake is None:
        raise Http404(_("Không có lần nhập này trong phạm vi của bạn."))
    return services.settle(intake)


def _reach(desk: Desk, intake: Intake) -> frozenset[int]:
    """Where the rows may go: what the user keeps the books of, within the organisation the file was brought for."""
    return desk.reach(RECORD) & book.tree().at(desk.today).subtree(intake.organisation_id)


@page(RECORD)
def intake(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One list, at the step where it stands."""
    found = found_intake(desk, pk)
    if found.state in services.UNDER_WAY:
        return show(request, desk, "staff/import_wait.html", intake=found, progress=background.progress(services.job(found)))
    if found.state == State.UPLOADED or (found.state == State.PLANNED and request.GET.get("buoc") == "cot"):
        return _columns(request, desk, found)
    return _rows(request, desk, found)


@page(RECORD)
def progress(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """How far the work is, for the page that waits; when it is over, that page is to be loaded anew."""
    found = found_intake(desk, pk)
    answer = render(request, "staff/import_bar.html", {"desk": desk, "intake": found, "progress": background.progress(services.job(found))})
    if found.state not in services.UNDER_WAY:
        answer["HX-Refresh"] = "true"
    return answer


def _columns(request: HttpRequest, desk: Desk, found: Intake, refused: Mapping[str, str] = NOTHING) -> HttpResponse:
    """How each column is read: to be looked at and corrected. ``refused``: a form that was not taken, shown as it was filled in."""
    try:
        opened = opening.open_file(found)
        opened = replace(opened, settings=imports.again(refused, opened.settings)) if refused else opened
        asked = opening.asked(opened, _reach(desk, found))
    except Unreadable as problem:
        messages.error(request, str(problem))
        return back(desk, "staff:imports")
    context = {"opened": opened, "asked": asked, "fields": imports.fields(), "entering": planning.ENTERING.items(), "dates": imports.DATES}
    context["unknown"] = [(*each, opened.settings.orgs.get(each[0], "")) for each in asked.unknown]
    context["cells"] = [(each.code, each.name) for each in asked.cells]
    context["sheets"] = [(each.name, each.name) for each in opened.sheets]
    context["sort"] = layout.title_of(opened.layout)
    return show(request, desk, "staff/import_columns.html", intake=found, **context)


def _rows(request: HttpRequest, desk: Desk, found: Intake) -> HttpResponse:
    """Every row with what would be, or was, done with it."""
    asked = {name: request.GET.get(name, "") for name in ("loai", "muc", "sau")}
    some = found.rows.select_related("person").all()
    some = some.filter(action=asked["loai"]) if asked["loai"] in IntakeRow.Action.values else some
    some = some.filter(levels__contains=asked["muc"]) if asked["muc"] in imports.LEVELS else some
    after = whole(asked["sau"])
    some = some if after is None else some.filter(number__gt=after)
    listed = list(some[: PAGE + 1])
    shown = imports.shown(listed[:PAGE])
    log(request, desk, What.LIST, [pk for each in shown for pk in (each.row.person_id, *(maybe.pk for maybe in each.maybe))])
    summary = [(action, title, found.counts.get(action, 0)) for action, title in imports.SUMMARY]
    levels = [(level, title, found.counts.get(f"{level}_rows", 0)) for level, title in imports.LEVELS.items()]
    after = listed[PAGE - 1].number if len(listed) > PAGE else None
    template = "staff/import_preview.html" if found.state == State.PLANNED else "staff/import_result.html"
    settings = opening.settings_of(found)
    context = {"intake": found, "shown": shown, "summary": summary, "levels": levels, "after": after, "settings": settings, **asked}
    return show(request, desk, template, **context)


# What is done to it


@require_POST
@page(RECORD)
def act(request: HttpRequest, desk: Desk, pk: int, what: str) -> HttpResponse:
    """One step of the wizard. What cannot be done is said on the page one comes back to."""
    found, step = found_intake(desk, pk), ACTS.get(what)
    if step is None:
        raise Http404(_("Không có bước này."))
    try:
        step(request, desk, found)
    except (Unreadable, Refused, ValueError) as problem:
        messages.error(request, str(problem))
        if what in ("cot", "trang"):
            return _columns(request, desk, found, request.POST.dict() if what == "cot" else {})
    if found.state == State.DROPPED:
        return back(desk, "staff:imports")
    return back(desk, "staff:import", pk)


def _say(request: HttpRequest, desk: Desk, found: Intake) -> None:
    reach = _reach(desk, found)
    services.say(found, imports.told(request.POST.dict(), opening.settings_of(found)), reach=reach)
    services.begin(found, State.PLANNING, partial(_plan, found, reach))


def _plan(found: Intake, reach: frozenset[int], report: background.Report) -> None:
    services.plan(found, reach=reach, report=report)


def _look_elsewhere(request: HttpRequest, desk: Desk, found: Intake) -> None:
    row = whole(request.POST.get("dong"), 1)
    services.look_elsewhere(found, sheet=request.POST.get("trang", ""), header=None if row is None else row - 1)


def _decide(request: HttpRequest, desk: Desk, found: Intake) -> None:
    services.decide(found, imports.said(request.POST.dict(), found.rows.filter(action=IntakeRow.Action.ASK)))
    services.begin(found, State.PLANNING, partial(_plan, found, _reach(desk, found)))


def _write(request: HttpRequest, desk: Desk, found: Intake) -> None:
    hindrance = services.hindrance(found, leave_out="bo-loi" in request.POST, without_doubts="bo-khong-ro" in request.POST)
    if hindrance:
        raise Refused(hindrance)
    reach = _reach(desk, found)
    Intake.objects.filter(pk=found.pk).update(actor=desk.user.get_username())
    services.begin(found, State.WRITING, lambda report: services.write(found, reach=reach, report=report))


def _undo(request: HttpRequest, desk: Desk, found: Intake) -> None:
    actor = desk.user.get_username()
    services.begin(found, State.UNDOING, lambda report: services.undo(found, actor=actor, report=report))


def _drop(request: HttpRequest, desk: Desk, found: Intake) -> None:
    services.drop(found)


ACTS: dict[str, Callable[[HttpRequest, Desk, Intake], None]] = {
    "cot": _say, "trang": _look_elsewhere, "nguoi": _decide, "ghi": _write, "hoan-tac": _undo, "bo": _drop,
}  # fmt: skip


# The way out


@page(RECORD)
def people_export(request: HttpRequest, desk: Desk, form: str) -> HttpResponse:
    """The members on the day as an Excel file: the national template, or a plain list. Both hold sealed values: it is logged."""
    made = export.FORMS.get(form)
    if made is None:
        raise Http404(_("Không có mẫu xuất này."))
    found = export.listed(desk.tree.subtree(desk.org) & desk.reach(PERSONS) & desk.reach(RECORD), desk.day)
    log(request, desk, What.EXPORT, [each.person.pk for each in found])
    title = _("%(name)s, tại ngày %(day)s") % {"name": desk.name, "day": vn_day(desk.day)}
    answer: Any = HttpResponse(made(found, title=title, about=watermark(desk), now=now()), content_type=XLSX)
    name = f"dang-vien-{desk.state.code}-{desk.day.isoformat()}-{form}.xlsx"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{addresses.quoted(name)}"
    return answer
