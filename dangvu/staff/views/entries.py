"""The book itself: the last entries, and one entry with its legs and its place in the chain."""

from __future__ import annotations

from typing import Any

import orjson
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.exchange.load import load_lines
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Entry, Posting, Sealed, legs_of_entry, opened
from dangvu.orgs.access import PERSONS, PROXY, RECORD, VIEW
from dangvu.staff import fields, recording, selections
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.reading import What, log

LEGS_SHOWN = 200
ELSEWHERE = ("dossier", "meeting", "study")
"""Beginnings of the origins of entries that are taken back at their origin."""


@page(VIEW)
def entry(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One entry: what was recorded, when, by whom, on which decision, and the legs it posted."""
    found = in_reach(desk, number)
    legs = list(legs_of_entry(number).select_related("account", "person")[: LEGS_SHOWN + 1])
    shown, persons = [_leg(desk, leg) for leg in legs[:LEGS_SHOWN]], _persons(desk, found)
    log(request, desk, What.RECORD, [each.pk for each in (*persons, *(leg["person"] for leg in shown)) if each])
    return show(
        request,
        desk,
        "staff/entry.html",
        entry=found,
        legs=shown,
        more=len(legs) > LEGS_SHOWN,
        facts=_facts(desk, found),
        reverses=Entry.objects.filter(number=found.reverses).first() if found.reverses else None,
        reversed_by=Entry.objects.filter(reverses=found.number).first(),
        persons=persons,
        may_reverse=reversible(desk, found),
        note=_note(number) if desk.may(RECORD) else "",
    )


def _note(number: int) -> str:
    """The note kept beside an entry, such as why another one was cancelled; for who keeps the books."""
    beside = Sealed.objects.filter(entry=number).values_list("entry_id", "text", "secret").first()
    return str(opened(*beside).get("note", "")) if beside else ""


@require_POST
@page(VIEW)
def reverse(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Cancel an entry by another one. What the ledger refuses is told, and nothing is written."""
    found = in_reach(desk, number)
    if not reversible(desk, found):
        raise PermissionDenied(_("Bút toán này không hủy ở đây được, hoặc bạn chưa được giao quyền ghi sổ ở nơi ấy."))
    why = request.POST.get("reason", "").strip()[:300]
    if not why:
        messages.error(request, _("Hãy ghi lý do hủy."))
        return back(desk, "staff:entry", number)
    line = {"kind": "reversal", "on": today().isoformat(), "ref": f"{found.ref}/huy", "of": found.ref, "note": why}
    report = load_lines([line], actor=desk.user.get_username())
    if report.errors:
        messages.error(request, report.errors[0].message)
    else:
        messages.success(request, _("Đã hủy. Nếu việc ấy có thật thì ghi lại cho đúng."))
    return back(desk, "staff:entry", number)


def reversible(desk: Desk, found: Entry) -> bool:
    """Whether the reader may cancel an entry by its page: what has a form of its own, where the reader may fill that form in. Steps of
    dossiers, meetings and studies are taken back where they were taken, with everything that hangs on them."""
    kind = REGISTRY[found.kind]
    if not (recording.allowed(kind.name) or kind.name == "amended") or found.origin.startswith(ELSEWHERE):
        return False
    if Entry.objects.filter(reverses=found.number).exists() or (kind.guard and not desk.may(PROXY)):
        return False
    places = touched(found.number) or set(selections.last_places(each.pk for each in _persons(desk, found)).values())
    return bool(places) and places <= desk.reach(kind.guard or RECORD)


def touched(number: int) -> set[int]:
    """The organisations an entry touches."""
    ends = legs_of_entry(number).values_list("org", "other").distinct()
    return {org for pair in ends for org in pair if org}


def in_reach(desk: Desk, number: int) -> Entry:
    """An entry is seen by who sees an organisation it touches, or, if it touches none, the person it tells about. Raises Http404."""
    found = get_object_or_404(Entry, number=number)
    places = touched(number)
    if not places & desk.visible and (places or not _persons(desk, found)):
        raise Http404(_("Không có bút toán này trong phạm vi của bạn."))
    guard = REGISTRY[found.kind].guard
    if guard and not places & desk.reach(guard):
        raise PermissionDenied(_("Bút toán kiểm tra, kỷ luật, đơn thư có quyền xem riêng; bạn chưa được giao quyền ấy."))
    return found


def _persons(desk: Desk, found: Entry) -> list[Any]:
    line = selections.lines(desk, [found])[0]
    places = selections.last_places(person.pk for person in line.persons)
    return [person for person in line.persons if places.get(person.pk) in desk.reach(PERSONS)]


def _leg(desk: Desk, leg: Posting) -> dict[str, Any]:
    return {
        "posting": leg,
        "org": desk.forest.at(desk.today).state(leg.org_id),
        "other": desk.forest.at(desk.today).state(leg.other_id) if leg.other_id else None,
        "person": leg.person if leg.org_id in desk.reach(PERSONS) else None,
    }


def _facts(desk: Desk, found: Entry) -> list[tuple[str, str]]:
    """The entry's own fields in words; ids of organisations become names, ids of persons stay out."""
    kind, facts = REGISTRY[found.kind], []
    for name, value in sorted(orjson.loads(found.data).items()):
        if name in ("person", "persons", "entry") or isinstance(value, (dict, list)):
            continue
        state = desk.forest.at(desk.today).state(value) if name in fields.PLACES and isinstance(value, int) else None
        facts.append((fields.title(name, kind), state.name if state else fields.said(name, value)))
    return facts
