"""The desk: what must be done, what changed, and whether the books are in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from dangvu.core.days import today
from dangvu.dossiers import due
from dangvu.dossiers.due import Item
from dangvu.dues.services import in_arrears
from dangvu.orgs.access import COMPOSE, PERSONS, REPORT, VIEW, only_member
from dangvu.orgs.models import User
from dangvu.pages import forgetting
from dangvu.reports.models import Submission
from dangvu.reports.requests import to_send
from dangvu.staff import selections
from dangvu.staff.books import contradictions
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.headlines import headlines
from dangvu.staff.periods import presets
from dangvu.staff.reading import What, log
from dangvu.staff.views.due import headless_cells, small_cells, told
from dangvu.staff.views.reports import reports_in_reach

LAST_ENTRIES = 6
REPORTS_SHOWN = 4
TASKS_SHOWN = 8
SENT_SHOWN = 5
WEEK, MONTH = dt.timedelta(days=7), dt.timedelta(days=30)
NOWHERE = frozenset({0})


@dataclass(frozen=True)
class Tasks:
    """What is due: the most urgent ones, and how many there are by when."""

    shown: list[Item]
    late: int
    week: int
    month: int
    all: int


def home(request: HttpRequest) -> HttpResponseBase:
    """The desk; a member without a role of the office who comes here is led to the own pages."""
    user = request.user
    return redirect("member:home") if isinstance(user, User) and only_member(user, today()) else desk_page(request)


@page(VIEW)
def desk_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything on one page, each line with the way to where it is worked on."""
    orgs = desk.tree.subtree(desk.org) & desk.reach(PERSONS)
    tasks = _tasks(desk, orgs) if desk.sees_persons else None
    entries = selections.recent(desk, LAST_ENTRIES)
    if desk.sees_persons:
        seen = [person.pk for line in entries for person in line.persons]
        log(request, desk, What.LIST, [*seen, *(item.person.pk for item in (tasks.shown if tasks else []) if item.person)])
    return show(
        request, desk, "staff/home.html",
        tasks=tasks, weak=_weak(desk, orgs) if desk.sees_persons else [], to_send=list(_asked(desk)), sent=list(_sent(desk)),
        headlines=headlines(desk), presets=presets(desk), entries=entries, checked=contradictions(desk),
        reports=reports_in_reach(desk)[:REPORTS_SHOWN], may_write=desk.may(REPORT),
        named=forgetting.open_tasks(desk.reach(COMPOSE)),
    )  # fmt: skip


def _tasks(desk: Desk, orgs: Collection[int]) -> Tasks:
    found = told(desk, orgs)
    late = sum(item.overdue(desk.day) for item, _person in found)
    within = [sum(desk.day <= item.by <= desk.day + ahead for item, _person in found) for ahead in (WEEK, MONTH)]
    return Tasks(due.named(found[:TASKS_SHOWN]), late, within[0], within[1], len(found))


def _weak(desk: Desk, orgs: Collection[int]) -> list[tuple[str, int]]:
    """What the due list tells of cells and dues, each with how many there are; nothing where there is nothing."""
    counts = {"headless": len(headless_cells(desk)), "small": len(small_cells(desk)), "arrears": in_arrears(orgs, desk.day)}
    return [(name, count) for name, count in counts.items() if count]


def _asked(desk: Desk) -> QuerySet[Submission]:
    """Reports asked of the organisation or below it and not sent yet, the most urgent first."""
    return to_send(desk.tree.subtree(desk.org) & desk.visible or NOWHERE, desk.day)[:SENT_SHOWN]


def _sent(desk: Desk) -> QuerySet[Submission]:
    """Reports sent up to the organisation that nobody has looked at yet."""
    mine = desk.tree.subtree(desk.org) & desk.reach(REPORT) or NOWHERE
    waiting = Submission.objects.filter(request__organisation__in=mine, state=Submission.State.SENT)
    return waiting.select_related("request").order_by("request__deadline", "pk")[:SENT_SHOWN]
