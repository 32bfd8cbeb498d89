"""Reports: list, write with live figures, check, issue, download, and compare with what is known now."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core import periods
from dangvu.core.days import today
from dangvu.figures.services import catalogue
from dangvu.orgs.access import ISSUE, REPORT, VIEW
from dangvu.reports import kinds, services
from dangvu.reports.beside import table_of
from dangvu.reports.compose import rounding
from dangvu.reports.compose import told as has_rows
from dangvu.reports.content import Content, SectionText, Series, Table
from dangvu.reports.drawing import WIDE, Manner, drawable, drawn
from dangvu.reports.errors import Refused
from dangvu.reports.models import Report, State
from dangvu.reports.runs import TextParagraph, paragraphs
from dangvu.staff import addresses, overlap, proofs, wording
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.forms import IssueForm, ReportForm

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Picture:
    """A chart as a page shows it."""

    title: str
    source: str
    alt: str
    table: Table


@dataclass(frozen=True)
class Part:
    """A section as a page shows it: its text as runs, its tables and charts, and those that stand in the text by key."""

    section: SectionText
    paragraphs: list[TextParagraph]
    tables: list[Table]
    pictures: list[Picture]
    written: bool
    drawings: dict[str, Picture]


def found(desk: Desk, pk: int, permission: str = VIEW) -> Report:
    """A report in reach, for a user who has the right: 404 outside, 403 without."""
    report = Report.objects.filter(pk=pk).select_related("organisation").first()
    if report is None or report.organisation_id not in desk.visible:
        raise Http404(_("Không có báo cáo này trong phạm vi của bạn."))
    if not report.issued and not desk.may(REPORT, report.organisation_id):
        raise PermissionDenied(_("Báo cáo này chưa ban hành; bạn xem được khi cấp ủy đã ký."))
    if not desk.may(permission, report.organisation_id):
        raise PermissionDenied(_("Bạn xem được báo cáo này nhưng chưa được giao quyền làm việc đó."))
    return report


def parts(content: Content) -> list[Part]:
    """The sections of a report for the page."""
    drawn_ones = drawings(content.series)
    return [
        Part(
            section,
            paragraphs(section.text, content.facts, content.frame.labels),
            [content.tables[key] for key in section.tables if has_rows(content.tables[key])],
            [drawn_ones[key] for key in section.charts if key in drawn_ones],
            has_text(content.kind, section.key),
            drawn_ones,
        )
        for section in content.sections
    ]


def has_text(kind: str, key: str) -> bool:
    """Whether a section has a narrative of its own; the others are headings over sections."""
    spec = kinds.get(kind).section(key)
    return spec is None or not spec.bare


def picture(series: Series) -> Picture:
    """A chart inside the page itself."""
    chart = drawn(series, Manner(WIDE))
    source = f"data:image/svg+xml;base64,{b64encode(chart.svg.encode()).decode()}"
    return Picture(series.title, source, chart.alt, table_of(series))


def drawings(found: Mapping[str, Series]) -> dict[str, Picture]:
    """The charts a narrative may stand around, by key."""
    return {key: picture(series) for key, series in found.items() if drawable(series)}


def reports_in_reach(desk: Desk) -> QuerySet[Report]:
    """Reports of the organisation and of those below it that the user may see, the latest first: drafts only by who writes them."""
    below = desk.tree.subtree(desk.org) & desk.visible
    mine = Q(organisation__in=below & desk.reach(REPORT)) | Q(organisation__in=below, state=State.ISSUED)
    return Report.objects.filter(mine).select_related("organisation")


@page(VIEW)
def reports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The reports of the organisation and of those below it."""
    listed = [(each, desk.tree.state(each.organisation_id)) for each in reports_in_reach(desk)]
    return show(request, desk, "staff/reports.html", reports=listed, may_write=desk.may(REPORT))


@page(REPORT)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a report: the outline's text is there at once, with the figures of its days."""
    kind = kinds.KINDS.get(request.GET.get("loai", ""))
    start, end = periods.holding(kind.period, desk.day) if kind and kind.period else (desk.start, desk.day)
    initial = {"kind": kind.code if kind else None, "start": start, "end": end, "as_of": min(end, today())}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        made = services.create(asked["kind"], desk.org, asked["start"], asked["end"], asked["as_of"], request.user.get_username())
        return back(desk, "staff:report", made.pk)
    return show(request, desk, "staff/report_new.html", form=form, kinds=kinds.KINDS.values())


