"""The live engine: figures as sums over the ledger's postings, in few statements, rolled up in Python.

One statement finds all stocks of a day, one all flows of a period. A flow is cut where the tree changed, and a move
counts only across the border of who asks: summed at its own organisation, and taken back at the lowest one that holds
both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from dangvu.figures.base import ONE_DAY, Among, Distinct, Flow, Leaf, Moved, Passed, Reading, Span, Stock, Target, Typed
from dangvu.figures.engines import among, stated, summing
from dangvu.figures.engines.legs import evenings, moving
from dangvu.figures.engines.rollup import Collection, Sheet, post
from dangvu.figures.engines.scope import Scope
from dangvu.figures.engines.sql import BESIDE
from dangvu.figures.engines.transits import Transit
from dangvu.orgs.tree import TreeDay

Found = Mapping[int, Reading]
Finder = Callable[..., Mapping[Leaf, Found]]
Needs = Iterable[tuple[Leaf, Span]]


def find(needs: Needs, scope: Scope) -> dict[tuple[Leaf, Span], Found]:
    """What each leaf is at its span, by organisation; one that is missing has the leaf's ``nothing``."""
    together: dict[tuple[type[Leaf], Span], list[Leaf]] = defaultdict(list)
    for leaf, span in dict.fromkeys(needs):
        together[type(leaf), span].append(leaf)
    found = _several_days(together, scope)
    for (sort, span), leaves in together.items():
        by_leaf = FINDERS[sort](leaves, span, scope)
        found.update({(leaf, span): values for leaf, values in by_leaf.items()})
    return found


def at_org(found: Mapping[tuple[Leaf, Span], Found], org: int) -> Callable[[Leaf, Span], Reading]:
    """What was found, as one organisation's figure reads it."""
    return lambda leaf, at: found[leaf, at].get(org, leaf.nothing)


def readings(leaves: list[Leaf], columns: Iterable[Mapping[int, int]]) -> dict[Leaf, Found]:
    return {leaf: {org: Reading(value) for org, value in column.items()} for leaf, column in zip(leaves, columns, strict=True)}


def columns_of(picked: list[frozenset[int]]) -> dict[int, list[int]]:
    """For each account, the places of the leaves that sum it."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, accounts in enumerate(picked):
        for account in accounts:
            places[account].append(place)
    return places


def find_stocks(leaves: list[Stock], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """All balances of one day, in one statement."""
    summed = summing.stocks(leaves, span, scope)
    return _rows_of_stocks(leaves, span, scope) if summed is None else summed


def _rows_of_stocks(leaves: list[Stock], span: Span, scope: Scope) -> dict[Leaf, Found]:
    tree, picked = scope.tree.at(span.day()), {leaf: scope.ids(leaf.pick) for leaf in leaves}
    rows = scope.store.sums(("account", "org"), summing.union(picked.values()), scope.known, span.day(), orgs=scope.orgs(tree))
    return _balances(leaves, (row[1:] for row in rows), tree, picked)


def _balances(
    leaves: list[Stock], rows: Iterable[tuple[int, ...]], tree: TreeDay, picked: Mapping[Stock, frozenset[int]]
) -> dict[Leaf, Found]:
    """Rows (account, organisation, sum) of a day, rolled up in its tree."""
    places = columns_of([picked[leaf] for leaf in leaves])
    sheet = Sheet(len(leaves))
    for account, org, quantity in rows:
        for place in places.get(account, ()):
            sheet.add(org, place, quantity)
    sheet.roll_up(tree)
    return readings([*leaves], sheet.columns())


def _several_days(together: dict[tuple[type[Leaf], Span], list[Leaf]], scope: Scope) -> dict[tuple[Leaf, Span], Found]:
    """Balances of several days, taken out of ``together``: rows are read once, each day adds what came since the day before.

    Nothing is taken out where balances lie packed: each day of them is one step of a table.
    """
    asked = {span: [leaf for leaf in leaves if isinstance(leaf, Stock)] for (sort, span), leaves in together.items() if sort is Stock}
    days = sorted({span.day() for span in asked})
    picked = {leaf: scope.ids(leaf.pick) for leaves in asked.values() for leaf in leaves}
    accounts = summing.union(picked.values())
    if len(days) < 2 or scope.balances(accounts, days[0]) is not None:
        return {}
    trees = {day: scope.tree.at(day) for day in days}
    since = [day + ONE_DAY for day in days[:-1]]
    rows = scope.store.sums(("account", "org"), accounts, scope.known, days[-1], orgs=scope.orgs(*trees.values()), cuts=since)
    held: dict[tuple[int, int], int] = defaultdict(int)
    found: dict[tuple[Leaf, Span], Found] = {}
    for place, day in enumerate(days):
        for segment, account, org, quantity in rows:
            if segment == place:
                held[account, org] += quantity
        for span, leaves in ((span, leaves) for span, leaves in asked.items() if span.day() == day):
            del together[Stock, span]
            values = _balances(leaves, ((account, org, quantity) for (account, org), quantity in held.items()), trees[day], picked)
            found.update({(leaf, span): each for leaf, each in values.items()})
    return found


def find_flows(leaves: list[Flow], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """All sums of one period, in one statement."""
    summed = summing.flows(leaves, span, scope)
    return _rows_of_flows(leaves, span, scope) if summed is None else summed


def _rows_of_flows(leaves: list[Flow], span: Span, scope: Scope) -> dict[Leaf, Found]:
    places = columns_of([scope.ids(leaf.pick) for leaf in leaves])
    rows = flow_rows(("account", "org", "other"), places, span, scope)
    sheets = [Sheet(len(leaves)) for _ in scope.segments(*span.period())]
    for segment, account, org, other, quantity in rows:
        tree = scope.segments(*span.period())[segment].tree
        for place in places[account]:
            leaf = leaves[place]
            post(sheets[segment], place, tree, (org, other, leaf.sign * quantity), leaf.crossing)
    return readings([*leaves], summed(sheets, span, scope).columns())


def flow_rows(columns: tuple[str, ...], accounts: Iterable[int], span: Span, scope: Scope) -> list[tuple[int, ...]]:
    """Rows (segment, *columns, sum) of a period."""
    start, end = span.period()
    segments = scope.segments(start, end)
    orgs = scope.orgs(*(segment.tree for segment in segments))
    cuts = [segment.first for segment in segments[1:]]
    return scope.store.sums(columns, list(accounts), scope.known, end, start, orgs=orgs, cuts=cuts)


def summed(sheets: list[Sheet], span: Span, scope: Scope) -> Sheet:
    """Each segment's sheet rolled up in its own tree, then added up."""
    total = Sheet(sheets[0].width)
    for sheet, segment in zip(sheets, scope.segments(*span.period()), strict=True):
        sheet.roll_up(segment.tree)
        total.merge(sheet)
    return total


