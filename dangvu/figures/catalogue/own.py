"""Figures a committee defined for itself, read from the entries that define them (``ledger.kinds.defined``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dangvu.figures.base import TRAITS, Among, Figure, Flow, Kind, Leaf, Stock
from dangvu.figures.composites import Change, Rate
from dangvu.figures.engines.live import LIVE
from dangvu.figures.engines.store import Store
from dangvu.figures.picks import OneOf, pick
from dangvu.ledger.kinds.defined import activity_figure
from dangvu.ledger.measures import STOCKS
from dangvu.orgs.tree import PLACE_TRAITS

CLASSES = {"rate": "rate", "change": "change"}


def figures(others: Mapping[str, Figure], known: int | None = None, store: Store = LIVE) -> dict[str, Figure]:
    """By code; a later definition of the same code replaces an earlier one. ``others`` may be the base of a rate.

    A rate whose base is defined no more is left out.
    """
    found: dict[str, Figure] = {}
    for kind, data in _definitions(known, store):
        base = found.get(data.get("over", "")) or others.get(data.get("over", ""))
        if kind == "activity_defined":
            found.update({each.code: each for each in _of_activity(data)})
        elif base is not None or data["class"] != "rate":
            found[data["figure"]] = _defined(data, base)
    return found


def activity_types(known: int | None = None, store: Store = LIVE) -> dict[str, Mapping[str, Any]]:
    """Types of activity as they were defined: title and numbers by code."""
    return {data["type"]: data for kind, data in _definitions(known, store) if kind == "activity_defined"}


def _definitions(known: int | None, store: Store) -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = store.in_force(("figure_defined", "activity_defined"), store.last() if known is None else known)
    return ((kind, data) for _number, kind, _on, data in rows)


def _of_activity(data: Mapping[str, Any]) -> Iterator[Figure]:
    sort, title = data["type"], data["title"]
    told = {"title": title}
    yield Figure(
        activity_figure(sort), title, title, _("Số hoạt động loại “%(title)s” trong kỳ.") % told, _("hoạt động"), "flow",
        Flow(pick("activity", type=sort)),
    )  # fmt: skip
    for each in data.get("numbers", ()):
        definition = _("Tổng “%(number)s” của các hoạt động loại “%(title)s” trong kỳ.") % {**told, "number": each["title"]}
        name = f"{title}: {each['title']}"
        yield Figure(
            activity_figure(sort, each["number"]), name, name, definition, each["unit"], "sum",
            Flow(pick("activity_number", type=sort, number=each["number"])),
        )  # fmt: skip


def _defined(data: Mapping[str, Any], base: Figure | None) -> Figure:
    how: Kind = _counted(data["measure"], data.get("where", {}))
    klass = CLASSES.get(data["class"], "stock" if how.is_stock else "flow")
    if klass == "rate" and base is not None:
        how = Rate(how, base.how)
    elif klass == "change":
        how = Change(how)
    definition = _("Số liệu do đơn vị tự đặt.") + " " + ", ".join((data["measure"], *_conditions(data)))
    return Figure(data["figure"], data["title"], data["title"], definition, data["unit"], klass, how)


def _conditions(data: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name} = {' / '.join(values)}" for name, values in sorted(data.get("where", {}).items()))
    if "over" in data:
        yield _("chia cho %(over)s") % {"over": data["over"]}


def _counted(measure: str, where: Mapping[str, list[str]]) -> Leaf:
    """The stock or flow, narrowed by what is told of persons and places."""
    narrowing = (*TRAITS, *PLACE_TRAITS)
    picked = pick(measure, **{name: tuple(values) for name, values in where.items() if name not in narrowing})
    leaf = Stock(picked) if measure in STOCKS else Flow(picked)
    tests = tuple((name, OneOf(tuple(values))) for name, values in sorted(where.items()) if name in narrowing)
    return Among(leaf, tests) if tests else leaf