@page(VIEW)
def report(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A report: live while it is a draft, as it was issued afterwards."""
    shown = found(desk, pk)
    content = services.content_of(shown)
    return show(
        request,
        desk,
        "staff/report.html",
        report=shown,
        content=content,
        parts=parts(content),
        notes=rounding(content),
        may_write=not shown.issued and desk.may(REPORT, shown.organisation_id),
        may_issue=not shown.issued and desk.may(ISSUE, shown.organisation_id),
    )


@page(VIEW)
def section(request: HttpRequest, desk: Desk, pk: int, key: str) -> HttpResponse:
    """Edit the text of one section."""
    shown = found(desk, pk, REPORT)
    part = shown.sections.filter(key=key).first()
    if part is None:
        raise Http404(_("Báo cáo không có mục này."))
    text, theirs = request.POST.get("text", part.text), False
    if request.method == "POST":
        try:
            if overlap.mine(request.POST, {"text": part.text}):
                services.save_narrative(shown, key, text, request.user.get_username())
        except overlap.Overlap:
            theirs = True
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã lưu mục “%(heading)s”.") % {"heading": part.heading})
            return redirect(addresses.link("staff:report", desk.carried, pk) + f"#{key}")
    told = services.preview(shown, text)
    return show(
        request, desk, "staff/report_section.html", report=shown, part=part, text=text,
        theirs=theirs, seen=overlap.seen({"text": part.text}), paragraphs=told, warnings=proofs.of_narrative(desk, shown, told),
        drawings=drawings(services.pictures_in(shown, text)), figures=_offered(), periods=wording.REPORT_PERIODS.items(),
    )  # fmt: skip


@require_POST
@page(VIEW)
def preview(request: HttpRequest, desk: Desk, pk: int, key: str) -> HttpResponse:
    """A section's text as it would be printed, while it is being written."""
    shown = found(desk, pk, REPORT)
    text = request.POST.get("text", "")[: services.LONGEST_TEXT]
    told = services.preview(shown, text)
    context = {"paragraphs": told, "drawings": drawings(services.pictures_in(shown, text))}
    context["warnings"] = proofs.of_narrative(desk, shown, told)
    return render(request, "staff/report_text.html", {"desk": desk, "key": key, **context})


@page(VIEW)
def checks(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """What the checks find, the gravest first, each with what to do and the rows that prove it."""
    shown = found(desk, pk)
    return show(request, desk, "staff/report_check.html", report=shown, findings=services.check(shown))


@page(VIEW)
def issue(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Ask once more, then give the report its number and freeze it."""
    shown = found(desk, pk, ISSUE)
    form = IssueForm(request.POST) if request.method == "POST" else IssueForm.for_day(today())
    if request.method == "POST" and form.is_valid():
        try:
            issued = services.issue(shown, request.user.get_username(), form.cleaned_data["on"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã ban hành Số %(symbol)s.") % {"symbol": issued.symbol})
            return back(desk, "staff:report", pk)
    return show(request, desk, "staff/report_issue.html", report=shown, form=form, findings=services.check(shown))


@page(VIEW)
def then_and_now(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """An issued report's numbers beside those of now, and what was recorded since."""
    shown = found(desk, pk)
    if not shown.issued:
        raise Http404(_("Báo cáo chưa ban hành."))
    numbers = services.as_then_and_now(shown)
    return show(
        request,
        desk,
        "staff/report_then_and_now.html",
        report=shown,
        changed=[each for each in numbers if each.changed],
        equal=[each for each in numbers if not each.changed],
        entries=services.entries_since(shown),
        differences=services.recompute(shown),
    )


@page(VIEW)
def download(request: HttpRequest, desk: Desk, pk: int, form: str) -> HttpResponse:
    """The Word or the PDF file."""
    shown = found(desk, pk)
    if form not in MEDIA:
        raise Http404(_("Chỉ có bản docx, pdf và xlsx."))
    name = (shown.symbol or f"du-thao-{shown.pk}").replace("/", "-")
    try:
        raw = services.file_of(shown, form)
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal
    response = HttpResponse(raw, content_type=MEDIA[form])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{addresses.quoted(f'{name}.{form}')}"
    return response


def _offered() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every figure by its class, to be put into a text."""
    return [(title, [(each.code, each.title) for each in some]) for title, some in wording.by_class(catalogue())]
