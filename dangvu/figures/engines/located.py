"""Stocks and flows at organisations described so: the legs, each judged by its organisation in the tree of its day."""

from __future__ import annotations

from collections import defaultdict

from dangvu.figures.base import Flow, Leaf, Located, Reading, Span
from dangvu.figures.engines.legs import raw
from dangvu.figures.engines.rollup import Sheet, post
from dangvu.figures.engines.scope import Scope
from dangvu.orgs.tree import TreeDay

Found = dict[int, Reading]


def find_located(leaves: list[Located], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """One statement for each leaf."""
    return {leaf: _found(leaf, span, scope) for leaf in leaves}


def _found(leaf: Located, span: Span, scope: Scope) -> Found:
    sheets: dict[TreeDay, Sheet] = defaultdict(lambda: Sheet(1))
    crossing = leaf.inner.crossing if isinstance(leaf.inner, Flow) else ""
    for leg in raw(leaf, span, scope, ("other",) if crossing else ()):
        post(sheets[leg.tree], 0, leg.tree, (leg.org, leg.other, leg.quantity), crossing)
    total = Sheet(1)
    for tree, sheet in sheets.items():
        sheet.roll_up(tree)
        total.merge(sheet)
    return {org: Reading(row[0]) for org, row in total.rows.items()}
