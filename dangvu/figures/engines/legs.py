"""The legs a leaf sums, one by one: what breakdowns group and rows list."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dangvu.figures.base import ONE_DAY, TRAITS, Among, Distinct, Flow, Leaf, Moved, Passed, Span, Stock, bare
from dangvu.figures.engines.scope import Scope
from dangvu.figures.engines.sql import JUDGED_ON, SOMEONE, TOLD
from dangvu.figures.engines.summing import by_account
from dangvu.figures.engines.transits import Transit, transits
from dangvu.figures.gaps import PREFIX
from dangvu.ledger.driver import as_day
from dangvu.orgs.tree import TreeDay


@dataclass(frozen=True, slots=True)
class Leg:
    """A signed quantity at an organisation, in the tree of its day; columns that were not asked for are None.

    ``on`` is the day of a flow, and the date of a stock.
    """

    account: int
    org: int
    quantity: int
    on: dt.date
    tree: TreeDay
    other: int | None = None
    person: int | None = None
    source: int | None = None
    since: dt.date | None = None
    told: Mapping[str, str | None] | None = None
    """Attributes of persons that hold on every day, where the legs of many stand together."""


def raw(leaf: Leaf, span: Span, scope: Scope, columns: Sequence[str] = ()) -> list[Leg]:
    """Legs of a leaf wherever the scope lets the store look; ``columns`` are wanted beside account and organisation."""
    return RAW[type(leaf)](leaf, span, scope, columns)


def _stock(leaf: Stock, span: Span, scope: Scope, columns: Sequence[str]) -> list[Leg]:
    day = span.day()
    tree = scope.tree.at(day)
    names = ("account", "org", *columns)
    rows = None if columns else by_account(scope.ids(leaf.pick), day, scope)
    if rows is None:
        # A membership is always somebody's.
        named = leaf.pick.measure == "member"
        rows = scope.store.sums(names, scope.ids(leaf.pick), scope.known, day, orgs=scope.orgs(tree), named=named)
    told = _reader(names)
    return [told(row, day, tree) for row in rows]


def _reader(names: Sequence[str]) -> Callable[[tuple[Any, ...], dt.date, TreeDay], Leg]:
    """What makes legs of rows (segment, account, organisation, …, sum): where each column stands is looked up once, not for every row."""
    at = {name: place for place, name in enumerate(names, 1)}
    other, source, since = (at.get(name, 0) for name in ("other", "source", "on"))
    person = at.get("person") or at.get(SOMEONE, 0)
    beside = {name.removeprefix(TOLD): place for name, place in at.items() if name.startswith(TOLD)}

    def told(row: tuple[Any, ...], on: dt.date, tree: TreeDay) -> Leg:
        return Leg(
            row[1],
            row[2],
            row[-1],
            on,
            tree,
            row[other] if other else None,
            row[person] if person else None,
            row[source] if source else None,
            as_day(row[since]) if since else None,
            {name: row[place] or None for name, place in beside.items()} if beside and row[person] is None else None,
        )

    return told


def flow_legs(leaf: Flow | Passed, span: Span, scope: Scope, columns: Sequence[str]) -> list[Leg]:
    start, end = span.period()
    segments = scope.segments(start, end)
    names = ("account", "org", *columns)
    orgs = scope.orgs(*(segment.tree for segment in segments))
    cuts = [segment.first for segment in segments[1:]]
    told, day = _reader(names), next((place for place, name in enumerate(names, 1) if name in ("on", JUDGED_ON)), 0)
    found = []
    for row in scope.store.sums(names, scope.ids(leaf.pick), scope.known, end, start, orgs=orgs, cuts=cuts):
        segment = segments[row[0]]
        found.append(told(row, as_day(row[day]) if day and row[day] else segment.last, segment.tree))
    return found


def _flow(leaf: Flow, span: Span, scope: Scope, columns: Sequence[str]) -> list[Leg]:
    wanted = tuple(dict.fromkeys((*columns, "other"))) if leaf.crossing else columns
    legs = flow_legs(leaf, span, scope, wanted)
    return legs if leaf.sign > 0 else [replace(leg, quantity=-leg.quantity) for leg in legs]


def _passed(leaf: Passed, span: Span, scope: Scope, columns: Sequence[str]) -> list[Leg]:
    legs = flow_legs(leaf, span, scope, tuple(dict.fromkeys((*columns, "other", "source"))))
    return [replace(leg, quantity=abs(leg.quantity)) for leg in legs if leg.quantity * leaf.side > 0]


def moving(leaf: Moved, span: Span, scope: Scope) -> list[Transit]:
    """The transits that matter to who asks."""
    found = transits(scope.tree, *span.period(), events=leaf.by_event)
    return [move for move in found if scope.org is None or scope.org in move.affected(leaf.side)]


def evenings(
    leaf: Moved, span: Span, scope: Scope, columns: Sequence[str] = ("account", "org")
) -> list[tuple[Transit, list[tuple[Any, ...]]]]:
    """Each transit that matters to who asks, with the rows (*columns, sum) of what it took along, in one statement."""
    moves = moving(leaf, span, scope)
    if not moves:
        return []
    orgs = frozenset().union(*(move.orgs for move in moves))
    last = max(move.on for move in moves)
    rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for _, org, on, *what in scope.store.sums(("org", "on", *columns), scope.ids(leaf.pick), scope.known, last, orgs=orgs):
        rows[org].append((as_day(on), *what))
    return [(move, _evening(move, rows)) for move in moves]


def _evening(move: Transit, rows: dict[int, list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    held: dict[tuple[Any, ...], int] = defaultdict(int)
    for org in move.orgs:
        for on, *what, quantity in rows[org]:
            if on < move.on:
                held[tuple(what)] += quantity
    return [(*what, quantity) for what, quantity in held.items() if quantity]


def _moved(leaf: Moved, span: Span, scope: Scope, columns: Sequence[str]) -> list[Leg]:
    """Those who stood in the organisations that changed sides, the evening before; the source is the hand-over."""
    names = ("account", "org", "person") if "person" in columns else ("account", "org")
    found = []
    for move, rows in evenings(leaf, span, scope, names):
        tree = scope.tree.at(move.on if leaf.side > 0 else move.on - ONE_DAY)
        for account, org, *person, quantity in rows:
            found.append(Leg(account, org, quantity, move.on, tree, None, person[0] if person else None, move.entry))
    return found


def _among(leaf: Among, span: Span, scope: Scope, columns: Sequence[str]) -> list[Leg]:
    legs = raw(leaf.inner, span, scope, tuple(dict.fromkeys((*columns, *looked_at(leaf)))))
    read_persons([leaf], legs, scope)
    return [leg for leg in legs if passes(leaf, leg, scope)]


def read_persons(leaves: Sequence[Among], legs: Sequence[Leg], scope: Scope) -> None:
    """Make ready what the leaves' tests look at of the persons of some legs."""
    names = {name for leaf in leaves for name, _test in leaf.where}
    if any(name in TRAITS and not name.startswith(PREFIX) for name in names):
        scope.people.read(leg.person for leg in legs)
    if any(name.startswith(PREFIX) for name in names):
        scope.lives.ready((leg.person, leg.on) for leg in legs)


