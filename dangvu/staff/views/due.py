"""What is due: as a page, as a sheet for each cell, and as a calendar feed."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.core.lazily import lazily
from dangvu.dossiers import due, forecast, holdings
from dangvu.dues.services import arrears
from dangvu.figures.remembered import values
from dangvu.handbook import assignments, polls, questions
from dangvu.ledger import book
from dangvu.orgs.access import PERSONS, visible_to
from dangvu.orgs.models import Person, User
from dangvu.orgs.tree import OrgState, Tree
from dangvu.reports.requests import to_send
from dangvu.rules import services as rules
from dangvu.staff.books import contradictions
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.reading import What, log

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = lazily("icalendar")

COMPLETE = ("member_full", "secretary_count")
"""What tells whether a cell is complete."""
ROUNDS = 4
"""Rounds of badges told ahead: a year."""


@dataclass(frozen=True)
class Group:
    """What is due in one organisation."""

    state: OrgState
    items: list[due.Item]


@page(PERSONS)
def due_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything due in the organisation and below, by organisation, the late first."""
    charge = request.GET.get("phutrach", "").strip()
    context = _context(request, desk, charge)
    return show(request, desk, "staff/due.html", **context, charge=charge, feed=_address(request, desk.user))


@page(PERSONS)
def forecast_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who earns a badge in the coming four rounds, and who should have had one."""
    rows, unknown = candidates(desk)
    rounds = forecast.next_rounds(desk.day, ROUNDS, path(desk.forest, desk.org), rules.Rulebook())
    groups = [(each, [row for row in rows if row[0].round == each]) for each in rounds]
    log(request, desk, What.LIST, [*(person.pk for _each, person, _cell in rows), *(each.pk for each in unknown)])
    return show(request, desk, "staff/badge_forecast.html", groups=groups, unknown=unknown)


def candidates(desk: Desk) -> tuple[list[tuple[forecast.Candidate, Person, OrgState]], list[Person]]:
    """Who earns a badge in the coming rounds, with the cell, and those of whom it cannot be told."""
    orgs = desk.tree.subtree(desk.org) & desk.reach(PERSONS)
    found = forecast.of_members(orgs, desk.day, ROUNDS, path(desk.forest, desk.org), rules.Rulebook())
    names = Person.objects.in_bulk([each.person for each, _cell in found])
    rows = [(each, names[each.person], desk.forest.timelines[cell].states[-1]) for each, cell in found]
    unknown = forecast.without_start(holdings.standing(orgs, desk.day)[0].tolist())
    return rows, list(Person.objects.filter(pk__in=unknown).order_by("sort_key"))


@page(PERSONS)
def sheets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A sheet of A4 for each cell."""
    return show(request, desk, "staff/due_sheets.html", **_context(request, desk))


def _context(request: HttpRequest, desk: Desk, charge: str = "") -> dict[str, object]:
    orgs = desk.tree.subtree(desk.org) & desk.reach(PERSONS)
    found = due_items(desk)
    owing = arrears(orgs, desk.day)
    log(request, desk, What.LIST, [*(item.person.pk for item in found if item.person), *(each.person.pk for each in owing)])
    found = [item for item in found if item.in_charge == charge] if charge else found
    return {
        "groups": grouped(desk.forest, found),
        "late": [item for item in found if item.overdue(desk.day)],
        "count": found,
        "small": small_cells(desk),
        "headless": headless_cells(desk),
        "broken": contradictions(desk)["broken"],
        "arrears": owing,
        "to_send": list(to_send(orgs, desk.day)),
        "day": desk.day,
    }


def due_items(desk: Desk) -> list[due.Item]:
    """Everything due that the user may see, the earliest first."""
    return opened(desk, desk.tree.subtree(desk.org) & desk.reach(PERSONS))


def opened(desk: Desk, orgs: Collection[int]) -> list[due.Item]:
    """Of everything due at some organisations what the user may open."""
    return due.named(told(desk, orgs))


