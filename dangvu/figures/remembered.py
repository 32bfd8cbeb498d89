"""The same questions as in ``services``, reckoned once for each state of the book: pages, checks and reports ask them again and again.

The hash of the last entry names the state, so that an answer is never older than the book it is of. What a lake tells, and what is
asked of ``AFRESH`` to prove something, is not remembered. Answers are shared: not to be written to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, wraps
from typing import Any, Final

from django.utils.translation import get_language

from dangvu.figures import compared as beside
from dangvu.figures import gap_lists, numbers, services
from dangvu.figures.breakdowns import Part
from dangvu.figures.compared import Compared
from dangvu.figures.engines.live import Afresh, Live, Seen
from dangvu.figures.gap_lists import Lacking
from dangvu.figures.services import Answer, Query, Row, Value
from dangvu.ledger import book

Points = list[tuple[dt.date, Value]]
ANSWERS: Final = 1024
COURSES: Final = 256
EVERYWHERE: Final = 64
READINGS: Final = 32
FEW: Final = 200
"""Rows of a figure that are kept: the first pages."""
COMPARED: Final = 8
LISTS: Final = 2
"""Lists that name every member with a gap: of a large book they are long."""


def evaluate(codes: Iterable[str], query: Query) -> dict[str, Answer]:
    """Values of figures for one organisation."""
    return dict(_evaluated(state_of(query), query, tuple(codes)))


def evaluate_each(asked: Iterable[tuple[str, Query]]) -> dict[tuple[str, Query], Answer | None]:
    """Figures of one organisation at different days, asked together; None for one that its days do not fit."""
    wanted = tuple(asked)
    return dict(_each(state_of(wanted[0][1]), wanted)) if wanted else {}


def part(code: str, query: Query, by: str, keys: Iterable[str]) -> Value:
    """One or several parts of a figure together."""
    found: Value = _part(state_of(query), query, code, by, tuple(keys))
    return found


def breakdown(code: str, query: Query, by: str) -> list[Part]:
    """The figure's parts along a dimension."""
    return list(_parts(state_of(query), query, code, by))


def series(code: str, query: Query, days: Iterable[dt.date]) -> Points:
    """The figure's course."""
    return list(_course(state_of(query), query, code, tuple(days)))


def series_of(codes: Iterable[str], query: Query, days: Iterable[dt.date]) -> dict[str, Points]:
    """The courses of several figures."""
    return dict(_courses(state_of(query), query, tuple(codes), tuple(days)))


def compared(code: str, query: Query, since: dt.date | None = None) -> Compared:
    """A figure beside last year's, since a day on, and against its target."""
    found: Compared = _compared(state_of(query), query, code, since)
    return found


def rows(code: str, query: Query, limit: int) -> list[Row]:
    """The first rows of a figure."""
    return list(_rows(state_of(query) if limit <= FEW else None, query, code, limit))


def evaluate_everywhere(codes: Iterable[str], query: Query) -> dict[str, Mapping[int, Answer]]:
    """The figures of every organisation there is on the day."""
    return dict(_everywhere(state_of(query), query, tuple(codes)))


def values(codes: Iterable[str], query: Query, orgs: Iterable[int]) -> dict[str, list[Value]]:
    """Numbers alone of some organisations."""
    return dict(_values(state_of(query), query, tuple(codes), tuple(orgs)))


def gaps_by_member(query: Query) -> list[Lacking]:
    """Members with at least one gap, in the order of cells and ids."""
    return list(_gaps(state_of(query), query))


def state_of(query: Query) -> tuple[str, str | None] | None:
    """What an answer depends on beside its question: the book, and the language remarks are written in. None: not to be remembered."""
    store = query.store
    if isinstance(store, Seen):
        return store.state.head, get_language()
    return (book.head(), get_language()) if isinstance(store, Live) and not isinstance(store, Afresh) else None


def kept(most: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Remember what a function gives for each state of the book, which it is asked with before everything else (see ``state_of``)."""

    def keeping(function: Callable[..., Any]) -> Callable[..., Any]:
        @lru_cache(maxsize=most)
        def remembered(_state: tuple[str, str | None], *asked: Any) -> Any:
            return function(*asked)

        @wraps(function)
        def answered(state: tuple[str, str | None] | None, *asked: Any) -> Any:
            return function(*asked) if state is None else remembered(state, *asked)

        return answered

    return keeping


@kept(ANSWERS)
def _evaluated(query: Query, codes: tuple[str, ...]) -> dict[str, Answer]:
    return services.evaluate(codes, query)


@kept(READINGS)
def _each(asked: tuple[tuple[str, Query], ...]) -> dict[tuple[str, Query], Answer | None]:
    return services.evaluate_each(asked, services.scope_of(asked[0][1]))


@kept(ANSWERS)
def _part(query: Query, code: str, by: str, keys: tuple[str, ...]) -> Value:
    return services.part(code, query, by, keys)


@kept(ANSWERS)
def _parts(query: Query, code: str, by: str) -> list[Part]:
    return services.breakdown(code, query, by)


@kept(COURSES)
def _course(query: Query, code: str, days: tuple[dt.date, ...]) -> Points:
    return services.series(code, query, days)


@kept(COURSES)
def _courses(query: Query, codes: tuple[str, ...], days: tuple[dt.date, ...]) -> dict[str, Points]:
    return services.series_of(codes, query, days)


@kept(ANSWERS)
def _compared(query: Query, code: str, since: dt.date | None) -> Compared:
    return beside.compared(code, query, since)


@kept(COURSES)
def _rows(query: Query, code: str, limit: int) -> list[Row]:
    return services.rows(code, query, limit)


@kept(EVERYWHERE)
def _everywhere(query: Query, codes: tuple[str, ...]) -> dict[str, Mapping[int, Answer]]:
    return services.evaluate_everywhere(codes, query)


@kept(COMPARED)
def _values(query: Query, codes: tuple[str, ...], orgs: tuple[int, ...]) -> dict[str, list[Value]]:
    return numbers.values(codes, query, orgs)


@kept(LISTS)
def _gaps(query: Query) -> list[Lacking]:
    return gap_lists.gaps_by_member(query)
