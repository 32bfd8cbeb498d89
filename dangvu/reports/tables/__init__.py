"""The tables and charts of reports, each registered by its key; an outline names the keys."""

from dangvu.reports.tables import admissions, cells, membership, movement, targets, tasks, typed
from dangvu.reports.tables.base import CHARTS, TABLES

__all__ = ["CHARTS", "TABLES", "admissions", "cells", "membership", "movement", "targets", "tasks", "typed"]
