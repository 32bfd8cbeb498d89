"""Asking for figures: values, parts, rows and courses, as of any day and as known at any time.

Everything here reads; nothing writes. Errors are FigureError with a sentence for the user.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from dangvu.core.rounding import share
from dangvu.figures import breakdowns, labels, listing, recorded
from dangvu.figures.base import ONE_DAY, Figure, Kind, Leaf, Number, Reading, Span
from dangvu.figures.breakdowns import Part
from dangvu.figures.catalogue import everything, get
from dangvu.figures.composites import Share, Units
from dangvu.figures.engines.live import AFRESH, LIVE, Live, Seen
from dangvu.figures.engines.postings import Found, at_org, find
from dangvu.figures.engines.scope import Scope
from dangvu.figures.engines.store import Store
from dangvu.figures.errors import BadQuery, FigureError, UnknownDimension, UnknownFigure
from dangvu.figures.listing import Row
from dangvu.ledger import book

__all__ = [
    "AFRESH", "LIVE", "Answer", "BadQuery", "Figure", "FigureError", "Live", "Part", "Query", "Row", "Seen", "UnknownDimension",
    "UnknownFigure", "Value", "breakdown", "catalogue", "evaluate", "evaluate_each", "evaluate_everywhere", "get", "measure",
    "part", "rows", "series", "series_of",
]  # fmt: skip

Value = Number | None
Needed = dict[tuple[Leaf, Span], Found]


@dataclass(frozen=True)
class Query:
    """For which organisation, which day (stocks) and period (flows), and as known at which entry number (None: now).

    A stock is taken at ``as_of``, or at ``end`` when that is not said. ``store``: where the postings are; ids and entry
    numbers are those of that store.
    """

    org: int
    as_of: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    known: int | None = None
    store: Store = LIVE

    @property
    def span(self) -> Span:
        """The days asked for; a period without a last day ends on ``as_of``."""
        end = self.end or (self.as_of if self.start else None)
        span = Span(self.as_of, self.start, end)
        if self.start is not None:
            span.period()
        return span


@dataclass(frozen=True)
class Answer:
    """A figure's value with all that is needed to ask for it again. None is unknown, never zero.

    ``recorded``: False for a zero of which nothing was ever recorded in this book, by what the book holds now (``recorded``): it says
    that nobody has kept count, not that there was nothing. Who shows it says so; who reckons with it takes the value as it is.
    """

    code: str
    value: Value
    unit: str
    base: dict[str, Any] | None
    as_of: dt.date | None
    start: dt.date | None
    end: dt.date | None
    known: int
    remark: str
    recorded: bool = field(default=True, compare=False)

    @property
    def shown(self) -> Value:
        """The value, None for a zero that nobody has kept count of."""
        return self.value if self.recorded else None


def catalogue() -> list[Figure]:
    """Every figure there is, family by family, those the committee defined last."""
    return list(everything().values())


def evaluate(codes: Iterable[str], query: Query) -> dict[str, Answer]:
    """The figures of one organisation with all below it, in a handful of statements however many are asked."""
    figures = [get(code, query.known, query.store) for code in codes]
    scope = _of_values([each.how for each in figures], query)
    found = _found(figures, [query.span], scope)
    return {each.code: _answers(each, query.span, scope, found, [query.org])[query.org] for each in figures}


def measure(leaf: Leaf, query: Query) -> Value:
    """The value of one leaf of a figure for the organisation: a part of its definition, looked at by itself."""
    scope, at = _of_values([leaf], query), leaf.at(query.span)
    return at_org(find([(leaf, at)], scope), query.org)(leaf, at).value


def evaluate_each(asked: Iterable[tuple[str, Query]], scope: Scope) -> dict[tuple[str, Query], Answer | None]:
    """Figures at different days, asked together in one surrounding (``scope_of``); None for one that its days do not fit."""
    figures = {(code, query): get(code, query.known) for code, query in asked}
    needs: list[tuple[Leaf, Span]] = []
    told: dict[tuple[str, Query], Answer | None] = {}
    for (code, query), figure in figures.items():
        try:
            needs.extend(figure.how.leaves(query.span))
        except BadQuery:
            told[code, query] = None
    found = find(needs, scope)
    for (code, query), figure in figures.items():
        if (code, query) not in told:
            told[code, query] = _answers(figure, query.span, scope, found, [query.org])[query.org]
    return told


def evaluate_everywhere(codes: Iterable[str], query: Query) -> dict[str, Mapping[int, Answer]]:
    """The figures of every organisation there is on the day, rolled up; ``query.org`` is ignored.

    Everything is found at once; an organisation's answer is put into words when it is looked at.
    """
    figures = [get(code, query.known, query.store) for code in codes]
    scope = _scope(query, None)
    found = _found(figures, [query.span], scope)
    orgs = scope.tree.at(query.span.day()).order()
    return {each.code: Everywhere(each, query.span, scope, found, orgs) for each in figures}


class Everywhere(Mapping[int, Answer]):
    """One figure's answers by organisation, parents before children."""

    def __init__(self, figure: Figure, span: Span, scope: Scope, found: Needed, orgs: Sequence[int]) -> None:
        self._asked, self._told = (figure, span, found, scope), _wording(figure, span, scope)
        self._orgs, self._there = orgs, frozenset(orgs)

    def __getitem__(self, org: int) -> Answer:
        if org not in self._there:
            raise KeyError(org)
        return self._told(_read(*self._asked, org))

    def __contains__(self, org: object) -> bool:
        # A mapping's own way would put the answer into words to see whether there is one.
        return org in self._there

    def __iter__(self) -> Iterator[int]:
        return iter(self._orgs)

    def __len__(self) -> int:
        return len(self._orgs)