def told(desk: Desk, orgs: Collection[int]) -> list[due.Told]:
    """The same before anybody's name is read."""
    return [each for each in _everything(orgs, desk.day, path(desk.forest, desk.org)) if desk.opens(each[0].guard, each[0].org)]


def _everything(orgs: Collection[int], on: dt.date, where: tuple[int, ...] = ()) -> list[due.Told]:
    """What the books and the dossiers ask for, and what members wait for."""
    found = [*due.told(orgs, on, where)]
    found += ((item, None) for item in (*questions.due(orgs), *polls.due(orgs), *assignments.due(orgs, on)))
    return sorted(found, key=lambda each: due.when(each[0]))


def path(forest: Tree, org: int) -> tuple[int, ...]:
    """An organisation and its superiors today, itself first."""
    return forest.at(today()).upward(org)


def grouped(forest: Tree, items: Iterable[due.Item]) -> list[Group]:
    """By organisation, in the order of their codes."""
    found: dict[int, list[due.Item]] = {}
    for item in items:
        found.setdefault(item.org, []).append(item)
    groups = (Group(forest.timelines[org].states[-1], each) for org, each in found.items())
    return sorted(groups, key=lambda group: group.state.code)


def _cells(desk: Desk, figure: str) -> list[tuple[OrgState, int]]:
    """Open cells of the page's organisation that the reader may look into, with their value of a figure, by code."""
    orgs = desk.tree.subtree(desk.org) & desk.reach(PERSONS)
    found = [state for state in desk.tree.cells if state.org_id in orgs]
    numbers = values(COMPLETE, desk.at(), (each.org_id for each in found))[figure]
    return [(state, int(number or 0)) for state, number in zip(found, numbers, strict=True)]


def small_cells(desk: Desk) -> list[tuple[OrgState, int]]:
    """Cells with fewer official members than the rule asks for, by the figure itself."""
    least = rules.value("organisation.min_official", on=desk.day, path=path(desk.forest, desk.org))
    return [(state, value) for state, value in _cells(desk, "member_full") if value < least]


def headless_cells(desk: Desk) -> list[OrgState]:
    """Cells without a secretary in office, by the figure itself."""
    return [state for state, value in _cells(desk, "secretary_count") if not value]


def key_of(user: User) -> str:
    """The secret part of a user's calendar address: it changes with the password, and says nothing about either."""
    told = f"due:{user.pk}:{user.password}"
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).hexdigest()[:40]


def _address(request: HttpRequest, user: User) -> str:
    return request.build_absolute_uri(reverse("staff:due_feed", args=[user.pk, key_of(user)]))


@login_not_required
def feed(request: HttpRequest, user: int, key: str) -> HttpResponse:
    """The user's due list for a phone's calendar. It names no person: a calendar lies open on many screens."""
    reader = User.objects.filter(pk=user, is_active=True).first()
    if reader is None or not hmac.compare_digest(key, key_of(reader)):
        raise Http404
    orgs = visible_to(reader, PERSONS, book.tree().at(today()), today())
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//dangvu//due//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Hạn việc Đảng vụ"))
    for item in due.named(_everything(orgs, today())):
        if item.guard and item.org not in visible_to(reader, item.guard, book.tree().at(today()), today()):
            continue
        calendar.add_component(_event(item))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(item: due.Item) -> icalendar.Event:
    event = icalendar.Event()
    told = f"{item.family}:{item.org}:{item.dossier}:{item.person.pk if item.person else ''}:{item.title}"
    told += f":{item.paper}" if item.paper else ""
    event.add("uid", hashlib.sha256(told.encode()).hexdigest()[:32])
    event.add("summary", f"{item.title} · {due.place_of(item)}")
    event.add("dtstart", item.by)
    event.add("dtend", item.by + dt.timedelta(days=1))
    event.add("dtstamp", dt.datetime.combine(item.by, dt.time(), dt.UTC))
    return event
