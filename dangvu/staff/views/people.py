"""The list of members on a day, and the page of a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.dossiers import life
from dangvu.dossiers.cases import Case
from dangvu.dossiers.models import Dossier
from dangvu.figures.remembered import evaluate
from dangvu.ledger import accounts
from dangvu.orgs.access import PERSONS, RECORD
from dangvu.orgs.models import Person
from dangvu.orgs.tree import OrgState, TreeDay
from dangvu.privacy import consent
from dangvu.staff import holdings, selections, wording
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.naming import named
from dangvu.staff.reading import What, log
from dangvu.staff.rendering import Choices
from dangvu.staff.views.dossiers import listed_one

PAGE = 50
FILTERS = 16
"""Lists of cells to choose from that are kept ready: those of the organisations and days looked at last."""
Parsed = Callable[[str], tuple[str, dict[str, str]]]
STATUSES = ("official", "probationary")


@dataclass(frozen=True)
class Listed:
    """A person on the list: the cell and the status on the day, None and empty for one who left."""

    person: Person
    cell: OrgState | None
    status: str
    flags: tuple[str, ...]


@page(PERSONS)
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Members as of the day, by given name; searched without diacritics, filtered, paged by key."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "chibo", "trangthai", "ca", "sau")}
    found = list(asked_for(desk, asked, PAGE + 1))
    shown = found[:PAGE]
    log(request, desk, What.SEARCH if asked["q"] else What.LIST, [each.pk for each in shown], asked["q"])
    context = {
        "listed": listed(desk, shown),
        "next_after": shown[-1].code if len(found) > PAGE else "",
        "total": evaluate(("member_total",), desk.at())["member_total"],
        "cells": _cells(desk.tree, desk.org),
        "may_record": desk.may(RECORD),
        "statuses": [(each, wording.value("status", each)) for each in STATUSES],
        **asked,
    }
    if request.headers.get("HX-Target") == "danh-sach":
        return render(request, "staff/people_list.html", {"desk": desk, **context})
    return show(request, desk, "staff/people.html", **context)


def asked_for(desk: Desk, asked: Mapping[str, str], first: int = 0) -> QuerySet[Person]:
    """Persons on the list as it is asked for, in the order of given names; all of them, or the first."""
    orgs = desk.tree.subtree(desk.org) & desk.reach(PERSONS)
    if asked["chibo"]:
        chosen = desk.forest.by_code(asked["chibo"])
        orgs = frozenset({chosen}) & orgs if chosen is not None else frozenset()
    wanted = selections.Wanted(named(asked["q"], desk.head) if asked["q"] else None, asked["sau"], first)
    if asked["ca"]:
        return selections.ever_members(desk, orgs, wanted)
    return selections.members(desk, orgs, asked["trangthai"] if asked["trangthai"] in STATUSES else "", wanted)


def listed(desk: Desk, persons: Sequence[Person]) -> list[Listed]:
    """Persons with what they are on the day."""
    held = holdings.standing(desk, [person.pk for person in persons])
    read = cache(accounts.parse)
    return [_one(desk, person, held.get(person.pk, []), read) for person in persons]


def _one(desk: Desk, person: Person, held: list[holdings.Held], read: Parsed = accounts.parse) -> Listed:
    cell, status, flags = None, "", []
    for each in held:
        measure, attrs = read(each.account)
        if measure == "member":
            cell, status = desk.tree.state(each.org), attrs.get("status", "")
        elif measure != "handbook":
            flags.append(wording.account(each.account))
    return Listed(person, cell, status, tuple(flags))


@lru_cache(maxsize=FILTERS)
def _cells(tree: TreeDay, org: int) -> Choices:
    """Code and name of the cells that stand open on the day, for the filter. A tree never changes, and the book hands out the same."""
    states = (tree.state(each) for each in tree.subtree(org))
    return Choices(sorted((state.code, state.name) for state in states if state and state.open and state.is_cell))


def in_reach(desk: Desk, code: str) -> tuple[Person, int]:
    """A person whom the user may see, and where he or she stands. Raises Http404."""
    found = get_object_or_404(Person, code=code)
    place = selections.last_place(found.pk)
    if place is None or place not in desk.reach(PERSONS):
        raise Http404(_("Không có người này trong phạm vi của bạn."))
    return found, place


def membership_days(person: int) -> list[tuple[str, dt.date]]:
    """The days a member is asked for on every form, as far as the book tells them."""
    told = life.events([person], (*life.ENTERING, "recognised"))[person]
    days = (
        (_("Ngày vào Đảng"), life.ceremony(told)),
        (_("Ngày chính thức"), life.official_from(told)),
        (_("Tuổi Đảng tính từ"), life.party_age_from(told)),
    )
    return [(name, day) for name, day in days if day]


@require_POST
@page(PERSONS)
def reveal(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The sealed values of a person, after being asked for; that they were shown is logged."""
    found, _place = in_reach(desk, code)
    log(request, desk, What.REVEAL, [found.pk])
    told = [(wording.attribute(name), wording.told(value)) for name, value in sorted(found.secrets().items())]
    return render(request, "staff/person_secrets.html", {"desk": desk, "told": told, "person": found})


@page(PERSONS)
def person(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One person: values, what he or she is on the day, and everything recorded."""
    found, place = in_reach(desk, code)
    held = holdings.standing(desk, [found.pk]).get(found.pk, [])
    # Who was declared twice is one person: dossiers of the other record are shown with the one kept.
    twins = list(Person.objects.filter(merged__kept=found).order_by("code"))
    own = Dossier.objects.filter(person__in=[found, *twins]).select_related("organisation", "person")
    cases = [listed_one(Case(each)) for each in own]
    log(request, desk, What.RECORD, [found.pk])
    return show(
        request,
        desk,
        "staff/person.html",
        person=found,
        merged_into=Person.objects.filter(duplicates__duplicate=found).first(),
        merged_here=twins,
        listed=_one(desk, found, held),
        held=[(desk.tree.state(each.org), each.account) for each in held],
        further=[(wording.attribute(name), wording.told(value)) for name, value in sorted(found.extra.items()) if value not in (None, "")],
        days=membership_days(found.pk),
        dossiers=[each for each in cases if desk.opens(each.procedure.guard, place)],
        timeline=selections.timeline(desk, found.pk, place),
        consent=consent.current(found, desk.today),
        masked=sorted(wording.attribute(name) for name in found.secrets()),
    )