def scope_of(query: Query) -> Scope:
    """The surroundings of a question about one organisation. Raises BadQuery for one nobody knew at that time."""
    return _scope(query, query.org)


def _of_values(kinds: Iterable[Kind], query: Query) -> Scope:
    """The same for who wants values only: where none hangs on it, a store need not tell apart what stands below the organisation."""
    return _scope(query, query.org, by_place=any(kind.by_place for kind in kinds))


def _scope(query: Query, org: int | None, *, by_place: bool = True) -> Scope:
    # What is asked of the books as they are now is asked of one state of them.
    store: Store = Seen(book.state()) if query.store is LIVE else query.store
    known = store.last() if query.known is None else query.known
    if org is not None:
        store = store.about(org, by_place=by_place)
    tree = store.tree(known)
    if org is not None and org not in tree.timelines:
        raise BadQuery(_("Sổ chưa biết tổ chức này vào thời điểm được hỏi; hãy chọn tổ chức hoặc thời điểm khác."))
    return Scope(tree, known, org, store)


def _found(figures: Sequence[Figure], spans: Iterable[Span], scope: Scope) -> Needed:
    return find((need for span in spans for figure in figures for need in figure.how.leaves(span)), scope)


def _read(figure: Figure, span: Span, found: Needed, scope: Scope, org: int) -> Reading:
    how = figure.how
    if isinstance(how, Units):
        below = scope.tree.at(span.day()).children(org)
        met = sum(how.met(how.inner.read(span, at_org(found, each))) for each in below)
        return Reading(met, "", {"numerator": met, "denominator": len(below)})
    return how.read(span, at_org(found, org))


def _answers(figure: Figure, span: Span, scope: Scope, found: Needed, orgs: Iterable[int]) -> dict[int, Answer]:
    """The figure of each organisation."""
    told = _wording(figure, span, scope)
    return {org: told(_read(figure, span, found, scope, org)) for org in orgs}


def _wording(figure: Figure, span: Span, scope: Scope) -> Callable[[Reading], Answer]:
    """How a reading of a figure becomes its answer, with the days it depends on and no others."""
    used = [at for _leaf, at in figure.how.leaves(span)]
    of_period = any(at.start is not None for at in used)
    of_day = any(at.as_of is not None for at in used) or not of_period
    days = (span.day() if of_day else None, span.start if of_period else None, span.end if of_period else None)

    @cache
    def ever() -> bool:
        return recorded.ever(figure.how, span, scope)

    def told(reading: Reading) -> Answer:
        unit, kept = _unit(figure, reading), reading.value != 0 or ever()
        return Answer(figure.code, reading.value, unit, reading.base, *days, scope.known, reading.remark, kept)

    return told


