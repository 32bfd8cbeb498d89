"""Two records of one person: pairs that look alike, compared, merged, parted, or said to be two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.core.vietnamese import vn_number
from dangvu.core.wholes import whole
from dangvu.dossiers import holdings
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Entry, Merged
from dangvu.orgs import vault
from dangvu.orgs.access import PERSONS, RECORD
from dangvu.orgs.days import parse_day
from dangvu.orgs.models import Person
from dangvu.quality import duplicates as alike
from dangvu.quality import services
from dangvu.staff import selections, wording
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.reading import What, log


@dataclass(frozen=True)
class Twin:
    """A pair as the page lists it: the places of both, and the grounds in words."""

    pair: alike.Pair
    places: tuple[str, str]
    grounds: list[str]


@dataclass(frozen=True)
class Value:
    """A value of both records side by side; ``differs``, ``lacking``: the person kept has none."""

    name: str
    word: str
    mine: str
    theirs: str
    lacking: bool

    @property
    def differs(self) -> bool:
        return bool(self.mine and self.theirs and self.mine != self.theirs)


def pairs_of(desk: Desk) -> list[alike.Pair]:
    """Pairs of which both stand, or stood last, where the user may see persons; one at least in the organisation looked at."""
    reach = desk.reach(PERSONS)
    within = {person for person, _cell in holdings.members(desk.tree.subtree(desk.org) & reach, desk.day)}
    ever = set(selections.ever_members(desk, reach).values_list("pk", flat=True))
    found = alike.pairs(ever | selections.unplaced(desk))
    return [pair for pair in found if {pair.one.pk, pair.other.pk} & within]


@page(PERSONS)
def duplicates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Pairs that look alike, and what was merged. Two codes typed lead to their comparison: not every pair looks alike."""
    typed = tuple(request.GET.get(name, "").strip() for name in ("giu", "gop"))
    if all(typed) and _comparable(request, desk, *typed):
        return back(desk, "staff:join", *typed)
    twins = list(_listed(desk, pairs_of(desk)))
    merged = merged_in_reach(desk)
    log(
        request,
        desk,
        What.LIST,
        [*(person.pk for each in twins for person in (each.pair.one, each.pair.other)), *(row.kept_id for row, _entry in merged)],
    )
    return show(request, desk, "staff/duplicates.html", twins=twins, merged=merged, may=desk.may(RECORD), typed=typed)


def _comparable(request: HttpRequest, desk: Desk, *codes: str) -> bool:
    """Whether two typed codes are two records to compare; what is wrong is said on the page."""
    try:
        one, other = (found_record(desk, code) for code in codes)
    except Http404:
        messages.error(
            request, _("Không có người mang một trong hai mã này trong phạm vi của bạn; mã ở trang của từng người, mục Lý lịch.")
        )
        return False
    if one == other or Merged.objects.filter(duplicate__in=(one, other)).exists():
        messages.error(request, _("Hai mã này không còn là hai hồ sơ để gộp."))
        return False
    return True


def merged_in_reach(desk: Desk) -> list[tuple[Merged, Entry]]:
    """Merges in force whose person kept the user may see, with their entries."""
    rows = list(Merged.objects.select_related("kept", "duplicate").order_by("-entry"))
    entries = Entry.objects.in_bulk([row.entry for row in rows])
    reach = desk.reach(PERSONS)
    return [(row, entries[row.entry]) for row in rows if selections.last_place(row.kept_id) in reach]


def _listed(desk: Desk, pairs: Iterable[alike.Pair]) -> Iterable[Twin]:
    for pair in pairs:
        places = tuple(place_of(desk, person) for person in (pair.one, pair.other))
        yield Twin(pair, (places[0], places[1]), [str(alike.GROUNDS[ground]) for ground in pair.grounds])


def place_of(desk: Desk, person: Person) -> str:
    """Where a record stands or stood last."""
    place = selections.last_place(person.pk)
    return desk.forest.timelines[place].states[-1].name if place in desk.forest.timelines and place is not None else _("chưa ở chi bộ nào")


def found_record(desk: Desk, code: str) -> Person:
    """A record the user may see: where it stands, or, standing nowhere, told of by the user's own work. Raises Http404."""
    person = get_object_or_404(Person, code=code)
    place = selections.last_place(person.pk)
    if (place is None and person.pk not in selections.unplaced(desk)) or (place is not None and place not in desk.reach(PERSONS)):
        raise Http404(_("Không có người này trong phạm vi của bạn."))
    return person


