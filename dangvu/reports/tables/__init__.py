"""The tables and charts of reports, each registered by its key; an outline names the keys."""

from dataclasses import replace

from dangvu.reports.content import Series, Table, TargetLine
from dangvu.reports.subject import Subject
from dangvu.reports.tables import (
    admissions,
    ages,
    cells,
    coverage,
    curves,
    lineage,
    membership,
    movement,
    places,
    targets,
    tasks,
    typed,
    waterfall,
)
from dangvu.reports.tables.base import CHARTS, TABLES
from dangvu.reports.tables.compared import breakdown_table, form_table

__all__ = [
    "CHARTS", "TABLES", "admissions", "ages", "build", "cells", "coverage", "curves", "lineage", "membership", "movement", "places",
    "sketch", "targets", "tasks", "typed", "waterfall",
]  # fmt: skip

ASKED = {"breakdown": breakdown_table, "form": form_table}
"""Tables that are asked for something: ``breakdown:FIGURE:DIMENSION``, ``form:NAME``."""


def build(key: str, subject: Subject, targets: tuple[TargetLine, ...]) -> Table:
    """The table of a key."""
    name, _colon, asked = key.partition(":")
    return ASKED[name](subject, asked) if name in ASKED else TABLES[key](subject, targets)


def sketch(key: str, subject: Subject, targets: tuple[TargetLine, ...]) -> Series:
    """The numbers of a chart; ``KEY@PERIOD`` takes another period than the report's own."""
    name, _at, period = key.partition("@")
    chosen = subject.over(period) if period else subject
    return replace(CHARTS[name].gather(chosen, targets), key=key)
