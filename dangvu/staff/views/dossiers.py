"""Casework: the list of dossiers, a dossier with what it may do next, and each verb's form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.core.vietnamese import fold
from dangvu.core.wholes import whole
from dangvu.dossiers import deadlines, holdings, kinds, papers, services, writings
from dangvu.dossiers.cases import Case, gathered
from dangvu.dossiers.errors import Refused
from dangvu.dossiers.kinds.base import REGISTRY, Procedure, Verb
from dangvu.dossiers.models import Dossier
from dangvu.dossiers.reading import whole_number
from dangvu.orgs.access import CASEWORK, DECIDE, PERSONS, PROXY
from dangvu.rules.services import Rulebook
from dangvu.staff import addresses, casework, telling
from dangvu.staff.choosing import suggested
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.offers import offer, people_offered
from dangvu.staff.reading import What, log

SHOWN = 100


@dataclass(frozen=True)
class Listed:
    """A dossier on the list: its place today, its state in words, and the next day something is due."""

    case: Case
    procedure: Procedure
    state: str
    due: deadlines.Due | None

    @property
    def title(self) -> str:
        return casework.title_of(self.case.dossier) or str(self.procedure.title)


def found(desk: Desk, pk: int, right: str = PERSONS) -> Case:
    """A dossier whose place today is in reach, for a user with the right: 404 outside, 403 without."""
    dossier = Dossier.objects.filter(pk=pk).select_related("organisation", "person").first()
    case = Case(dossier) if dossier else None
    if case is None or case.place.org_id not in desk.reach(PERSONS):
        raise Http404(_("Không có hồ sơ này trong phạm vi của bạn."))
    guard = kinds.get(case.dossier.kind).guard
    if not desk.opens(guard, case.place.org_id):
        raise PermissionDenied(_("Hồ sơ kiểm tra, kỷ luật, đơn thư có quyền xem riêng; bạn chưa được giao quyền ấy."))
    if case.place.org_id not in desk.reach(guard if guard and right == CASEWORK else right):
        raise PermissionDenied(_("Bạn xem được hồ sơ này nhưng chưa được giao quyền làm việc đó."))
    return case


@page(PERSONS)
def dossiers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Dossiers of the organisation and below, the open ones unless all are asked for."""
    asked = {name: request.GET.get(name, "").strip() for name in ("loai", "tim", "ca")}
    listed = listed_dossiers(desk, asked)
    log(request, desk, What.SEARCH if asked["tim"] else What.LIST, [each.case.dossier.person_id for each in listed[:SHOWN]], asked["tim"])
    may = [(name, [each for each in some if desk.may(each.guard or CASEWORK)]) for name, some in groups()]
    context = {
        "listed": listed[:SHOWN],
        "more": len(listed) > SHOWN,
        "groups": may,
        "choices": [(name, [(each.code, each.title) for each in some]) for name, some in may],
        "may_work": any(some for _n, some in may),
        "day": desk.day,
    }
    return show(request, desk, "staff/dossiers.html", **context, **asked)


def listed_dossiers(desk: Desk, asked: Mapping[str, str]) -> list[Listed]:
    """Dossiers the user may see as they are asked for, what is due first."""
    orgs = desk.tree.subtree(desk.org) & desk.reach(PERSONS)
    rows = Dossier.objects.select_related("organisation", "person")
    rows = rows.filter(kind=asked["loai"]) if asked["loai"] in REGISTRY else rows
    rows = rows if asked["ca"] else rows.filter(open=True)
    words, rulebook = fold(asked["tim"]).split(), Rulebook()
    named = (each for each in rows.iterator(500) if all(word in fold(f"{each.subject} {each.ref}") for word in words))
    cases = (case for case in gathered(named, rulebook) if case.place.org_id in orgs)
    found = [each for each in map(listed_one, cases) if desk.opens(each.procedure.guard, each.case.place.org_id)]
    return sorted(found, key=lambda each: (each.due is None, each.due.by if each.due else dt.date.max))


def listed_one(case: Case) -> Listed:
    found = kinds.get(case.dossier.kind)
    dues = sorted(deadlines.of_case(case), key=lambda each: each.by)
    return Listed(case, found, str(found.workflow.states[case.dossier.state]), dues[0] if dues else None)


def groups() -> list[tuple[str, list[Procedure]]]:
    """Procedures by group, as the choice of a new dossier shows them."""
    names = dict.fromkeys(str(each.group) for each in REGISTRY.values())
    return [(name, [each for each in REGISTRY.values() if str(each.group) == name]) for name in names]


