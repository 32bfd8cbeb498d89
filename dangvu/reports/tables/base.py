"""How tables and charts are registered, and the cells they are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dangvu.reports.content import Asked, Cell, Series, Table, TargetLine, Value
from dangvu.reports.marks import plain
from dangvu.reports.subject import Subject

Builder = Callable[[Subject, tuple[TargetLine, ...]], Table]
Drawer = Callable[[Subject, tuple[TargetLine, ...]], Series]
TABLES: Final[dict[str, Builder]] = {}
CHARTS: Final[dict[str, Drawer]] = {}


def table(key: str) -> Callable[[Builder], Builder]:
    """Register the builder of a table under its key."""

    def register(builder: Builder) -> Builder:
        TABLES[key] = builder
        return builder

    return register


def chart(key: str) -> Callable[[Drawer], Drawer]:
    """Register what gathers the numbers of a chart under its key."""

    def register(drawer: Drawer) -> Drawer:
        CHARTS[key] = drawer
        return drawer

    return register


def counted(value: Value, asked: Asked | None) -> Cell:
    """A cell with a number and its address."""
    return Cell(plain(value), value, asked)


def said(text: object) -> Cell:
    """A cell with words, or a number nobody counts."""
    return Cell(str(text))
