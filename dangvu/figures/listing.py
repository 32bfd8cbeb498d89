"""The rows behind a figure: who or what is counted, and who is not and why.

Rows come one after the other, and only as far as they are taken: of a large organisation's figure the first page reads the legs of a
few of its organisations (a stock) or days (a flow), not all there are.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.core.vietnamese import vn_number
from dangvu.figures import labels, pieces
from dangvu.figures.base import Distinct, Kind, Leaf, Moved, Reading, Span, Stock, Target, Typed, bare
from dangvu.figures.composites import Attainment, Change, Composite, Rate, Sum, Units
from dangvu.figures.engines.legs import Leg, counted
from dangvu.figures.engines.postings import at_org, find
from dangvu.figures.engines.scope import Scope
from dangvu.figures.engines.stated import stated, target_for, target_reading, typed_for, typed_reading

Words = Callable[[int], tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """One thing counted. ``entry`` recorded its event (0 when none is known), ``on`` is the day it is true from.

    ``quantity`` is what the row adds to the figure: 0 for one that is listed but not counted, the remark says why.
    """

    entry: int
    on: dt.date
    org: int
    other: int | None
    person: int | None
    quantity: int
    account: str
    remark: str


def listed(how: Kind, span: Span, scope: Scope, wanted: int | None = None) -> Iterator[Row]:
    """The rows of a kind for the scope's organisation, in order. ``wanted``: how many will be taken, None for all."""
    if isinstance(how, Leaf):
        yield from _leaf_rows(how, how.at(span), scope, wanted)
    elif isinstance(how, Rate):
        yield from _rate_rows(how, span, scope, wanted)
    elif isinstance(how, Units):
        yield from _unit_rows(how, span, scope)
    else:
        assert isinstance(how, Composite)
        for (kind, at), weight in zip(how.operands(span), _weights(how), strict=True):
            yield from _weighted(listed(kind, at, scope, wanted), weight, how)


def _weights(how: Composite) -> tuple[int, ...]:
    """How much each operand's rows add to the value: a target's add nothing, last year's are taken away."""
    if isinstance(how, Attainment):
        return (1, 0)
    if isinstance(how, Change):
        return (1, -1)
    return how.weights if isinstance(how, Sum) else (1,) * len(how.parts)


def _weighted(rows: Iterable[Row], weight: int, how: Composite) -> Iterator[Row]:
    for row in rows:
        before = isinstance(how, Change) and weight < 0
        remark = _("cùng kỳ năm trước: %(what)s") % {"what": row.remark} if before else row.remark
        yield replace(row, quantity=row.quantity * weight, remark=remark)


def _rate_rows(rate: Rate, span: Span, scope: Scope, wanted: int | None) -> Iterator[Row]:
    """Rows of the numerator, then those of the base that are not in it, marked with the reason."""
    there = set()
    for row in listed(rate.numerator, span, scope, wanted):
        there.add(_who(row))
        yield row
    absent = rate.absent or _("không thuộc diện đang tính")
    for row in listed(rate.denominator, span, scope, wanted):
        if _who(row) not in there:
            yield replace(row, quantity=0, remark=absent)


def _unit_rows(how: Units, span: Span, scope: Scope) -> list[Row]:
    """Every unit right below with its own reading; those that do not meet it add nothing."""
    found, day, rows = find(how.leaves(span), scope), span.day(), []
    for org in scope.tree.at(day).children(scope.root):
        reading: Reading = how.inner.read(span, at_org(found, org))
        told = "…" if reading.value is None else f"{vn_number(reading.value)} %"
        rows.append(Row(0, day, org, None, None, int(how.met(reading)), "", told))
    return rows


def _who(row: Row) -> tuple[str, int | None]:
    return ("person", row.person) if row.person is not None else ("org", row.org)


def _leaf_rows(leaf: Leaf, span: Span, scope: Scope, wanted: int | None = None) -> Iterable[Row]:
    if isinstance(leaf, Target | Typed):
        return _stated_rows(leaf, span, scope)
    if isinstance(leaf, Distinct):
        return _distinct_rows(leaf, span, scope)
    if isinstance(leaf, Moved):
        return sorted((_moved_row(leaf, leg, scope) for leg in counted(leaf, span, scope, ("person",))), key=_in_order)
    parts = _parts(leaf, span, scope, wanted)
    if isinstance(bare(leaf), Stock):
        return (row for some in pieces.of_orgs(scope, span.day(), parts) for row in _stock_rows(leaf, span, some))
    return (row for days in pieces.of_days(span, parts) for row in _flow_rows(leaf, days, scope))


