"""What is found in the database: persons, dossiers, reports, meetings, documents. All through the same door as their own pages.

A search makes the same statements whoever asks: where a reader has no right, it asks for nothing in particular, not for nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import orjson
from django.db.models import Q

from dangvu.core.days import vn_day
from dangvu.core.finding import WordIndex
from dangvu.dossiers import kinds
from dangvu.dossiers.cases import gathered
from dangvu.dossiers.models import Dossier
from dangvu.ledger import book
from dangvu.meetings.models import Meeting
from dangvu.orgs.access import PERSONS, REPORT
from dangvu.orgs.models import Person
from dangvu.reports import kinds as report_kinds
from dangvu.reports.models import Report
from dangvu.staff import casework, naming, selections
from dangvu.staff.addresses import link
from dangvu.staff.conditions import Asked
from dangvu.staff.desk import Desk
from dangvu.staff.finding.hits import Hit

CANDIDATES = 60
"""Rows read before those are left out whose page the reader may not open."""
NEWEST = 2000
"""Titles looked through, the newest first."""
NOWHERE = frozenset({0})


def _reach(desk: Desk, permission: str) -> frozenset[int]:
    return desk.reach(permission) or NOWHERE


def people(desk: Desk, text: str, limit: int) -> tuple[tuple[Hit, ...], list[int]]:
    """Persons who stand or stood last in an organisation the reader may look into; hits and the ids of who is shown."""
    reach = _reach(desk, PERSONS)
    found = list(selections.ever_members(desk, reach, selections.Wanted(naming.named(text, desk.head), first=CANDIDATES)))
    places = selections.last_places([each.pk for each in found] or [0])
    shown = [each for each in selections.closest(found, text) if places.get(each.pk) in reach][:limit]
    hits = (Hit(each.name or each.code, link("staff:person", desk.carried, each.code), _about(desk, each, places)) for each in shown)
    return tuple(hits), [each.pk for each in shown]


def _about(desk: Desk, person: Person, places: dict[int, int]) -> str:
    born = str(person.birth.year) if person.birth else ""
    return " · ".join(part for part in (person.code, born, desk.place(places[person.pk]).name) if part)


def dossiers(desk: Desk, text: str, persons: Collection[int], limit: int) -> tuple[Hit, ...]:
    """Dossiers in reach: by their number, of the persons found, and of people who are no members yet."""
    reach = _reach(desk, PERSONS)
    named = Q(Asked("person", naming.by_words(text, desk.head).tested))
    wanted = Q(ref__icontains=text) | Q(organisation__in=reach) & named | Q(person__in=persons or [0])
    rows = Dossier.objects.filter(wanted).select_related("organisation", "person").order_by("-open", "-pk")[:CANDIDATES]
    hits = []
    for case in gathered(rows):
        procedure, place = kinds.get(case.dossier.kind), case.place
        if place.org_id in reach and desk.opens(procedure.guard, place.org_id):
            title = casework.title_of(case.dossier) or str(procedure.title)
            hits.append(Hit(title, link("staff:dossier", desk.carried, case.dossier.pk), f"{procedure.title} · {case.dossier.ref}"))
    return tuple(hits[:limit])


def _titled(rows: Iterable[tuple[Any, ...]], text: str, limit: int) -> list[tuple[Any, ...]]:
    """Rows whose second value holds the words."""
    every = list(rows)
    return [every[place] for place in WordIndex((row[1],) for row in every).find(text)[:limit]]


def reports(desk: Desk, text: str, limit: int) -> tuple[Hit, ...]:
    """Reports in reach: issued ones, and drafts of who writes them."""
    seen = Q(organisation__in=desk.visible or NOWHERE, state="issued") | Q(organisation__in=_reach(desk, REPORT))
    rows = Report.objects.filter(seen).order_by("-as_of", "-pk").values_list("pk", "kind", "title", "symbol", "as_of")[:NEWEST]
    told = ((pk, f"{report_kinds.get(kind).document_title} {title} {symbol}".strip(), day) for pk, kind, title, symbol, day in rows)
    return tuple(Hit(title, link("staff:report", desk.carried, pk), vn_day(day)) for pk, title, day in _titled(told, text, limit))


def meetings(desk: Desk, text: str, limit: int) -> tuple[Hit, ...]:
    """Meetings in reach."""
    rows = Meeting.objects.filter(organisation__in=_reach(desk, PERSONS)).values_list("pk", "title", "on", "organisation_id")[:NEWEST]
    found = _titled(rows, text, limit)
    return tuple(
        Hit(title, link("staff:meeting", desk.carried, pk), f"{vn_day(on)} · {desk.place(org, on).name}") for pk, title, on, org in found
    )


def documents(desk: Desk, text: str, limit: int) -> tuple[Hit, ...]:
    """Documents of the register, by what they are about and by their number."""
    rows = book.in_force(["document_registered"], desk.known).order_by("-number").values_list("number", "data")[:NEWEST]
    told = ((number, orjson.loads(data)) for number, data in rows)
    mine = ((number, _symbol(data), data["org"]) for number, data in told if data["org"] in desk.visible)
    found = _titled(mine, text, limit)
    return tuple(Hit(title, link("staff:entry", desk.carried, number), desk.place(org).name) for number, title, org in found)


def _symbol(data: dict[str, Any]) -> str:
    return f"{data.get('title', '')} {data.get('number', '')}".strip()
