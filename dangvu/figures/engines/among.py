"""Stocks and flows of persons with an attribute: the legs person by person, each judged on its own day."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import ngettext

from dangvu.figures.base import Among, Flow, Leaf, Reading, Span, Stock
from dangvu.figures.engines.legs import Leg, raw
from dangvu.figures.engines.rollup import Sheet, post
from dangvu.figures.engines.scope import Scope
from dangvu.orgs.tree import TreeDay

Found = dict[int, Reading]


def find_among(leaves: list[Among], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """One statement for each stock or flow the leaves look into, and one for the persons' attributes."""
    together: dict[Stock | Flow, list[Among]] = defaultdict(list)
    for leaf in leaves:
        together[leaf.inner].append(leaf)
    found: dict[Leaf, Found] = {}
    for inner, alike in together.items():
        found.update(_judged(inner, alike, span, scope))
    return found


def _judged(inner: Stock | Flow, leaves: list[Among], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """Two columns for each leaf: those who pass, and those of whom it is not known."""
    legs = raw(inner, inner.at(span), scope, ("other", "person", "on") if isinstance(inner, Flow) else ("person",))
    scope.people.read(leg.person for leg in legs)
    sheets: dict[TreeDay, Sheet] = {}
    for leg in legs:
        sheet = sheets.setdefault(leg.tree, Sheet(2 * len(leaves)))
        for place, leaf in enumerate(leaves):
            column = _column(leaf, leg, scope)
            if column is not None:
                crossing = inner.crossing if isinstance(inner, Flow) else ""
                post(sheet, 2 * place + column, leg.tree, (leg.org, leg.other, leg.quantity), crossing)
    total = Sheet(2 * len(leaves))
    for tree, sheet in sheets.items():
        sheet.roll_up(tree)
        total.merge(sheet)
    return {leaf: _readings(total, 2 * place) for place, leaf in enumerate(leaves)}


def _column(leaf: Among, leg: Leg, scope: Scope) -> int | None:
    """0 for who passes, 1 for who is not known, None for the others."""
    trait = scope.people.trait(leg.person, leaf.attribute, leg.on)
    if trait is None:
        return 1
    return 0 if leaf.test.holds(trait) else None


def _readings(total: Sheet, place: int) -> Found:
    return {org: Reading(row[place], _unknown(row[place + 1])) for org, row in total.rows.items()}


def _unknown(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)d người chưa rõ", "%(count)d người chưa rõ", count) % {"count": count}
