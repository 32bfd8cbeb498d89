"""Numbers people stated: targets given, and figures of others.

They are read from entries: their postings cannot say which of several holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.figures.base import Leaf, Number, Reading, Span, Target, Typed
from dangvu.figures.engines.scope import Scope
from dangvu.figures.engines.store import Data, Store

Found = dict[int, Reading]


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as stated: for which organisation and figure, for which days, by whom (``giver`` or ``source``)."""

    entry: int
    on: dt.date
    org: int
    figure: str
    value: Number
    start: dt.date
    end: dt.date
    bound: str = ""
    by: str = ""
    unit: str = ""

    def covers(self, start: dt.date | None, end: dt.date) -> bool:
        return self.start <= (start or end) and end <= self.end

    @property
    def order(self) -> tuple[dt.date, int]:
        return self.on, self.entry


def stated(kind: str, store: Store, known: int, org: int | None = None) -> list[Stated]:
    """Every target (``target_set``) or typed figure that stands."""
    found = (_stated(number, on, data) for number, _kind, on, data in store.in_force([kind], known))
    return [each for each in found if org is None or each.org == org]


def _stated(number: int, on: dt.date, data: Data) -> Stated:
    start: str = data.get("from") or data.get("to") or on.isoformat()
    end: str = data.get("to") or data.get("from") or on.isoformat()
    return Stated(
        entry=number,
        on=on,
        org=data["org"],
        figure=data["figure"],
        value=exact(data["value"]),
        start=_day(start or end, on),
        end=_day(end or start, on),
        bound=data.get("bound", ""),
        by=data.get("giver") or data.get("source") or "",
        unit=data.get("unit", ""),
    )


def exact(value: Any) -> Number:
    """A stated value as an int when it is whole."""
    number = Decimal(str(value))
    return int(number) if number == number.to_integral_value() else number


def target_for(leaf: Target, candidates: Iterable[Stated], span: Span) -> Stated | None:
    """The target of a figure for a period: it covers the last day, and was given by then.

    Of targets for the same days by the same giver the latest adjusts the others. Of several that are left, one for
    exactly the period asked goes first, then one that covers all of it, then the latest given.
    """
    day, start = span.day(), span.start
    known: dict[tuple[Any, ...], Stated] = {}
    for each in sorted(candidates, key=lambda each: each.order):
        if leaf.speaks_of(each.figure) and each.on <= day and each.covers(None, day):
            known[each.figure, each.start, each.end, each.by] = each
    fits = sorted(known.values(), key=lambda each: (each.start == start, each.covers(start, day), each.order))
    return fits[-1] if fits else None


def typed_for(figure: str, candidates: Iterable[Stated], span: Span) -> Stated | None:
    """The number typed for a period: for just these days, else for days around them, else the latest that overlaps."""
    start, end = span.period()
    fits = [each for each in candidates if each.figure == figure and each.start <= end and start <= each.end]
    fits.sort(key=lambda each: ((each.start, each.end) == (start, end), each.covers(start, end), each.end, each.order))
    return fits[-1] if fits else None


def by_org(found: Iterable[Stated]) -> dict[int, list[Stated]]:
    together: dict[int, list[Stated]] = {}
    for each in found:
        together.setdefault(each.org, []).append(each)
    return together


def find_targets(leaves: list[Target], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """Each organisation's own targets: a target is never added up over organisations."""
    candidates = by_org(stated("target_set", scope.store, scope.known))
    found: dict[Leaf, Found] = {}
    for leaf in leaves:
        taken = {org: target_for(leaf, each, span) for org, each in candidates.items()}
        found[leaf] = {org: target_reading(one) for org, one in taken.items() if one}
    return found


def target_reading(target: Stated) -> Reading:
    base = {"figure": target.figure, "bound": target.bound, "giver": target.by, "from": target.start, "to": target.end}
    return Reading(target.value, _days(target), base)


def find_typed(leaves: list[Typed], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """Each organisation's own typed numbers: what firms report is not added up here either."""
    candidates = by_org(stated("typed_figure", scope.store, scope.known, scope.org))
    found: dict[Leaf, Found] = {}
    for leaf in leaves:
        taken = {org: typed_for(leaf.figure, each, span) for org, each in candidates.items()}
        found[leaf] = {org: typed_reading(one) for org, one in taken.items() if one}
    return found


def typed_reading(typed: Stated) -> Reading:
    base = {"source": typed.by, "unit": typed.unit, "from": typed.start, "to": typed.end}
    return Reading(typed.value, _("%(days)s; nguồn: %(source)s") % {"days": _days(typed), "source": typed.by}, base)


def _days(number: Stated) -> str:
    if number.start == number.end:
        return _("ngày %(day)s") % {"day": vn_day(number.end)}
    return _("từ %(start)s đến %(end)s") % {"start": vn_day(number.start), "end": vn_day(number.end)}


def _day(text: str | None, otherwise: dt.date) -> dt.date:
    return dt.date.fromisoformat(text) if text else otherwise
