"""Study sessions as the office and the cell's secretary keep them: begin, questions, who studied, into the books."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.figures.remembered import evaluate
from dangvu.figures.services import get
from dangvu.handbook import studying
from dangvu.handbook.errors import Refused
from dangvu.handbook.shelf import Publication, Study
from dangvu.meetings.models import Meeting
from dangvu.orgs.access import CASEWORK, PERSONS
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.library_forms import StudyForm
from dangvu.staff.reading import What, log
from dangvu.staff.views import library

FIGURES = ("study_attendance", "study_rate")
MEETINGS = 30


def found(desk: Desk, pk: int, right: str = PERSONS) -> Study:
    """A session in reach, for a user with the right: 404 outside, 403 without."""
    study = Study.objects.filter(pk=pk, organisation__in=desk.reach(PERSONS)).select_related("publication", "organisation").first()
    if study is None:
        raise Http404(_("Không có buổi học tập này trong phạm vi của bạn."))
    if study.organisation_id not in desk.reach(right):
        raise PermissionDenied(_("Bạn xem được buổi học tập này nhưng chưa được giao quyền ghi."))
    return study


@page(CASEWORK)
def new(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Begin sessions of a document: one for each cell chosen, or none when one of them cannot be."""
    kept = library.found(desk, pk)
    below = desk.forest.at(today()).subtree(kept.organisation_id)
    cells = {each.code: each for each in desk.cells(CASEWORK) if each.org_id in below}
    orgs = [each.org_id for each in cells.values()]
    meetings = list(Meeting.objects.filter(organisation__in=orgs).exclude(state="cancelled").order_by("-on")[:MEETINGS])
    form = StudyForm(request.POST or None, places=[(code, each.name) for code, each in cells.items()], meetings=meetings)
    if request.method == "POST" and form.is_valid():
        try:
            made = _begun(desk, kept, form, {code: each.org_id for code, each in cells.items()}, {each.pk: each for each in meetings})
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã lập; đảng viên thấy buổi học tập trên sổ tay điện tử."))
            return back(desk, "staff:study", made[0].pk) if len(made) == 1 else back(desk, "staff:library_text", pk)
    return show(request, desk, "staff/study_new.html", publication=kept, form=form, cells=cells)


@transaction.atomic
def _begun(desk: Desk, kept: Publication, form: StudyForm, cells: dict[str, int], meetings: dict[int, Meeting]) -> list[Study]:
    told, made = form.cleaned_data, []
    meeting = meetings.get(int(told["meeting"])) if told["meeting"] else None
    for code in _chosen(kept, form, cells):
        # A meeting is of one cell; the others study on their own.
        own = meeting if meeting is not None and meeting.organisation_id == cells[code] else None
        named = {"on": told["on"], "questions": told["questions"], "actor": desk.user.get_username(), "meeting": own}
        try:
            made.append(studying.begin(publication=kept, org=cells[code], **named))
        except Refused as refusal:
            raise Refused(f"{desk.place(cells[code]).name}: {refusal}") from refusal
    return made


def _chosen(kept: Publication, form: StudyForm, cells: dict[str, int]) -> list[str]:
    """Codes of the cells ticked, or of all that can begin. Raises Refused where that is none."""
    told = form.cleaned_data
    if not told["everywhere"]:
        return list(told["places"])
    free = studying.free(kept, set(cells.values()), told["on"])
    if not free:
        raise Refused(_("Không còn chi bộ nào chưa học văn bản này."))
    return [code for code, org in cells.items() if org in free]


@page(PERSONS)
def study(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One session: its questions, who studied, and what the books count of the cell."""
    shown = found(desk, pk)
    learners = list(shown.learners.select_related("person"))
    log(request, desk, What.LIST, [each.person_id for each in learners])
    answers = evaluate(FIGURES, desk.at(shown.organisation_id))
    context = {
        "place": desk.place(shown.organisation_id),
        "learners": learners,
        "cards": [(get(code), answers[code]) for code in FIGURES],
        "dossier": shown.step.dossier if shown.step else studying.directive_of(shown) if shown.open else None,
        "may_work": shown.organisation_id in desk.reach(CASEWORK),
    }
    return show(request, desk, "staff/study.html", study=shown, **context)


def _confirm(study: Study, request: HttpRequest, desk: Desk) -> None:
    studying.confirm(study=study, persons=request.POST.getlist("person"))


def _close(study: Study, request: HttpRequest, desk: Desk) -> None:
    _confirm(study, request, desk)
    studying.close(study=study, actor=desk.user.get_username())


def _reopen(study: Study, request: HttpRequest, desk: Desk) -> None:
    studying.reopen(study=study, actor=desk.user.get_username(), why=request.POST.get("why", ""))


HANDLERS: dict[str, Callable[[Study, HttpRequest, Desk], object]] = {
    "cau-hoi": lambda study, request, _desk: studying.ask(study=study, questions=request.POST.get("questions", "")),
    "da-hoc": _confirm,
    "diem-danh": lambda study, _request, _desk: studying.as_at_the_meeting(study=study),
    "danh-sach": lambda study, _request, _desk: studying.invite_again(study=study),
    "khep": _close,
    "mo-lai": _reopen,
    "khong-hoc": lambda study, request, _desk: studying.cancel(study=study, why=request.POST.get("why", "")),
}


@require_POST
@page(PERSONS)
def write(request: HttpRequest, desk: Desk, pk: int, what: str) -> HttpResponse:
    """Any of the things a session's page writes down; what is refused is told, and nothing is changed."""
    shown = found(desk, pk, CASEWORK)
    if what not in HANDLERS:
        raise Http404(_("Không có việc này."))
    try:
        with transaction.atomic():
            HANDLERS[what](shown, request, desk)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ghi."))
    return back(desk, "staff:study", pk)
