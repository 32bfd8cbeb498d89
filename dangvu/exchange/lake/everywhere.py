"""Figures of every organisation at once, in memory: what a nation asks of its lake.

The definitions are those of the catalogue; what is asked here is read from their leaves. Leaves that are no sums (different
organisations, targets, …) are not told here: ``services.evaluate_everywhere`` tells every figure, one organisation after another.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from dangvu.exchange.lake.duck import Duck
from dangvu.exchange.lake.extras import LakeError, extra
from dangvu.exchange.lake.forest import Array, Forest, as_number
from dangvu.exchange.lake.loading import any_unsteady, forest_of, slot_of, unsteady_rows
from dangvu.exchange.lake.month_ends import MonthEnds
from dangvu.exchange.lake.slots import Slot
from dangvu.exchange.lake.store import Lake
from dangvu.figures.base import ONE_DAY, Among, Flow, Kind, Span, Stock
from dangvu.figures.catalogue import get
from dangvu.figures.composites import Opening, Sum
from dangvu.figures.engines.persons import People
from dangvu.figures.picks import Test
from dangvu.figures.services import Query

SEXES = ("male", "female")
Need = tuple[Stock | Flow, Test | None, Span]
"""A leaf, the sex it is narrowed to, and its span."""


class NotSummed(LakeError):
    """A figure that is not a plain sum of postings."""


@dataclass(frozen=True)
class Columns:
    """Values by organisation: ``orgs`` are ids, ascending, and each figure has one value for each of them, in the same order.

    ``there`` says which of them are founded on the day: the others have no values, only zeros.
    """

    orgs: Array
    there: Array
    values: dict[str, Array]


@dataclass(frozen=True)
class Term:
    """A leaf at its span, and how often it counts in a figure."""

    leaf: Stock | Flow
    sex: Test | None
    span: Span
    weight: int


class Nation:
    """Lakes with their postings in memory. A column is loaded when it is first asked for; then an answer takes no reading."""

    def __init__(self, lake: Lake) -> None:
        if not isinstance(lake.engine, Duck):
            raise LakeError("a nation in memory is read by DuckDB")
        self.lake = lake
        self._slots: dict[tuple[str, str, bool], Slot] = {}
        self._forests: dict[int, Forest] = {}
        self.kept = MonthEnds()

    @cached_property
    def _any_unsteady(self) -> bool:
        """Whether anybody's sex was ever told otherwise: hardly anywhere, and then nobody is looked up."""
        return any_unsteady(self.lake)

    @property
    def size(self) -> int:
        """Bytes of the columns loaded so far."""
        return sum(slot.size for slot in self._slots.values())

    def keep(self, codes: Iterable[str], first: dt.date, months: int) -> None:
        """Keep balances at the ends of some months, from the month of a day on, for figures that are asked at such days."""
        known = self.lake.last()
        span = Span(None, first, first)
        leaves = {(term.leaf, term.sex) for code in codes for term in _terms(get(code, known, self.lake).how, span, 1)}
        self.kept = MonthEnds(known, first.replace(day=1), months)
        for end in self.kept.ends[1:]:
            needs = [(leaf, sex, leaf.at(Span(end, end.replace(day=1), end))) for leaf, sex in leaves]
            self.kept.put(end, self.values([*needs, *self._eve(needs, end)], known))

    def _eve(self, needs: Sequence[Need], end: dt.date) -> list[Need]:
        """Of the first month, the stocks of the evening before it too."""
        before = end.replace(day=1) - ONE_DAY
        return [(leaf, sex, Span(as_of=before)) for leaf, sex, _span in needs if isinstance(leaf, Stock) and before == self.kept.ends[0]]

    def forest(self, known: int) -> Forest:
        if known not in self._forests:
            self._forests = {known: forest_of(self.lake, known)}
        return self._forests[known]

    def everywhere(self, codes: Iterable[str], query: Query) -> Columns:
        """Values of figures for every organisation there is on the day. Raises FigureError, and NotSummed for what is no sum."""
        known = self.lake.last() if query.known is None else query.known
        span, forest = query.span, self.forest(known)
        terms = {code: list(_terms(get(code, known, self.lake).how, span, 1)) for code in codes}
        wanted = {(term.leaf, term.sex, term.span) for each in terms.values() for term in each}
        kept = {need: column for need in wanted if (column := self.kept.get(need, known)) is not None}
        values = kept | self.values(wanted - kept.keys(), known)
        there = forest.day(as_number(span.day())).enter >= 0
        return Columns(forest.orgs, there, {code: _added(each, values) for code, each in terms.items()})

    def values(self, needs: Iterable[Need], known: int) -> dict[Need, Array]:
        """Leaves of one day or period are rolled up together."""
        together: dict[tuple[bool, Span], list[Need]] = defaultdict(list)
        for need in needs:
            together[isinstance(need[0], Stock), need[2]].append(need)
        found: dict[Need, Array] = {}
        for (stock, span), alike in together.items():
            found.update((self._stocks if stock else self._flows)(alike, span, known))
        return found

    def _stocks(self, needs: Sequence[Need], span: Span, known: int) -> dict[Need, Array]:
        forest, number = self.forest(known), as_number(span.day())
        day = forest.day(number)
        own = [self._own(leaf, sex, span.day(), known) for leaf, sex, _span in needs if isinstance(leaf, Stock)]
        return dict(zip(needs, day.by_place(day.rolled_up(extra("numpy", "lake").stack([column[day.who] for column in own]))), strict=True))

    def _own(self, leaf: Stock, sex: Test | None, day: dt.date, known: int) -> Array:
        """What every organisation itself holds, by place."""
        numpy = extra("numpy", "lake")
        found = numpy.zeros(len(self.forest(known).orgs), dtype=numpy.int64)
        for slot in self._chosen(leaf, sex):
            found += slot.stock(as_number(day), known)
        if sex is not None and self._any_unsteady:
            rows = unsteady_rows(self.lake, self._keys(leaf), day, known)
            people = People(known, self.lake)
            people.read(person for _org, person, _quantity in rows)
            for org, person, quantity in rows:
                if sex.holds(people.trait(person, "sex", day) or "unknown"):
                    found[self.forest(known).places(org)] += quantity
        return found

    def _flows(self, needs: Sequence[Need], span: Span, known: int) -> dict[Need, Array]:
        start, end = span.period()
        sheet = FlowSheet(self.forest(known), as_number(start), as_number(end), len(needs))
        for place, (leaf, sex, _span) in enumerate(needs):
            for slot in self._chosen(leaf, sex):
                assert isinstance(leaf, Flow)
                sheet.add(place, slot, leaf.sign, leaf.crossing, known)
        return dict(zip(needs, sheet.rolled_up(), strict=True))

    def _chosen(self, leaf: Stock | Flow, sex: Test | None) -> list[Slot]:
        """The slots a leaf sums: by account, and by sex where it asks for one."""
        sexes = [""] if sex is None else [each for each in SEXES if sex.holds(each)]
        return [self._slot(key, each, isinstance(leaf, Stock)) for key in self._keys(leaf) for each in sexes]

    def _keys(self, leaf: Stock | Flow) -> list[str]:
        """The accounts a leaf takes, by their keys: those of all books that are called alike are one."""
        return sorted({account.key for account in self.lake.accounts().values() if leaf.pick.matches(account.measure, account.attrs)})

    def _slot(self, key: str, sex: str, held: bool) -> Slot:
        if (key, sex, held) not in self._slots:
            self._slots[key, sex, held] = slot_of(self.lake, key, sex, self.forest(self.lake.last()).orgs, held)
        return self._slots[key, sex, held]


