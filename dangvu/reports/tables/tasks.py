"""The tasks given for the time to come, with their own words."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.reports.content import Column, Row, Table, TargetLine
from dangvu.reports.stated import Stated, stated
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import said, table


@table("tasks")
def tasks_table(subject: Subject, _targets: tuple[TargetLine, ...]) -> Table:
    """One row a task set within the report's period."""
    dates = subject.dates
    given = [each for each in stated("task_set", [subject.org], subject.known) if dates.start <= each.on <= dates.end]
    columns = (
        Column("no", _("TT"), "center", 0.6),
        Column("title", _("Nhiệm vụ"), "left", 6.4),
        Column("days", _("Thời gian thực hiện"), "center", 2.2),
    )
    rows = tuple(Row(str(each.entry), (said(number), said(each.title), said(_days(each)))) for number, each in enumerate(given, 1))
    return Table("tasks", _("Nhiệm vụ nửa cuối nhiệm kỳ"), columns, rows)


def _days(each: Stated) -> str:
    days: list[dt.date] = [day for day in (each.start, each.end) if day is not None]
    return " – ".join(vn_day(day) for day in days)
