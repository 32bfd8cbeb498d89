"""How tables and charts are registered, and the cells they are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from dangvu.reports.content import Asked, Cell, Series, Table, TargetLine, Value
from dangvu.reports.marks import plain
from dangvu.reports.subject import Subject

Builder = Callable[[Subject, tuple[TargetLine, ...]], Table]
Drawer = Callable[[Subject, tuple[TargetLine, ...]], Series]
TABLES: Final[dict[str, Builder]] = {}


@dataclass(frozen=True, slots=True)
class Sketch:
    """What gathers the numbers of a chart, with its name and what it shows.

    ``personal``: it tells persons apart, so that who may not see persons gets no small numbers. ``of_period``: it is drawn over the
    period asked for, not over the term. ``counts``: figures without a single record of which the desk draws nothing; a report's picture
    is what its numbers are, whatever the book holds later.
    """

    key: str
    title: str | Promise
    about: str | Promise
    gather: Drawer
    personal: bool = False
    of_period: bool = False
    counts: tuple[str, ...] = ()


CHARTS: Final[dict[str, Sketch]] = {}


def table(key: str) -> Callable[[Builder], Builder]:
    """Register the builder of a table under its key."""

    def register(builder: Builder) -> Builder:
        TABLES[key] = builder
        return builder

    return register


def chart(
    key: str, title: str | Promise, about: str | Promise, *, personal: bool = False, of_period: bool = False, counts: tuple[str, ...] = ()
) -> Callable[[Drawer], Drawer]:
    """Register what gathers the numbers of a chart under its key."""

    def register(drawer: Drawer) -> Drawer:
        CHARTS[key] = Sketch(key, title, about, drawer, personal, of_period, counts)
        return drawer

    return register


def counted(value: Value, asked: Asked | None) -> Cell:
    """A cell with a number and its address."""
    return Cell(plain(value), value, asked)


def said(text: object) -> Cell:
    """A cell with words, or a number nobody counts."""
    return Cell(str(text))
