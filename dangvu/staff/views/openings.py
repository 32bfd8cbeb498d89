"""Opening a dossier: of a member, of somebody new, of an organisation, or of many people."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dangvu.dossiers import services
from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.kinds.base import REGISTRY, Procedure
from dangvu.dossiers.models import Dossier
from dangvu.orgs.access import CASEWORK, PERSONS
from dangvu.staff import addresses, casework
from dangvu.staff.choosing import suggested
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.offers import met, offer, people_offered

WITHOUT_PERSON = ("people", "organisation")


@page(PERSONS)
def new(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Open a dossier: of a member, of somebody new, of an organisation, or of many people."""
    found = _procedure(kind)
    if not desk.may(found.guard or CASEWORK):
        raise PermissionDenied(_("Bạn chưa được giao quyền mở loại hồ sơ này."))
    form = _opening_form(request, desk, found)
    if answer := suggested(request, form):
        return answer
    person = casework.PersonForm(request.POST or None, partial(met, desk)) if found.declares else None
    if request.method == "POST" and form.is_valid() and (person is None or person.is_valid()):
        try:
            dossier = _open(desk, found, form, person)
        except Refused as refusal:
            form.show(refusal.problems)
        else:
            return redirect(addresses.link("staff:dossier", desk.carried, dossier.pk))
    return show(request, desk, "staff/dossier_new.html", procedure=found, form=form, person=person)


def _procedure(kind: str) -> Procedure:
    if kind not in REGISTRY:
        raise Http404(_("Không có thủ tục này."))
    return REGISTRY[kind]


def _opening_form(request: HttpRequest, desk: Desk, found: Procedure) -> casework.CaseForm:
    people = people_offered(request, desk)
    also = found.subject not in ("member", *WITHOUT_PERSON)
    subjects = people_offered(request, desk, members=found.subject in ("member", "people", "anyone"), others=True) if also else people
    offered = offer(desk, people, found.guard or CASEWORK)
    form = casework.opening_form(found, offered, subjects, desk.state.code, request.POST or None)
    form.fields["in_charge"].initial = desk.user.get_username()
    form.fields["on"].initial = desk.day
    return form


def _open(desk: Desk, found: Procedure, form: casework.CaseForm, person: casework.PersonForm | None) -> Dossier:
    told = form.cleaned_data
    hand = casework.hand(desk.user.get_username(), told)
    org = desk.forest.by_code(told["place"])
    if org is None or org not in desk.reach(found.guard or CASEWORK):
        raise Refused([Problem("place", _("Bạn chưa được giao quyền mở hồ sơ ở tổ chức này."))])
    code = told.get("person") or (_declare(person, told["on"], hand) if person and person.cleaned_data["name"] else None)
    state = desk.forest.timelines[org].states[-1]
    return services.open_dossier(
        found.code,
        org=org,
        on=told["on"],
        hand=hand,
        person=code,
        people=told.get("people", ()),
        given={each.name: told.get(each.name) for each in found.opening},
        in_charge=told["in_charge"],
        subject=told.get("subject", "") or (state.name if found.subject == "organisation" and not found.titled else ""),
    )


def _declare(person: casework.PersonForm, on: dt.date, hand: services.Hand) -> str:
    told = person.cleaned_data
    further = {"ethnicity": told["ethnicity"], "religion": told["religion"]}
    return services.declare(name=told["name"], birth=told["birth"], sex=told["sex"], on=on, hand=hand, further=further)
