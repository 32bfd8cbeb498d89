"""Admissions year by year against the target of the year: its own, or the share of the term's by days."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.rounding import share
from dangvu.figures import remembered
from dangvu.reports.content import Cell, Column, Point, Row, Series, Table, TargetLine, Value
from dangvu.reports.marks import plain
from dangvu.reports.spans import Span, term
from dangvu.reports.stated import Stated, in_force, stated
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import chart, counted, said, table
from dangvu.reports.tables.years import years
from dangvu.reports.targets import prorated, whole

CODE = "admitted"


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year of the term, as far as the report goes; ``goal`` is None where no target was set."""

    year: int
    span: Span
    admitted: Value
    goal: Value

    @property
    def name(self) -> str:
        """The year; with its months where only a part of it counts."""
        if (self.span.start.month, self.span.end.month) == (1, 12):
            return str(self.year)
        return f"{self.span.start.month}–{self.span.end.month}/{self.year}"


@table("admissions_by_year")
def admissions_table(subject: Subject, lines: tuple[TargetLine, ...]) -> Table:
    """One row a year, and the term so far."""
    columns = (
        Column("year", _("Năm"), "left", 300),
        Column("goal", _("Mốc chỉ tiêu"), "right", 150),
        Column("admitted", _("Kết nạp"), "right", 150),
        Column("percent", _("Đạt %"), "right", 150),
    )
    rows = [_row(subject, str(year.year), year.name, year) for year in by_year(subject)]
    rows.append(_row(subject, "sum", _("Từ đầu nhiệm kỳ"), _whole_term(subject, lines), strong=True))
    note = _(
        "Năm không có chỉ tiêu riêng: mốc là phần của chỉ tiêu nhiệm kỳ chia theo số ngày, năm chưa hết tính đến ngày chốt; "
        "do làm tròn, cộng các năm có thể lệch mốc chung."
    )
    return Table("admissions_by_year", _("Kết nạp đảng viên theo năm so với chỉ tiêu"), columns, tuple(rows), note)


@chart(
    "admissions",
    lazy("Kết nạp đảng viên theo năm so với chỉ tiêu"),
    lazy("Số kết nạp của từng năm trong nhiệm kỳ bên cạnh mốc của năm; năm không có chỉ tiêu riêng thì mốc chia theo số ngày."),
)
def admissions_chart(subject: Subject, _lines: tuple[TargetLine, ...]) -> Series:
    """The same years as pairs of bars."""
    points = tuple(Point(year.name, year.admitted, goal=year.goal, asked=subject.asked(CODE, year.span)) for year in by_year(subject))
    return Series("admissions", _("Kết nạp đảng viên theo năm so với chỉ tiêu"), "bars", _("đảng viên"), points)


def by_year(subject: Subject) -> list[Year]:
    """The years of the term up to the report's end."""
    given = [each for each in stated("target_set", [subject.org], subject.known) if each.figure == CODE]
    targets = in_force(each for each in given if each.on <= subject.dates.end)
    return [Year(year, span, _admitted(subject, span), _goal(targets, span)) for year, span in years(subject.dates)]


def _admitted(subject: Subject, span: Span) -> Value:
    return remembered.evaluate([CODE], subject.query(span))[CODE].value


def _goal(targets: list[Stated], span: Span) -> Value:
    """The year's own target, whole; else the days' share of the longest that covers them."""
    covering = [each for each in targets if each.value is not None and each.start and each.end]
    covering = [each for each in covering if each.start <= span.start and span.end <= each.end]  # type: ignore[operator]
    if not covering:
        return None
    shortest = min(covering, key=lambda each: each.end - each.start)  # type: ignore[operator]
    assert shortest.value is not None and shortest.start and shortest.end
    if shortest.start.year == shortest.end.year:
        return whole(shortest.value)
    days = Decimal((span.end - span.start).days + 1) / ((shortest.end - shortest.start).days + 1)
    return prorated(shortest.value, days)


def _whole_term(subject: Subject, lines: tuple[TargetLine, ...]) -> Year:
    span = term(subject.dates)
    line = next((each for each in lines if each.figure == CODE and each.start == span.start), None)
    return Year(span.start.year, span, _admitted(subject, span), line.goal if line else None)


def _row(subject: Subject, key: str, name: str, year: Year, *, strong: bool = False) -> Row:
    percent = share(year.admitted, year.goal)
    cells = (
        said(name),
        Cell(plain(year.goal), year.goal),
        counted(year.admitted, subject.asked(CODE, year.span)),
        Cell(plain(percent), percent),
    )
    return Row(key, cells, strong)
