"""The dated tree of a lake: read from its rows, and of several books one tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dangvu.exchange.lake.opened import Asked, Engine, Opened
from dangvu.figures.engines.transits import MOVED
from dangvu.ledger.driver import as_day
from dangvu.orgs.tree import OrgEvent, OrgState, Timeline, Tree

TOGETHER, TOGETHER_CODE = 0, "*"
"""All books together are one organisation above their roots; no book has an organisation of that number."""
PLACE = "org_id, since, code, name, kind, official_code, parent, open, cell_type, sector, cell_committee"
EVENT = 'fact, seq, "on", kind, org_id, related'


def tree_of(engine: Engine, books: Sequence[tuple[Opened, int]], *, alone: bool) -> Tree:
    """The tree of some books, each as known at an entry number of its own; under all together unless a book is read alone."""
    timelines: dict[int, Timeline] = {}
    events: list[OrgEvent] = []
    places = engine.rows_of_each([_latest(book.table("place"), PLACE, "org_id", known) for book, known in books], "org_id, since")
    told = engine.rows_of_each([_latest(book.table("event"), EVENT, "fact", known) for book, known in books], "fact, seq")
    for (book, _known), courses, happened in zip(books, places, told, strict=True):
        own = None if alone else book
        for row in courses:
            if row[1] is not None:
                state = _state(row, own)
                timelines.setdefault(state.org_id, Timeline()).put(as_day(row[1]), state)
        events += _events(happened, own)
    if not alone:
        timelines[TOGETHER] = together()
    return Tree(timelines, sorted(events, key=lambda each: (each.on, each.entry)))


def _latest(table: str, columns: str, of: str, known: int) -> Asked:
    """For each value of ``of``, the rows that were written last by an entry."""
    text = (
        f"SELECT {columns} FROM {table} INNER JOIN (SELECT {of} AS which, MAX(entry_id) AS latest FROM {table} "
        f"WHERE entry_id <= %s GROUP BY {of}) AS newest ON {of} = which AND entry_id = latest"
    )
    return text, [known]


def _state(row: tuple[Any, ...], book: Opened | None) -> OrgState:
    """One row; among several books a code is led by the book's name, and the roots hang under all together."""
    org, _since, code, name, kind, official, parent, is_open, *traits = row
    if book is None:
        return OrgState(org, code, name, kind, official, parent, is_open, *traits)
    above = TOGETHER if parent is None else parent + book.offset
    return OrgState(org + book.offset, f"{book.label}:{code}", name, kind, official, above, is_open, *traits)


def together() -> Timeline:
    """All books as one organisation, there ever since."""
    line = Timeline()
    line.put(dt.date.min, OrgState(TOGETHER, TOGETHER_CODE, _("Tất cả các sổ"), "central", "", None, True))
    return line


def _events(rows: Iterable[tuple[Any, ...]], book: Opened | None) -> Iterator[OrgEvent]:
    """What happened; among several books a root that was handed over came from under all together."""
    offset = book.offset if book else 0
    for fact, _seq, on, kind, org, related in rows:
        if on is not None:
            others = tuple(int(each) + offset for each in related.split(",") if each)
            from_above = (TOGETHER,) if book and kind == MOVED and len(others) == 1 else ()
            yield OrgEvent(fact + offset, as_day(on), kind, org + offset, (*from_above, *others))
