"""The targets table: what was set, what should be reached by now, what was, and whether that is on track."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.reports.content import Cell, Column, Row, Table, TargetLine
from dangvu.reports.marks import plain
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import counted, said, table

BOUNDS = {"floor": "≥ ", "ceiling": "≤ ", "exact": ""}


@table("targets")
def targets_table(subject: Subject, lines: tuple[TargetLine, ...]) -> Table:
    """One row a target in force, in the order they were given."""
    columns = (
        Column("no", _("TT"), "center", 90),
        Column("title", _("Chỉ tiêu"), "left", 390),
        Column("unit", _("Đơn vị tính"), "center", 160),
        Column("value", _("Cả kỳ"), "center", 140),
        Column("goal", _("Mốc đến nay"), "center", 140),
        Column("actual", _("Đã đạt"), "center", 130),
        Column("percent", _("% cả kỳ"), "center", 130),
        Column("on_track", _("Tiến độ"), "center", 170),
    )
    rows = tuple(Row(row_key(line), _cells(number, line)) for number, line in enumerate(lines, 1))
    return Table("targets", _("Kết quả thực hiện các chỉ tiêu"), columns, rows, _note(subject, lines))


def row_key(line: TargetLine) -> str:
    """Figure and period: what stays when a target is adjusted."""
    return f"{line.figure}@{line.start.isoformat()}..{line.end.isoformat()}"


def _cells(number: int, line: TargetLine) -> tuple[Cell, ...]:
    sign = BOUNDS.get(line.bound, "")
    return (
        said(number),
        said(line.title),
        said(line.unit),
        Cell(f"{sign}{plain(line.value)}" if line.most is None else f"{plain(line.value)}–{plain(line.most)}", line.value),
        Cell(f"{sign}{plain(line.goal)}", line.goal),
        counted(line.actual, line.asked),
        Cell(plain(line.percent), line.percent),
        said(track(line.on_track)),
    )


def track(on_track: bool | None) -> str:
    """The word for a state of progress."""
    if on_track is None:
        return _("chưa xét")
    return _("đạt mốc") if on_track else _("chậm")


def _note(subject: Subject, lines: tuple[TargetLine, ...]) -> str:
    """Says how the goals were reckoned, as the rule must stand beside the number."""
    parts = [_("Số đạt được tính đến ngày %(day)s.") % {"day": vn_day(subject.dates.as_of)}]
    shared = next((line for line in lines if line.prorated), None)
    if shared is not None:
        elapsed = (min(subject.dates.end, shared.end) - shared.start).days + 1
        message = _(
            "Chỉ tiêu cộng dồn: mốc đến nay bằng chỉ tiêu cả kỳ nhân phần thời gian đã qua (%(elapsed)s/%(days)s ngày), "
            "làm tròn đến đơn vị."
        )
        parts.append(message % {"elapsed": plain(elapsed), "days": plain((shared.end - shared.start).days + 1)})
    if any(not line.prorated for line in lines):
        parts.append(_("Chỉ tiêu là mức tại một thời điểm hoặc đã hết kỳ: mốc bằng chính chỉ tiêu."))
    return " ".join(parts)
