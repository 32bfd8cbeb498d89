"""The table by cell: members and what changed, one row a cell that stands on the day, and the committee's own sum."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.core.vietnamese import fold
from dangvu.figures import remembered
from dangvu.figures import services as figures
from dangvu.orgs.tree import OrgState
from dangvu.reports.content import Cell, Column, Row, Table, TargetLine
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import counted, said, table

PREFIX = "Chi bộ "
CODES = ("member_total", "member_probationary", "admitted", "official_recognition", "badge_total", "handbook_members")
Everywhere = Mapping[str, Mapping[int, figures.Answer]]


@table("by_cell")
def by_cell(subject: Subject, _targets: tuple[TargetLine, ...]) -> Table:
    """Cells in the order of their official codes; the sum is the committee's own figure, not a sum of the rows.

    Names go without the word their column says, so that most stand on one line.
    """
    answers = remembered.evaluate_everywhere(list(CODES), subject.query())
    rows = [_row(subject, answers, number, state) for number, state in enumerate(cells(subject), 1)]
    rows.append(_sum(subject, answers))
    title = _("Đảng viên theo chi bộ đến ngày %(day)s") % {"day": vn_day(subject.dates.as_of)}
    note = _(
        "Kết nạp, công nhận chính thức và huy hiệu tính từ ngày %(start)s đến ngày %(end)s; sổ tay là sổ tay điện tử. Dòng cộng là số "
        "của toàn đảng bộ theo cây tổ chức của từng ngày: gồm cả chi bộ đã kết thúc, không gồm phần của chi bộ trước ngày được tiếp nhận."
    )
    days = {"start": vn_day(subject.dates.start), "end": vn_day(subject.dates.end)}
    return Table("by_cell", title, _columns(), tuple(rows), note % days)


def cells(subject: Subject) -> list[OrgState]:
    """Cells of the subtree that stand on the day of the stocks."""
    day = subject.today
    states = (day.state(org) for org in day.subtree(subject.org))
    standing = [state for state in states if state is not None and state.open and state.is_cell]
    return sorted(standing, key=lambda state: (state.official_code, fold(state.name), state.org_id))


def _columns() -> tuple[Column, ...]:
    return (
        Column("no", _("TT"), "center", 90),
        Column("name", _("Chi bộ"), "left", 580),
        Column("member_total", _("Đảng viên"), "right", 120),
        Column("member_probationary", _("Dự bị"), "right", 90),
        Column("admitted", _("Kết nạp"), "right", 100),
        Column("official_recognition", _("Công nhận"), "right", 125),
        Column("badge_total", _("Huy hiệu"), "right", 110),
        Column("handbook_members", _("Dùng sổ tay"), "right", 125),
    )


def _row(subject: Subject, answers: Everywhere, number: int, state: OrgState) -> Row:
    return Row(state.code, (said(number), said(state.name.removeprefix(PREFIX)), *_numbers(subject, answers, state.org_id)))


def _sum(subject: Subject, answers: Everywhere) -> Row:
    return Row("sum", (said(""), said(_("Toàn đảng bộ")), *_numbers(subject, answers, subject.org)), strong=True)


def _numbers(subject: Subject, answers: Everywhere, org: int) -> tuple[Cell, ...]:
    return tuple(_number(subject, answers, code, org) for code in CODES)


def _number(subject: Subject, answers: Everywhere, code: str, org: int) -> Cell:
    answer = answers[code].get(org)
    return counted(answer.value if answer is not None else 0, subject.asked(code, org=org))