def _may(desk: Desk, *persons: Person) -> bool:
    """Merging takes the right to record where both stand."""
    places = {selections.last_place(person.pk) for person in persons} - {None}
    return bool(places or desk.may(RECORD)) and places <= desk.reach(RECORD)


@page(PERSONS)
def join(request: HttpRequest, desk: Desk, kept: str, gone: str) -> HttpResponse:
    """Both records side by side; which entries and values go over; the merge itself."""
    one, other = found_record(desk, kept), found_record(desk, gone)
    if one == other or Merged.objects.filter(duplicate__in=(one, other)).exists():
        raise Http404(_("Hai mã này không còn là hai hồ sơ để gộp."))
    entries = services.entries_of(other.pk)
    hidden = [each for each in entries if not desk.opens(_guard(each), selections.last_place(other.pk) or desk.org)]
    may = _may(desk, one, other) and not hidden
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_("Bạn xem được hai hồ sơ này nhưng chưa được giao quyền gộp."))
        if (done := _written(request, desk, one, other)) is not None:
            return done
    log(request, desk, What.RECORD, [one.pk, other.pk])
    ticked = _ticked(request) if request.method == "POST" else services.suggested(one.pk, other.pk)
    return show(
        request,
        desk,
        "staff/join.html",
        one=one,
        other=other,
        places=(place_of(desk, one), place_of(desk, other)),
        values=values_of(one, other),
        mine=selections.lines(desk, services.entries_of(one.pk)) if not hidden else [],
        theirs=[(each, each.entry.number in ticked) for each in selections.lines(desk, [] if hidden else entries)],
        may=may,
        hidden=bool(hidden),
        reason=request.POST.get("reason", ""),
        on=today(),
    )


def _guard(entry: Entry) -> str:
    return REGISTRY[entry.kind].guard


def _ticked(request: HttpRequest) -> set[int]:
    return {number for number in map(whole, request.POST.getlist("taken")) if number is not None}


def _written(request: HttpRequest, desk: Desk, one: Person, other: Person) -> HttpResponse | None:
    """Merge, or note that they are two; None when it was refused, and the page says why."""
    actor = desk.user.get_username()
    if request.POST.get("what") == "hai-nguoi":
        services.apart(one, other, actor=actor)
        messages.success(request, _("Đã ghi là hai người khác nhau; cặp này không hiện nữa."))
        return back(desk, "staff:duplicates")
    try:
        number = services.merge(
            one,
            other,
            taken=_ticked(request),
            values=request.POST.getlist("values"),
            reason=request.POST.get("reason", ""),
            on=parse_day(request.POST.get("on", "")),
            actor=actor,
        )
    except (services.Refused, ValueError) as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(
        request, _("Đã gộp bằng bút toán số %(number)s; muốn tách lại thì mở trang hồ sơ trùng.") % {"number": vn_number(number)}
    )
    return back(desk, "staff:person", one.code)


def values_of(one: Person, other: Person) -> list[Value]:
    """Values of both by name; sensitive ones only say whether they are there."""
    mine, theirs = _all(one), _all(other)
    lacking = services.lacking(one, other)
    names = ["name", "birth", "sex", *sorted((mine.keys() | theirs.keys()) - {"name", "birth", "sex"})]
    return [
        Value(name, _word(name), _masked(name, mine.get(name)), _masked(name, theirs.get(name)), name in lacking)
        for name in names
        if mine.get(name) not in (None, "") or theirs.get(name) not in (None, "")
    ]


def _word(name: str) -> str:
    return _("Họ và tên") if name == "name" else wording.attribute(name)


def _all(person: Person) -> dict[str, Any]:
    return {**person.extra, **person.secrets(), "name": person.name, "birth": person.birth, "sex": person.sex}


def _masked(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    return "•••" if vault.is_sensitive(name) else wording.value("sex", value) if name == "sex" else wording.any_value(value)


@require_POST
@page(PERSONS)
def part(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Take a merge back."""
    row = Merged.objects.filter(duplicate__code=code).select_related("kept", "duplicate").first()
    if row is None or selections.last_place(row.kept_id) not in desk.reach(PERSONS):
        raise Http404(_("Không có hồ sơ đã gộp mang mã này trong phạm vi của bạn."))
    if not _may(desk, row.kept):
        raise PermissionDenied(_("Bạn chưa được giao quyền tách hồ sơ này."))
    try:
        services.part(row.duplicate, on=today(), actor=desk.user.get_username())
    except services.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã tách lại thành hai hồ sơ."))
    return back(desk, "staff:duplicates")
