"""Breaking a figure down: the legs it counts, grouped by where, when, what or who. Parts sum to the value."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dangvu.core import periods
from dangvu.core.vietnamese import fold
from dangvu.figures import labels
from dangvu.figures.base import TIMES, TRAITS, Flow, Kind, Leaf, Number, Passed, Reading, Span, bare
from dangvu.figures.composites import Composite, Share
from dangvu.figures.engines.legs import Leg, counted
from dangvu.figures.engines.persons import BAND_KEYS
from dangvu.figures.engines.scope import Scope
from dangvu.orgs.tree import PLACE_TRAITS, OrgState, TreeDay

UNKNOWN = "unknown"
ROMAN = ("", "I", "II", "III", "IV")
Key = str | int


@dataclass(frozen=True)
class Part:
    """One part of a figure. ``key`` is a code, or the code of an organisation; a rate's part carries its base."""

    key: str
    label: str
    value: Number | None
    base: dict[str, Any] | None = None


def parts(how: Kind, span: Span, scope: Scope, by: str) -> list[Part]:
    """Every part, those that are always shown with zero too, in the order people read them."""
    found = grouped(how, span, scope, by)
    keys = list(dict.fromkeys([*shown(span, scope, by), *sorted(found, key=lambda key: _order(by, key, scope, span))]))
    if by not in ("org", "cell", *TIMES):
        keys.sort(key=lambda key: key == UNKNOWN)
    empty = how.read(span, lambda _leaf, _at: Reading(0))
    return [_part(key, found.get(key, empty), span, scope, by) for key in keys]


def _part(key: Key, reading: Reading, span: Span, scope: Scope, by: str) -> Part:
    state = state_of(key, span, scope) if by in ("org", "cell", "other") and isinstance(key, int) else None
    return Part(state.code if state else str(key), label(by, key, state, scope), reading.value, reading.base)


def grouped(how: Kind, span: Span, scope: Scope, by: str) -> dict[Key, Reading]:
    """Readings by key; a composite is combined key by key."""
    if isinstance(how, Leaf):
        return _grouped(how, how.at(span), scope, by)
    assert isinstance(how, Composite)
    if isinstance(how, Share):
        held = grouped(how.inner, span, scope, by)
        whole = sum(each.value or 0 for each in held.values())
        return {key: Share.of(each.value, whole) for key, each in held.items()}
    found = [grouped(kind, at, scope, by) for kind, at in how.operands(span)]
    keys = dict.fromkeys(key for each in found for key in each)
    return {key: how.combine([each.get(key, Reading(0)) for each in found], span) for key in keys}


def _grouped(leaf: Leaf, span: Span, scope: Scope, by: str) -> dict[Key, Reading]:
    legs = counted(leaf, span, scope, columns(leaf, by))
    if by in TRAITS:
        scope.people.read(leg.person for leg in legs)
    key_of = keyed(by, scope)
    sums: dict[Key, int] = defaultdict(int)
    for leg in legs:
        sums[key_of(leg)] += leg.quantity
    return {key: Reading(quantity) for key, quantity in sums.items()}


def columns(leaf: Leaf, by: str) -> tuple[str, ...]:
    """What must be told apart in the store to group by a dimension; a flow's person is judged on its day."""
    flow = isinstance(bare(leaf), Flow | Passed)
    if by in TRAITS:
        return ("person", "on") if flow else ("person",)
    if by in TIMES or (flow and by in PLACE_TRAITS):
        return ("on",)
    return ("other",) if by == "other" else ()


def keyed(by: str, scope: Scope) -> Callable[[Leg], Key]:
    """The function that gives a leg's key."""
    if by in TRAITS:
        return lambda leg: scope.people.trait(leg.person, by, leg.on) or UNKNOWN
    if by in TIMES:
        return lambda leg: time_key(by, leg.on)
    if by in PLACE_KEYS:
        return lambda leg: PLACE_KEYS[by](leg, scope)
    return lambda leg: scope.accounts[leg.account].attrs.get(by) or UNKNOWN


def _child(leg: Leg, scope: Scope) -> Key:
    """The organisation right below the one asked that held the leg on its day, or the one asked itself."""
    path = leg.tree.path(leg.org)
    below = path[path.index(scope.root) + 1 :] if scope.root in path else ()
    return below[0] if below else scope.root


def _described(name: str) -> Callable[[Leg, Scope], Key]:
    def key(leg: Leg, scope: Scope) -> Key:
        state = scope.tree.at(leg.on).state(leg.org)
        return (state.trait(name) if state else None) or UNKNOWN

    return key


PLACE_KEYS: dict[str, Callable[[Leg, Scope], Key]] = {
    **{name: _described(name) for name in PLACE_TRAITS},
    "org": _child,
    "cell": lambda leg, _scope: leg.org,
    "other": lambda leg, _scope: UNKNOWN if leg.other is None else leg.other,
}


def time_key(by: str, day: dt.date) -> str:
    """``2023``, ``2023-Q1`` or ``2023-03``."""
    if by == "year":
        return f"{day.year:04d}"
    return f"{day.year:04d}-Q{periods.quarter_of(day)}" if by == "quarter" else f"{day.year:04d}-{day.month:02d}"


def shown(span: Span, scope: Scope, by: str) -> Iterable[Key]:
    """Keys that are shown even when nothing is counted there."""
    if by in TIMES:
        start, end = span.period()
        months = range(12 * start.year + start.month - 1, 12 * end.year + end.month)
        return [time_key(by, dt.date(month // 12, month % 12 + 1, 1)) for month in months]
    if by == "age_band":
        return BAND_KEYS
    if by not in ("org", "cell"):
        return ()
    tree = scope.tree.at(span.day())
    return tree.children(scope.root) if by == "org" else cells(tree, scope.root)


def cells(tree: TreeDay, org: int) -> list[int]:
    """Open cells of the subtree, in the order of the tree."""
    below = tree.subtree(org)
    states = (tree.state(each) for each in tree.order() if each in below)
    return [state.org_id for state in states if state is not None and state.open and state.is_cell]


def state_of(key: int, span: Span, scope: Scope) -> OrgState | None:
    """The organisation as it was called on the day, else as it was first called."""
    line = scope.tree.timelines.get(key)
    return (line.at(span.day()) or line.states[0]) if line else None


def label(by: str, key: Key, state: OrgState | None, scope: Scope) -> str:
    if key == UNKNOWN:
        return _("chưa rõ")
    if state is not None:
        direct = by == "org" and key == scope.org and not state.is_cell
        return _("%(name)s (trực tiếp)") % {"name": state.name} if direct else state.name
    if by in TIMES:
        return time_label(by, str(key))
    named = scope.activity_titles.get(str(key)) if by == "type" else None
    return named or labels.word(by, str(key))


def time_label(by: str, key: str) -> str:
    if by == "year":
        return _("năm %(year)s") % {"year": key}
    year, within = key.split("-")
    if by == "quarter":
        return _("quý %(quarter)s/%(year)s") % {"quarter": ROMAN[int(within[1:])], "year": year}
    return _("tháng %(month)d/%(year)s") % {"month": int(within), "year": year}


def _order(by: str, key: Key, scope: Scope, span: Span) -> tuple[Any, ...]:
    """Named codes in the order they are named, numbers by size, the rest by the alphabet without tones."""
    words = list(labels.WORDS.get(by, ()))
    if isinstance(key, int):
        state = state_of(key, span, scope)
        return (0, 0, fold(state.name) if state else "")
    if key in words:
        return (0, words.index(key), "")
    return (1, int(key), "") if key.isdecimal() else (2, 0, fold(key))
