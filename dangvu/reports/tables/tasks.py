"""The tasks given for the time to come, with their own words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.reports.content import Column, Row, Table, TargetLine
from dangvu.reports.stated import Stated, stated
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import said, table


@table("tasks")
def tasks_table(subject: Subject, _targets: tuple[TargetLine, ...]) -> Table:
    """One row a task set within the report's period; days that all have in common are said once, below."""
    dates = subject.dates
    given = [each for each in stated("task_set", [subject.org], subject.known) if dates.start <= each.on <= dates.end]
    together = len({_days(each) for each in given}) == 1
    columns = [Column("no", _("TT"), "center", 60), Column("title", _("Nhiệm vụ"), "left", 640)]
    if not together:
        columns.append(Column("days", _("Thời gian thực hiện"), "center", 260))
    rows = tuple(_row(number, each, together) for number, each in enumerate(given, 1))
    note = _("Thời gian thực hiện: %(days)s.") % {"days": _days(given[0])} if together and _days(given[0]) else ""
    return Table("tasks", _("Nhiệm vụ giao cho thời gian tới"), tuple(columns), rows, note)


def _row(number: int, each: Stated, together: bool) -> Row:
    cells = (said(number), said(each.title), said(_days(each)))
    return Row(str(each.entry), cells[:2] if together else cells)


def _days(each: Stated) -> str:
    return " – ".join(vn_day(day) for day in (each.start, each.end) if day is not None)