def _unit(figure: Figure, reading: Reading) -> str:
    """A typed number has the unit it was typed with, a target that of the figure it was given on."""
    base = reading.base or {}
    return base.get("unit") or (get(base["figure"]).unit if figure.klass == "target" and "figure" in base else figure.unit)


def part(code: str, query: Query, by: str, keys: Iterable[str]) -> Value:
    """One or several parts of a figure together: counts are added, rates are made again from what they stand on.

    A part that does not occur is 0; None when nobody knows the whole.
    """
    wanted, figure = set(keys), get(code, query.known, query.store)
    found = [each for each in breakdown(code, query, by) if each.key in wanted]
    if not found:
        return 0 if evaluate([code], query)[code].value is not None else None
    bases = [each.base for each in found if each.base and "numerator" in each.base]
    if figure.klass == "rate" and len(bases) == len(found) > 1:
        below = [base["denominator"] or 0 for base in bases]
        return share(sum(base["numerator"] or 0 for base in bases), below[0] if isinstance(figure.how, Share) else sum(below))
    values = [each.value for each in found]
    return None if None in values else sum(value for value in values if value is not None)


def breakdown(code: str, query: Query, by: str, scope: Scope | None = None) -> list[Part]:
    """The figure's parts along a dimension; they sum to the value (a rate's parts are rates with their base). ``scope`` is shared by many.

    What is not known of a person is a part of its own. Raises UnknownDimension, naming the ones there are.
    """
    figure = get(code, query.known, query.store)
    if by not in figure.dimensions:
        raise UnknownDimension(_no_dimension(figure, by))
    return breakdowns.parts(figure.how, query.span, scope or scope_of(query), by)


def _no_dimension(figure: Figure, by: str) -> str:
    names = ", ".join(f"{name} ({labels.DIMENSIONS.get(name, name)})" for name in figure.dimensions)
    if not names:
        return _("Số “%(title)s” không tách nhỏ được; hãy xem các dòng của nó.") % {"title": figure.title}
    message = _("Số “%(title)s” không tách được theo “%(by)s”; hãy chọn một trong: %(names)s.")
    return message % {"title": figure.title, "by": by, "names": names}


def rows(code: str, query: Query, limit: int | None = None) -> list[Row]:
    """What is counted, one row each; quantities sum to the value of a count, a sum or a change.

    Of a rate: the rows of the numerator, then with quantity 0 those of the base that are not in it, and why. With a ``limit``
    only as much is read as the first rows take.
    """
    return list(islice(listing.listed(get(code, query.known, query.store).how, query.span, scope_of(query), limit), limit))


def series(code: str, query: Query, days: Iterable[dt.date]) -> list[tuple[dt.date, Value]]:
    """The figure's course. A stock is taken on each day; a flow is what happened since the day before it in the list.

    The first point of a flow counts from ``query.start``; one with no days to count is unknown.
    """
    return series_of([code], query, days)[code]


def _course(figure: Figure, query: Query, days: Sequence[dt.date]) -> Iterator[tuple[dt.date, Span]]:
    start = query.start
    for day in days:
        if figure.how.is_stock:
            yield day, replace(query.span, as_of=day)
        elif start is not None and start <= day:
            yield day, Span(day, start, day)
        start = day + ONE_DAY


def series_of(codes: Iterable[str], query: Query, days: Iterable[dt.date]) -> dict[str, list[tuple[dt.date, Value]]]:
    """The courses of several figures at once, in a handful of statements; each as ``series`` gives it."""
    figures, wanted = [get(code, query.known, query.store) for code in codes], sorted(set(days))
    scope = _of_values([each.how for each in figures], query)
    spans = {each.code: dict(_course(each, query, wanted)) for each in figures}
    found = find((need for each in figures for span in spans[each.code].values() for need in each.how.leaves(span)), scope)
    return {
        each.code: [
            (day, _read(each, spans[each.code][day], found, scope, query.org).value if day in spans[each.code] else None) for day in wanted
        ]
        for each in figures
    }