def _parts(leaf: Leaf, span: Span, scope: Scope, wanted: int | None) -> int:
    """In how many pieces a leaf is read, so that one holds about as many rows as are wanted."""
    if wanted is None or not pieces.large(scope, span):
        return 1
    number = at_org(find([(leaf, span)], scope), scope.root)(leaf, span).value
    return max(1, int(number or 0) // max(1, wanted))


def _flow_rows(leaf: Leaf, span: Span, scope: Scope) -> list[Row]:
    legs = counted(leaf, span, scope, ("other", "person", "source", "on"))
    words = _words(scope)
    return sorted((_flow_row(leg, words) for leg in legs), key=_in_order)


def _in_order(row: Row) -> tuple[dt.date, int, int, int, int, str]:
    """One order, whatever order a database gives its rows in: an entry may have several for one organisation."""
    return row.on, row.entry, row.org, row.person or 0, row.other or 0, row.account


def _words(scope: Scope) -> Words:
    """The key of an account and what its attributes say, put into words once for all rows."""

    @cache
    def words(account: int) -> tuple[str, str]:
        found = scope.accounts[account]
        return found.key, labels.account(found.attrs)

    return words


def _flow_row(leg: Leg, words: Words) -> Row:
    return Row(leg.source or 0, leg.on, leg.org, leg.other, leg.person, leg.quantity, *words(leg.account))


def _stock_rows(leaf: Leaf, span: Span, scope: Scope) -> Iterator[Row]:
    """Who is held, with the latest event that brought him or her there; what came and went again is not listed."""
    held: dict[tuple[int, int, int | None], list[Leg]] = defaultdict(list)
    words = _words(scope)
    for leg in counted(leaf, span, scope, ("person", "source", "on")):
        held[leg.org, leg.account, leg.person].append(leg)
    found = ((_brought(legs), quantity) for legs in held.values() if (quantity := sum(leg.quantity for leg in legs)))
    # Put into words only when taken: of a large organisation there are more than a page shows.
    for last, quantity in sorted(found, key=lambda each: _place(each[0])):
        key, remark = words(last.account)
        yield Row(last.source or 0, last.since or last.on, last.org, None, last.person, quantity, key, remark)


def _brought(legs: list[Leg]) -> Leg:
    brought = [leg for leg in legs if leg.quantity > 0] or legs
    return max(brought, key=lambda leg: (leg.since or dt.date.min, leg.source or 0))


def _place(leg: Leg) -> tuple[int, dt.date, int, int, int]:
    return leg.org, leg.since or leg.on, leg.source or 0, leg.person or 0, leg.account


def _moved_row(leaf: Moved, leg: Leg, scope: Scope) -> Row:
    remark = _("đến cùng tổ chức ngày %(day)s") if leaf.side > 0 else _("đi cùng tổ chức ngày %(day)s")
    return replace(_flow_row(leg, _words(scope)), remark=remark % {"day": vn_day(leg.on)})


def _distinct_rows(leaf: Distinct, span: Span, scope: Scope) -> list[Row]:
    """Each different one once, at its latest row, with how many turns stand behind it."""
    turns: dict[int, list[Row]] = defaultdict(list)
    for row in _leaf_rows(leaf.flow, span, scope):
        thing = row.other if leaf.what == "other" else row.person
        if thing is not None:
            turns[thing].append(row)
    return [
        replace(rows[-1], quantity=1, remark=_("%(turns)d lượt trong kỳ") % {"turns": sum(row.quantity for row in rows)})
        for rows in turns.values()
    ]


def _stated_rows(leaf: Target | Typed, span: Span, scope: Scope) -> list[Row]:
    """The entry that states the number; it counts nothing."""
    if isinstance(leaf, Target):
        one = target_for(leaf, stated("target_set", scope.store, scope.known, scope.root), span)
        remark = target_reading(one).remark if one else ""
    else:
        one = typed_for(leaf.figure, stated("typed_figure", scope.store, scope.known, scope.root), span)
        remark = typed_reading(one).remark if one else ""
    return [Row(one.entry, one.on, one.org, None, None, 0, "", f"{one.value} – {remark}")] if one else []
