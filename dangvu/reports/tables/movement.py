"""The movement statement of members: carried over, increase, decrease, received and handed over, at the end."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.figures.statement import statement as ask
from dangvu.reports.content import Cell, Column, Row, Statement, StatementLine, Table, TargetLine
from dangvu.reports.marks import plain
from dangvu.reports.spans import Span
from dangvu.reports.spans import opening as evening_before
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import counted, said, table

SIDES = (("increase", "B"), ("decrease", "C"), ("received", "D"), ("handed_over", "E"))


def statement(subject: Subject) -> Statement:
    """The statement of the report's own period, closed on its last day."""
    query = subject.query()
    found = ask(query)
    lines = tuple(StatementLine(each.code, each.side, str(each.title), int(each.value)) for each in found.lines)
    return Statement(subject.dates.start, subject.dates.end, int(found.opening), lines, int(found.closing))


def total(found: Statement, side: str) -> int:
    """The sum of one side."""
    return sum(line.value for line in found.lines if line.side == side)


@table("movement")
def movement_table(subject: Subject, _targets: tuple[TargetLine, ...]) -> Table:
    """One row a line that is not nothing, below the sum of its side; a line has the same code in every report."""
    found = statement(subject)
    columns = (
        Column("code", _("Mã"), "center", 80),
        Column("title", _("Nội dung"), "left", 600),
        Column("value", _("Số đảng viên"), "right", 180),
    )
    before = counted(found.opening, subject.asked("member_total", evening_before(subject.dates)))
    rows = [_row("A", _("Đảng viên kỳ trước chuyển sang"), before, strong=True)]
    for side, letter in SIDES:
        rows += _side(subject, found, side, letter)
    rows.append(_row("G", _("Đảng viên có đến cuối kỳ (A + B − C + D − E)"), _closing(subject, found), strong=True))
    title = _("Tăng, giảm đảng viên từ ngày %(start)s đến ngày %(end)s")
    days = {"start": vn_day(found.start), "end": vn_day(found.end)}
    return Table("movement", title % days, columns, tuple(rows))


def _side(subject: Subject, found: Statement, side: str, letter: str) -> list[Row]:
    names = {
        "increase": _("Tăng trong kỳ"),
        "decrease": _("Giảm trong kỳ"),
        "received": _("Tiếp nhận cùng tổ chức đảng chuyển đến"),
        "handed_over": _("Chuyển giao cùng tổ chức đảng chuyển đi"),
    }
    lines = [line for line in found.lines if line.side == side]
    if len(lines) == 1:
        return [_row(letter, names[side], _counted(subject, lines[0]), strong=True)]
    whole = total(found, side)
    head = _row(letter, names[side], Cell(plain(whole), whole), strong=True)
    return [head] + [
        Row(f"{side}:{line.code}", (said(f"{letter}{number}"), said(line.title), _counted(subject, line)))
        for number, line in enumerate(lines, 1)
        if line.value
    ]


def _counted(subject: Subject, line: StatementLine) -> Cell:
    return counted(line.value, subject.asked(line.code))


def _closing(subject: Subject, found: Statement) -> Cell:
    return counted(found.closing, subject.asked("member_total", Span(found.end, found.start, found.end)))


def _row(key: str, title: str, cell: Cell, *, strong: bool) -> Row:
    return Row(key, (said(key), said(title), cell), strong)
