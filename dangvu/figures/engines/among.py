"""Stocks and flows of what passes tests on persons or places: the legs one by one, each judged on its own day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
from django.utils.translation import ngettext

from dangvu.figures.base import Among, Flow, Leaf, Reading, Span, Stock
from dangvu.figures.engines.legs import looked_at_together, passes, raw, read_persons
from dangvu.figures.engines.numbering import Ints
from dangvu.figures.engines.rollup import Sheet, post
from dangvu.figures.engines.scope import Scope
from dangvu.figures.engines.told import coded, summed
from dangvu.orgs.tree import TreeDay

Found = Mapping[int, Reading]


def find_among(leaves: list[Among], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """One statement for each stock or flow the leaves look into, and one for the persons' attributes."""
    together: dict[tuple[Stock | Flow, bool], list[Among]] = defaultdict(list)
    for leaf in leaves:
        together[leaf.inner, leaf.personal].append(leaf)
    found: dict[Leaf, Found] = {}
    for (inner, _personal), alike in together.items():
        found.update(_judged(inner, alike, span, scope))
    return found


def _judged(inner: Stock | Flow, leaves: list[Among], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """Two columns for each leaf: those who pass, and those of whom it is not known."""
    columns = summed(inner, [leaf for leaf in leaves if coded(leaf)], inner.at(span), scope) or {}
    found: dict[Leaf, Found] = {leaf: Counted(*pair) for leaf, pair in columns.items()}
    rest = [leaf for leaf in leaves if leaf not in columns]
    return {**found, **_leg_by_leg(inner, rest, span, scope)} if rest else found


class Counted(Mapping[int, Reading]):
    """How many pass, and of how many it is not known, as two arrays by the organisation's id; one that has neither is not there.

    What one organisation is, is put into words when it is looked at: of three thousand, one is.
    """

    def __init__(self, passed: Ints, unknown: Ints) -> None:
        self._passed, self._unknown = passed, unknown

    def __getitem__(self, org: int) -> Reading:
        inside = 0 <= org < len(self._passed)
        count, open_ = (int(self._passed[org]), int(self._unknown[org])) if inside else (0, 0)
        if not count and not open_:
            raise KeyError(org)
        return Reading(count, _unknown(open_))

    def __iter__(self) -> Iterator[int]:
        return map(int, np.flatnonzero((self._passed != 0) | (self._unknown != 0)))

    def __len__(self) -> int:
        return int(np.count_nonzero((self._passed != 0) | (self._unknown != 0)))


def _leg_by_leg(inner: Stock | Flow, leaves: list[Among], span: Span, scope: Scope) -> dict[Leaf, Found]:
    crossing = inner.crossing if isinstance(inner, Flow) else ""
    legs = raw(inner, inner.at(span), scope, (*(("other",) if crossing else ()), *looked_at_together(leaves, scope)))
    read_persons(leaves, legs, scope)
    sheets: dict[TreeDay, Sheet] = defaultdict(lambda: Sheet(2 * len(leaves)))
    for leg in legs:
        for place, leaf in enumerate(leaves):
            passed = passes(leaf, leg, scope)
            if passed is not False:
                post(sheets[leg.tree], 2 * place + (passed is None), leg.tree, (leg.org, leg.other, leg.quantity), crossing)
    total = Sheet(2 * len(leaves))
    for tree, sheet in sheets.items():
        sheet.roll_up(tree)
        total.merge(sheet)
    return {leaf: _readings(total, 2 * place) for place, leaf in enumerate(leaves)}


def _readings(total: Sheet, place: int) -> Found:
    return {org: Reading(row[place], _unknown(row[place + 1])) for org, row in total.rows.items()}


def _unknown(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)d người chưa rõ", "%(count)d người chưa rõ", count) % {"count": count}
