"""Who read what: for the auditor. The page is itself a read of whom it names, and is logged."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from dangvu.orgs.access import AUDIT
from dangvu.orgs.models import Person, User
from dangvu.privacy import readings as log_of_reads
from dangvu.staff import selections
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.naming import named
from dangvu.staff.reading import What, log

SHOWN = 200
FOUND = 20


@page(AUDIT)
def readings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The last reads in reach, of everybody or of one account; and the way to a person."""
    who, wanted = request.GET.get("ai", "").strip(), request.GET.get("q", "").strip()
    accounts = readers_of(desk)
    rows = log_of_reads.of_users([each for each in accounts if who in ("", each.username)])
    people = _found(desk, wanted) if wanted else []
    log(request, desk, What.SEARCH, [each.pk for each in people], wanted)
    readers = [(each.username, each.username) for each in accounts]
    listed = [(each, each.persons, log_of_reads.searched(each)) for each in rows[:SHOWN]]
    return show(request, desk, "staff/readings.html", rows=listed, who=who, wanted=wanted, people=people, readers=readers)


def _found(desk: Desk, text: str) -> list[Person]:
    return list(selections.ever_members(desk, desk.reach(AUDIT), selections.Wanted(named(text, desk.head), first=FOUND)))


def readers_of(desk: Desk) -> list[User]:
    """Accounts with a role, past or present, within the auditor's reach."""
    return list(User.objects.filter(grants__organisation__in=desk.reach(AUDIT)).distinct().order_by("username"))


@page(AUDIT)
def of_person(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Who saw this person."""
    found = person_in_reach(desk, code)
    log(request, desk, What.RECORD, [found.pk])
    return show(request, desk, "staff/readings_of.html", person=found, rows=log_of_reads.of_person(found.pk)[:SHOWN])


def person_in_reach(desk: Desk, code: str) -> Person:
    """A person within the auditor's reach. Raises Http404."""
    found = get_object_or_404(Person, code=code)
    if selections.last_place(found.pk) not in desk.reach(AUDIT):
        raise Http404(_("Không có người này trong phạm vi của bạn."))
    return found
