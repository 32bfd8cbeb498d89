"""The e-handbook as the office sees it: who uses it and who is left, slips to register with, the code on the wall, scans that came late."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.figures.remembered import evaluate, evaluate_everywhere
from dangvu.figures.services import get
from dangvu.handbook import acts, presence, registration
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Act
from dangvu.meetings.models import Meeting
from dangvu.orgs.access import CASEWORK, PERSONS, VIEW
from dangvu.orgs.models import Person
from dangvu.orgs.tree import OrgState
from dangvu.staff import addresses
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.qr import qr
from dangvu.staff.reading import What, log
from dangvu.staff.views.meetings import found

FIGURES = ("handbook_members", "handbook_rate", "handbook_left", "handbook_no_phone", "handbook_registered", "handbook_ended")
BY_CELL = ("member_total", "handbook_members", "handbook_rate", "handbook_left", "handbook_no_phone")
EXEMPT = "member_exempt"
"""Who is exempt mostly is so for health: told of a single cell only to who may see its members."""


@dataclass(frozen=True)
class Slip:
    """A slip to be printed."""

    person: Person
    username: str
    code: str
    drawn: SafeString


@page(VIEW)
def campaign(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How far the e-handbook has come, cell by cell; every number is a figure and opens into its rows."""
    codes = _told(desk)
    answers, everywhere = evaluate(FIGURES, desk.at()), evaluate_everywhere(codes, desk.at())
    states = [state for org in desk.tree.order() if (state := _cell(desk, org))]
    rows = [(state, [(get(code), everywhere[code].get(state.org_id)) for code in codes]) for state in states]
    cards = [(get(code), answers[code]) for code in FIGURES]
    return show(request, desk, "staff/handbook.html", cards=cards, rows=rows, heads=[get(code) for code in codes])


def _told(desk: Desk) -> tuple[str, ...]:
    """The figures that are told of each cell."""
    return (*BY_CELL, EXEMPT) if desk.sees_persons else BY_CELL


def _cell(desk: Desk, org: int) -> OrgState | None:
    """An open cell below the desk's organisation that the reader may see."""
    state = desk.tree.state(org)
    inside = org in desk.visible and org in desk.tree.subtree(desk.org)
    return state if inside and state is not None and state.open and state.is_cell else None


def _own_cell(desk: Desk) -> OrgState:
    if not desk.state.is_cell:
        raise Http404(_("Danh sách này chỉ có ở chi bộ."))
    return desk.state


@page(PERSONS, org_from="code")
def cell(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Who of a cell is left, who is exempt or away, who has no phone; slips for those chosen."""
    state = _own_cell(desk)
    rest = registration.left([state.org_id], desk.day)
    log(request, desk, What.LIST, [each.person.pk for each in rest])
    codes = _told(desk)
    answers = evaluate(codes, desk.at())
    cards = [(get(code), answers[code]) for code in codes]
    return show(request, desk, "staff/handbook_cell.html", cell=state, rest=rest, cards=cards, may_work=desk.may(CASEWORK))


def _chosen(request: HttpRequest, desk: Desk) -> list[Person]:
    """Those of the persons ticked who are left in this cell today; others are none of this page's business."""
    rest = {each.person.code: each.person for each in registration.left([_own_cell(desk).org_id], today())}
    return [rest[code] for code in request.POST.getlist("person") if code in rest]


@require_POST
@page(CASEWORK, org_from="code")
def slips(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The slips, shown this once to be printed and given from hand to hand."""
    address = request.build_absolute_uri(reverse("staff:slip"))
    made: list[Slip] = []
    chosen = _chosen(request, desk)
    try:
        for each in chosen:
            user, told = registration.invite(person=each, actor=desk.user.get_username(), on=today())
            made.append(Slip(each, user.username, told, qr(f"{address}?ma={told}")))
    except Refused as refusal:
        messages.error(request, str(refusal))
    if not made:
        messages.warning(request, _("Hãy đánh dấu người cần in phiếu."))
        return back(desk, "staff:handbook_cell", code)
    log(request, desk, What.EXPORT, [each.person.pk for each in made])
    until = today() + registration.SLIP_HOLDS
    response = show(request, desk, "staff/handbook_slips.html", slips=made, address=address, until=until, cell=desk.state)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@page(CASEWORK, org_from="code")
def no_phone(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Note of those chosen that they have no phone for it."""
    chosen = _chosen(request, desk)
    for each in chosen:
        registration.without_phone(person=each, actor=desk.user.get_username(), on=today())
    messages.success(request, _("Đã ghi: các đồng chí này nhận mọi thứ bằng giấy.") if chosen else _("Chưa đánh dấu ai."))
    return back(desk, "staff:handbook_cell", code)


# ---------------------------------------------------------------- the code on the wall


def _wall(request: HttpRequest, meeting: Meeting) -> dict[str, object]:
    """The picture of the moment, and after how many seconds it is to be drawn again."""
    now = timezone.now()
    way = reverse("member:present", args=[meeting.pk])
    drawn = qr(request.build_absolute_uri(f"{way}?m={presence.code(meeting, now)}"))
    came = sum(each.came for each in meeting.roll.all())
    return {"meeting": meeting, "drawn": drawn, "came": came, "seconds": presence.STEP - int(now.timestamp()) % presence.STEP}


@page(PERSONS)
def wall(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The code that changes every thirty seconds, for the screen of the hall."""
    return _not_kept(show(request, desk, "staff/presence_code.html", **_wall(request, _today(desk, pk))))


@page(PERSONS)
def shown(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The picture alone, asked for again and again by the page."""
    return _not_kept(render(request, "staff/presence_code_shown.html", {"desk": desk, **_wall(request, _today(desk, pk))}))


def _today(desk: Desk, pk: int) -> Meeting:
    """A meeting that is open, for who may take its roll."""
    meeting = found(desk, pk, CASEWORK)
    if not meeting.open:
        raise Http404(_("Cuộc họp đã khép."))
    return meeting


def _not_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@page(PERSONS)
def settle(request: HttpRequest, desk: Desk, pk: int, act: int) -> HttpResponse:
    """The secretary's yes or no to a scan that came late."""
    meeting = found(desk, pk, CASEWORK)
    claim = Act.objects.filter(pk=act, meeting=meeting).first()
    if claim is None:
        raise Http404(_("Không có việc này."))
    try:
        acts.settle(act=claim, accept=request.POST.get("answer") == "co", actor=desk.user.get_username())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(addresses.link("staff:roll", desk.carried, pk))