def _added(terms: Sequence[Term], values: dict[Need, Array]) -> Array:
    found = None
    for term in terms:
        column = values[term.leaf, term.sex, term.span]
        column = column if term.weight == 1 else term.weight * column
        found = column if found is None else found + column
    return found


def _terms(how: Kind, span: Span, weight: int) -> Iterable[Term]:
    """The sums a figure is made of. Raises NotSummed."""
    if isinstance(how, Sum):
        for term, factor in zip(how.terms, how.weights, strict=True):
            yield from _terms(term, span, weight * factor)
    elif isinstance(how, Opening):
        yield from _terms(how.inner, span.opening(), weight)
    elif isinstance(how, Stock | Flow):
        yield Term(how, None, how.at(span), weight)
    elif isinstance(how, Among) and [name for name, _test in how.where] == ["sex"] and isinstance(how.inner, Stock):
        yield Term(how.inner, how.where[0][1], how.at(span), weight)
    else:
        raise NotSummed(_("Số liệu này không phải là một tổng, không tính cho mọi tổ chức cùng lúc được; hãy hỏi từng số: dangvu figure."))


class FlowSheet:
    """Flows of one period: rolled up in the tree of its last day, but for what happened under another tree.

    Below an organisation whose parent changed later in the period, each row is added up along the parents of its own day.
    """

    def __init__(self, forest: Forest, start: int, end: int, width: int) -> None:
        numpy = extra("numpy", "lake")
        self.forest, self.start, self.end = forest, start, end
        self.day = forest.day(end)
        self.own = numpy.zeros((width, len(self.day.who)), dtype=numpy.int64)
        self.climbed = numpy.zeros((width, len(forest.orgs)), dtype=numpy.int64)
        self.until = self._until()

    def _until(self) -> Array:
        """By place: the last day of the period on which a parent on the way up from it changed."""
        numpy = extra("numpy", "lake")
        found = numpy.full(len(self.forest.orgs), self.start, dtype=numpy.int64)
        place, day = self.forest.changed
        meant = (day > self.start) & (day <= self.end)
        numpy.maximum.at(found, place[meant], day[meant])
        in_order = found[self.day.who]
        above = self.day.parent.copy()
        while (above >= 0).any():
            numpy.maximum(in_order, numpy.where(above >= 0, in_order[above], self.start), out=in_order)
            above = numpy.where(above >= 0, self.day.parent[above], -1)
        found[self.day.who] = in_order
        return found

    def add(self, place: int, slot: Slot, sign: int, crossing: str, known: int) -> None:
        numpy = extra("numpy", "lake")
        rows = slot.rows(self.start, self.end, known)
        if not len(rows):
            return
        org, on = slot.org[rows].astype(numpy.int64), slot.on[rows].astype(numpy.int64)
        quantity = slot.quantity[rows].astype(numpy.int64) * sign
        other = slot.other[rows].astype(numpy.int64) if crossing and slot.other is not None else numpy.full(len(rows), -1)
        moved = (on < self.until[org]) | ((other >= 0) & (on < self.until[other]))
        still = numpy.flatnonzero(~moved)
        self._post(place, org[still], other[still], quantity[still], crossing)
        moved = numpy.flatnonzero(moved)
        if len(moved):
            self._climb(place, org[moved], other[moved], on[moved], quantity[moved], crossing)

    def _post(self, place: int, org: Array, other: Array, quantity: Array, crossing: str) -> None:
        numpy = extra("numpy", "lake")
        org = self.day.enter[org]
        if crossing != "inside":
            self._sum(place, org, quantity)
        if crossing:
            two = numpy.flatnonzero(other >= 0)
            both = self.day.common(org[two], self.day.enter[other[two]])
            self._sum(place, both, quantity[two] if crossing == "inside" else -quantity[two])

    def _sum(self, place: int, at: Array, quantity: Array) -> None:
        numpy = extra("numpy", "lake")
        there = at >= 0
        width = self.own.shape[1]
        self.own[place] += numpy.bincount(at[there], weights=quantity[there], minlength=width).astype(numpy.int64)

    def _climb(self, place: int, org: Array, other: Array, on: Array, quantity: Array, crossing: str) -> None:
        """Along the way up of each row's own day: what holds its organisation, without (or only) what holds both."""
        numpy = extra("numpy", "lake")
        above = self._ways(other, on) if crossing else []
        at = org
        while (at >= 0).any():
            holds = numpy.zeros(len(at), dtype=bool)
            for each in above:
                holds |= (each == at) & (at >= 0)
            counts = (at >= 0) & (~holds if crossing == "border" else holds if crossing else True)
            width = self.climbed.shape[1]
            self.climbed[place] += numpy.bincount(at[counts], weights=quantity[counts], minlength=width).astype(numpy.int64)
            at = numpy.where(at >= 0, self.forest.parents_on(numpy.maximum(at, 0), on), -1)

    def _ways(self, org: Array, on: Array) -> list[Array]:
        """The organisations and all above them, level by level."""
        numpy = extra("numpy", "lake")
        found = []
        while (org >= 0).any():
            found.append(org)
            org = numpy.where(org >= 0, self.forest.parents_on(numpy.maximum(org, 0), on), -1)
        return found

    def rolled_up(self) -> Array:
        return self.day.by_place(self.day.rolled_up(self.own)) + self.climbed
