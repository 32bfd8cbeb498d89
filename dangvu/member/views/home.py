"""What awaits me: the next meeting, Party age and badge, dues, dossiers in progress; leaving the e-handbook."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.dossiers import deadlines, holdings, kinds, papers
from dangvu.dossiers.cases import Case
from dangvu.dossiers.forecast import candidates
from dangvu.dossiers.life import badges, life, party_age_months
from dangvu.dues import services as dues
from dangvu.handbook import acts, registration, studying
from dangvu.handbook.errors import Refused
from dangvu.ledger import book
from dangvu.member.own import own
from dangvu.member.views.alerts import told as told_news
from dangvu.orgs.models import Person, User
from dangvu.rules import services as rules

ROUNDS = 80
"""Rounds looked ahead for the next badge: four a year, and no two grades lie more than ten years apart."""
MONTHS = 12


@own
def home(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """The first page on a phone."""
    told, place = life(person.pk), holdings.place(person)
    path = book.tree().at(today()).upward(place) if place is not None else ()
    months = party_age_months(told, today())
    context = {
        "person": person,
        # Meetings stand in their own list below.
        "news": [each for each in told_news(user, person) if each[0].what != "meeting"],
        "invited": [line for line in acts.invited(user, today()) if line.meeting.open],
        "studies": [line for line in studying.mine(user) if line.study.open and not (line.studied or line.claimed_at)],
        "years": divmod(months, 12) if months is not None else None,
        "badges": sorted(badges(told)),
        "next_badge": next(iter(candidates([person.pk], today(), ROUNDS, path)), None) if place is not None else None,
        "dues": dues.of_person(person)[:MONTHS],
        "cases": [_case(Case(each)) for each in person.dossiers.filter(open=True).select_related("organisation", "person")],
        "registered": registration.registered(person.pk, today()),
    }
    return render(request, "member/home.html", context)


def _case(case: Case) -> dict[str, object]:
    """A dossier in progress: where it stands, what it still lacks, by when it must be done."""
    procedure = kinds.get(case.dossier.kind)
    return {
        "title": procedure.title,
        "state": procedure.workflow.states[case.dossier.state],
        "opened": case.dossier.opened_on,
        "lacking": [each.title for each in papers.checklist(case, today()) if each.required and each.status is not papers.Status.PRESENT],
        "due": _deadlines(case),
    }


def _deadlines(case: Case) -> list[tuple[str, dt.date]]:
    try:
        return [(each.title, each.by) for each in deadlines.of_case(case)]
    except rules.UnknownRule:
        return []


@own
def leave(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """Stop using it, after being asked once more. Paper is as good."""
    if request.method == "POST":
        try:
            registration.leave(user=user, on=today())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("member:home")
        logout(request)
        messages.success(request, _("Bạn đã thôi dùng sổ tay điện tử. Mọi việc vẫn làm được trên giấy qua chi bộ."))
        return redirect("account_login")
    return render(request, "member/leave.html", {"person": person})