def looked_at(leaf: Among) -> tuple[str, ...]:
    """What must be told apart in the store to judge the legs: a flow's are judged on their day."""
    return (*(("person",) if leaf.personal else ()), *(("on",) if isinstance(leaf.inner, Flow) else ()))


def looked_at_together(leaves: Collection[Among], scope: Scope) -> tuple[str, ...]:
    """The same for leaves of one stock or flow, with persons told apart by what is told of them if the store can do so."""
    names = sorted({name for leaf in leaves for name, _test in leaf.where})
    first = next(iter(leaves))
    if not first.personal or not all(name in TRAITS for name in names) or not scope.store.tells(names):
        return looked_at(first)
    return (*(TOLD + name for name in names), SOMEONE, *((JUDGED_ON,) if isinstance(first.inner, Flow) else ()))


def passes(leaf: Among, leg: Leg, scope: Scope) -> bool | None:
    """Whether a leg is meant; None when it would be but for what is not known of the person."""
    unknown = False
    for name, test in leaf.where:
        trait = _trait(name, leg, scope)
        if trait is None and name in TRAITS:
            unknown = True
        elif not test.holds(trait):
            return False
    return None if unknown else True


def _trait(name: str, leg: Leg, scope: Scope) -> str | None:
    if name.startswith(PREFIX):
        return scope.lives.trait(leg.person, name, leg.on)
    if name in TRAITS and leg.told is not None:
        return leg.told[name]
    if name in TRAITS:
        return scope.people.trait(leg.person, name, leg.on)
    state = scope.tree.at(leg.on).state(leg.org)
    return state.trait(name) if state else None


def _distinct(leaf: Distinct, span: Span, scope: Scope, columns: Sequence[str]) -> list[Leg]:
    return raw(leaf.flow, span, scope, tuple(dict.fromkeys((*columns, leaf.what))))


def counted(leaf: Leaf, span: Span, scope: Scope, columns: Sequence[str] = ()) -> list[Leg]:
    """Legs that count for the scope's organisation: inside its subtree of their day, across its border if need be."""
    legs = raw(leaf, span, scope, columns)
    if isinstance(leaf, Moved):
        return legs
    crossing = _crossing(leaf)
    below: dict[TreeDay, frozenset[int]] = {}
    for tree in {leg.tree for leg in legs}:
        below[tree] = tree.subtree(scope.root)
    # A store may have looked further than it was asked to.
    return [leg for leg in legs if leg.org in below[leg.tree] and scope.looks_at(leg.org) and _crosses(leg, below[leg.tree], crossing)]


def _crossing(leaf: Leaf) -> str:
    inner = bare(leaf)
    if isinstance(inner, Passed):
        return "border"
    return inner.crossing if isinstance(inner, Flow) else ""


def _crosses(leg: Leg, below: frozenset[int], crossing: str) -> bool:
    return not crossing or (leg.other in below) == (crossing == "inside")


RAW: dict[type[Leaf], Callable[..., list[Leg]]] = {
    Stock: _stock,
    Flow: _flow,
    Passed: _passed,
    Moved: _moved,
    Among: _among,
    Distinct: _distinct,
}
