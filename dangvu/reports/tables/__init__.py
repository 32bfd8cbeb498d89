"""The tables and charts of reports, each registered by its key; an outline names the keys."""

from dangvu.reports.content import Table, TargetLine
from dangvu.reports.subject import Subject
from dangvu.reports.tables import admissions, cells, membership, movement, targets, tasks, typed
from dangvu.reports.tables.base import CHARTS, TABLES
from dangvu.reports.tables.compared import breakdown_table, form_table

__all__ = ["CHARTS", "TABLES", "admissions", "build", "cells", "membership", "movement", "targets", "tasks", "typed"]

ASKED = {"breakdown": breakdown_table, "form": form_table}
"""Tables that are asked for something: ``breakdown:FIGURE:DIMENSION``, ``form:NAME``."""


def build(key: str, subject: Subject, targets: tuple[TargetLine, ...]) -> Table:
    """The table of a key."""
    name, _colon, asked = key.partition(":")
    return ASKED[name](subject, asked) if name in ASKED else TABLES[key](subject, targets)