@page(PERSONS)
def dossier(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One dossier: where it stands, what may be done next, its papers, its people and its steps."""
    case = found(desk, pk)
    form = _people_form(request, desk, case)
    return (suggested(request, form) if form else None) or _shown(request, desk, case, form)


def _people_form(request: HttpRequest, desk: Desk, case: Case) -> casework.CaseForm | None:
    """The form that puts people on the list of an open bulk, for a user who works on it; None for any other."""
    procedure = kinds.get(case.dossier.kind)
    if not procedure.bulk or not case.dossier.open or case.place.org_id not in desk.reach(procedure.guard or CASEWORK):
        return None
    form = casework.people_form(people_offered(request, desk), request.POST or None)
    form.fields["people"].widget.address = addresses.link("staff:dossier", desk.carried, case.dossier.pk)
    return form


def _shown(request: HttpRequest, desk: Desk, case: Case, adding: casework.CaseForm | None) -> HttpResponse:
    procedure = kinds.get(case.dossier.kind)
    log(request, desk, What.RECORD, [case.dossier.person_id, *case.dossier.people.values_list("person", flat=True)])
    # Papers of a closed dossier were good enough when it was closed; they do not expire afterwards.
    checklist = papers.checklist(case, today() if case.dossier.open else case.dossier.moved_on)
    return show(
        request,
        desk,
        "staff/dossier.html",
        case=case,
        listed=listed_one(case),
        procedure=procedure,
        states=[(key, word, key == case.dossier.state) for key, word in procedure.workflow.states.items()],
        choices=[(row, may_take(desk, case, row)) for row in procedure.workflow.choices(case.dossier.state)],
        dues=sorted(deadlines.of_case(case), key=lambda each: each.by),
        told=[telling.step(procedure, step) for step in case.dossier.steps.select_related("undone_by", "undoes", "vote")],
        overview=procedure.overview(case) if procedure.overview else None,
        opening=telling.facts(procedure.opening, case.dossier.data),
        papers=checklist,
        spare=any(not each.required for each in checklist),
        paper_form=casework.PaperForm(codes=casework.paper_codes(checklist)),
        adding=adding,
        years=request.POST.get("years", ""),
        writings=writings.offered(case),
        people=list(case.dossier.people.select_related("person")),
        may_work=case.place.org_id in desk.reach(procedure.guard or CASEWORK),
        day=desk.day,
    )


def may_take(desk: Desk, case: Case, row: Verb) -> str:
    """``own`` when it is the user's own act, ``proxy`` when it may be typed from a paper, empty when neither."""
    org, guard = case.place.org_id, kinds.get(case.dossier.kind).guard
    if not desk.opens(guard, org):
        return ""
    if org in desk.reach(guard if guard and row.right == CASEWORK else row.right):
        return "own"
    return "proxy" if row.right == DECIDE and org in desk.reach(PROXY) else ""


@page(PERSONS)
def step(request: HttpRequest, desk: Desk, pk: int, verb: str) -> HttpResponse:
    """The form of a verb, and its taking."""
    case = found(desk, pk)
    row = kinds.get(case.dossier.kind).workflow.move(verb)
    if row is None or case.dossier.state not in row.sources:
        messages.error(request, _("Hồ sơ đã sang bước khác; hãy chọn một việc trong danh sách."))
        return redirect(addresses.link("staff:dossier", desk.carried, pk))
    manner = may_take(desk, case, row)
    if not manner:
        raise PermissionDenied(_("Bước này là việc của cấp ủy; bạn chưa được giao quyền ghi."))
    flagged = casework.flagged_choices(holdings.flagged(case.place.org_id, today())) if row.vote.endswith(".cell") else []
    form = casework.step_form(row, offer(desk, people_offered(request, desk)), flagged, request.POST or None)
    if answer := suggested(request, form):
        return answer
    form.fields["on"].initial = desk.day
    if manner == "proxy":
        form.fields["for_whom"].required = form.fields["from_paper"].required = True
        form.fields["for_whom"].help_text = _("Đây là việc của cấp ủy: ghi tên người quyết định.")
    if request.method == "POST" and form.is_valid():
        try:
            seen = _seen(request) or case.dossier.steps_taken
            taken = services.take(case.dossier, casework.asked(row, form, seen), casework.hand(desk.user.get_username(), form.cleaned_data))
        except Refused as refusal:
            form.show(refusal.problems)
        else:
            messages.success(request, _("Đã ghi: %(title)s.") % {"title": row.title})
            for each in case.dossier.people.filter(outcome="failed") if row.each and taken else ():
                messages.warning(request, f"{each.person.name}: {each.message}")
            return redirect(addresses.link("staff:dossier", desk.carried, pk))
    rule = case.rule(f"vote.{row.vote}", today()) if row.vote else None  # today's, as a hint; the vote's own day decides
    return show(request, desk, "staff/dossier_step.html", case=case, listed=listed_one(case), row=row, form=form, manner=manner, rule=rule)


def _seen(request: HttpRequest) -> int | None:
    """How many steps the dossier had on the page the form came from."""
    return whole(request.POST.get("seen"))


@require_POST
@page(PERSONS)
def take_back(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take the last step back."""
    case = found(desk, pk, CASEWORK)
    last = kinds.get(case.dossier.kind).workflow.move(case.steps[-1].verb) if case.steps else None
    if last is not None and not may_take(desk, case, last):
        raise PermissionDenied(_("Bước này là việc của cấp ủy; bạn chưa được giao quyền rút lại."))
    hand = casework.hand(desk.user.get_username(), {})
    try:
        services.take_back(case.dossier, reason=request.POST.get("reason", ""), hand=hand, seen=_seen(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã rút lại bước vừa ghi; bút toán của nó đã được hủy."))
    return redirect(addresses.link("staff:dossier", desk.carried, pk))


@page(PERSONS)
def add_people(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Put people on the list of a bulk, with the grade of the badge where it is one."""
    case = found(desk, pk, CASEWORK)
    form, years = _people_form(request, desk, case), None
    if request.method != "POST":
        # What is wrong is told at this address; who then changes the day or the language of the page finds the dossier here.
        return _shown(request, desk, case, form)
    if form is not None:
        try:
            years = whole_number(text, most=150) if (text := request.POST.get("years", "").strip()) else None
        except ValueError as error:
            form.add_error(None, str(error))
        if not form.is_valid():
            return _shown(request, desk, case, form)
    codes = form.cleaned_data["people"] if form else []
    for each in services.add_people(case.dossier, codes):
        if years is not None:
            each.data = {"years": years}
            each.save(update_fields=["data"])
    return redirect(addresses.link("staff:dossier", desk.carried, pk) + "#nguoi")
