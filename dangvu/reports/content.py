"""Everything a report shows, as one value: gathered live for a draft, frozen as its canonical text when issued."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

Value = int | Decimal | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a printed number asked of the books: enough for a page to open its rows.

    ``by`` and ``part`` name the part of a breakdown (``years``, ``30``); both are empty for the whole figure.
    """

    code: str
    org: int
    as_of: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    by: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """The number of one mark. ``base`` is what a rate divides by; ``remark`` what the figure says of itself."""

    key: str
    asked: Asked
    title: str
    unit: str
    klass: str
    value: Value
    base: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Heads and end of the document, and the names and days the narrative takes from its report."""

    superior: str
    issuer: str
    symbol: str
    place: str
    on_behalf: str
    post: str
    signer: str
    recipients: tuple[str, ...]
    document_title: str
    subject: str
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section as it is printed: narrative with marks, then its tables and charts by key."""

    key: str
    level: int
    heading: str
    text: str
    tables: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``width`` is its share relative to the others (100 is usual)."""

    key: str
    title: str
    align: str = "left"
    width: int = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed; a counted one keeps its value and what it asked."""

    text: str
    value: Value = None
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``key`` names it for comparison, whatever rows stand around it."""

    key: str
    cells: tuple[Cell, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a chart: its label, its day (a line) and its value; ``goal`` is a target of that point.

    ``side`` says which part of the chart it belongs to (increase, male, a cell); ``until`` and ``into`` are the end of an organisation
    and what it went into; ``depth`` its place in the tree.
    """

    label: str
    value: Value
    day: dt.date | None = None
    goal: Value = None
    side: str = ""
    until: dt.date | None = None
    into: str = ""
    depth: int = 0
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one chart; ``kind`` is one of ``reports.drawing.KINDS``.

    ``names`` are what the values are called where there are several; ``note`` says how to read it; ``span`` are the days it covers.
    """

    key: str
    title: str
    kind: str
    unit: str
    points: tuple[Point, ...]
    names: tuple[str, ...] = ()
    note: str = ""
    span: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target against the books. ``goal`` is what should be reached by the end of the report.

    ``prorated`` says that the goal is the share of the target's period elapsed (additive figures only); ``on_track`` is
    None while nobody can say. ``most``: the upper end of a range.
    """

    entry: int
    figure: str
    title: str
    unit: str
    bound: str
    giver: str
    start: dt.date
    end: dt.date
    value: Value
    goal: Value
    prorated: bool
    actual: Value
    percent: Value
    on_track: bool | None
    asked: Asked | None = None
    most: Value = None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of the movement statement; ``side`` is increase, decrease, received or handed_over."""

    code: str
    side: str
    title: str
    value: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The movement statement of the report's own period."""

    start: dt.date
    end: dt.date
    opening: int
    lines: tuple[StatementLine, ...]
    closing: int


@dataclass(frozen=True, slots=True)
class Content:
    """The whole report. ``known`` is the last entry seen."""

    kind: str
    org: int
    start: dt.date
    end: dt.date
    as_of: dt.date
    term_start: dt.date
    term_end: dt.date
    known: int
    frame: Frame
    sections: tuple[SectionText, ...]
    facts: dict[str, Fact]
    statement: Statement | None
    targets: tuple[TargetLine, ...]
    tables: dict[str, Table]
    series: dict[str, Series]