def find_passed(leaves: list[Passed], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """Events counted on one side: each event's legs are netted first, for a cancelled one leaves nothing."""
    places = columns_of([scope.ids(leaf.pick) for leaf in leaves])
    segments = scope.segments(*span.period())
    sheets = [Sheet(len(leaves)) for _ in segments]
    for segment, account, org, other, _source, quantity in flow_rows(("account", "org", "other", "source"), places, span, scope):
        for place in places[account]:
            if quantity * leaves[place].side > 0:
                post(sheets[segment], place, segments[segment].tree, (org, other, abs(quantity)), "border")
    return readings([*leaves], summed(sheets, span, scope).columns())


def find_distinct(leaves: list[Distinct], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """How many different things, by union: one statement for organisations, one for persons."""
    found: dict[Leaf, Found] = {}
    for what in sorted({leaf.what for leaf in leaves}):
        alike = [leaf for leaf in leaves if leaf.what == what]
        counts = _different(alike, what, span, scope)
        found.update(readings([*alike], counts))
    return found


def _different(leaves: list[Distinct], what: str, span: Span, scope: Scope) -> list[dict[int, int]]:
    places = columns_of([scope.ids(leaf.flow.pick) for leaf in leaves])
    segments = scope.segments(*span.period())
    collections = [Collection() for _ in leaves]
    column = BESIDE if what == "other" else what
    for segment, account, org, thing, _quantity in flow_rows(("account", "org", column), places, span, scope):
        for place in places[account] if thing is not None else ():
            collections[place].add(org, thing, segments[segment].tree)
    return [collection.counts() for collection in collections]


def find_moved(leaves: list[Moved], span: Span, scope: Scope) -> dict[Leaf, Found]:
    """Stocks that changed sides with the tree."""
    found: dict[Leaf, Found] = {}
    for leaf in leaves:
        column: dict[int, int] = defaultdict(int)
        for move, quantity in _quantities(leaf, span, scope):
            for org in move.affected(leaf.side):
                column[org] += quantity
        found.update(readings([leaf], [column]))
    return found


def _quantities(leaf: Moved, span: Span, scope: Scope) -> list[tuple[Transit, int]]:
    """Each transit with what stood, the evening before, in the organisations that moved."""
    moves = moving(leaf, span, scope)
    eves = {move.on: summing.held(scope.ids(leaf.pick), move.on - ONE_DAY, scope) for move in moves}
    if any(held is None for held in eves.values()):
        return [(move, sum(row[-1] for row in rows)) for move, rows in evenings(leaf, span, scope)]
    return [(move, sum(int(held[org]) for org in move.orgs)) for move in moves if (held := eves[move.on]) is not None]


FINDERS: dict[type[Leaf], Callable[..., Mapping[Leaf, Found]]] = {
    Stock: find_stocks,
    Flow: find_flows,
    Passed: find_passed,
    Distinct: find_distinct,
    Moved: find_moved,
    Among: among.find_among,
    Target: stated.find_targets,
    Typed: stated.find_typed,
}
