"""Tables that set this period beside the same period last year: the parts of a figure, and the statistical forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from dangvu.core.rounding import share
from dangvu.figures import remembered
from dangvu.figures import services as figures
from dangvu.reports.content import Cell, Column, Row, Table, Value
from dangvu.reports.kinds import FORMS
from dangvu.reports.marks import Mark, parse, plain
from dangvu.reports.outline import FormRow
from dangvu.reports.spans import PERIODS, Dates, Span, last_year
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import counted, said

WORD = 560
Known = dict[tuple[str, Span], Value]


def breakdown_table(subject: Subject, asked: str) -> Table:
    """``breakdown:FIGURE:DIMENSION``: one row a part, and the whole."""
    code, by = asked.split(":")
    figure = figures.get(code)
    whole = FormRow("", _("Cộng"), code)
    rows = [*_parts(subject, FormRow("", "", f"{code}/{by}")), _row(subject, whole, _evaluated(subject, [whole]), strong=True)]
    return Table(f"breakdown:{asked}", figure.title, _columns(str(figure.unit), numbered=False), tuple(_bare(row) for row in rows))


def _bare(row: Row) -> Row:
    return replace(row, cells=row.cells[1:])


def form_table(subject: Subject, name: str) -> Table:
    """``form:NAME``: the rows of a statistical form."""
    rows: list[Row] = []
    known = _evaluated(subject, FORMS[name])
    for each in FORMS[name]:
        rows.append(_row(subject, each, known, strong=each.number.isalpha()))
        rows += _parts(subject, each) if "/" in each.mark else ()
    note = _("Ô phần trăm để trống khi cùng kỳ năm trước là 0 hoặc chưa rõ.")
    return Table(f"form:{name}", _("Biểu %(name)s") % {"name": name}, _columns("", numbered=True), tuple(rows), note)


def _columns(unit: str, *, numbered: bool) -> tuple[Column, ...]:
    first = (Column("no", _("TT"), "center", 90),) if numbered else ()
    return (
        *first,
        Column("title", _("Nội dung"), "left", WORD),
        Column("now", _("Kỳ này (%(unit)s)") % {"unit": unit} if unit else _("Kỳ này"), "right", 150),
        Column("before", _("Cùng kỳ năm trước"), "right", 150),
        Column("percent", _("So cùng kỳ (%)"), "right", 130),
    )


def _spans(subject: Subject, period: str) -> tuple[Span, Span]:
    """A named period of the report, and the same a year before."""
    dates = subject.dates
    before = last_year(dates)
    earlier = Dates(before.start, before.end, before.as_of, dates.term_start, dates.term_end)
    return PERIODS[period](dates), PERIODS[period](earlier)


def _mark(row: FormRow) -> Mark:
    return parse("{{" + row.mark.partition("/")[0] + "}}")


def _evaluated(subject: Subject, rows: Iterable[FormRow]) -> Known:
    """Every figure the rows ask for whole, by code and days: one question to the books for each span of days."""
    codes: dict[Span, list[str]] = {}
    for mark in map(_mark, rows):
        for span in _spans(subject, mark.period) if not mark.name else ():
            codes.setdefault(span, []).append(mark.code)
    found: Known = {}
    for span, asked in codes.items():
        answers = remembered.evaluate(dict.fromkeys(asked), subject.query(span))
        found.update({(code, span): answer.value for code, answer in answers.items()})
    return found


def _row(subject: Subject, row: FormRow, known: Known, *, strong: bool) -> Row:
    mark = _mark(row)
    now, before = (_counted(subject, mark, span, known) for span in _spans(subject, mark.period))
    return Row(f"{row.number}:{row.mark}", (said(row.number), said(row.title), now, before, _percent(now.value, before.value)), strong)


def _counted(subject: Subject, mark: Mark, span: Span, known: Known) -> Cell:
    value = remembered.part(mark.code, subject.query(span), mark.name, mark.value.split("+")) if mark.name else known[mark.code, span]
    return counted(value, replace(subject.asked(mark.code, span), by=mark.name, part=mark.value))


def _parts(subject: Subject, row: FormRow) -> Iterator[Row]:
    """One row for each part that is not nothing in both periods."""
    code, by = row.mark.split("/")
    now, before = _spans(subject, "")
    found: dict[str, tuple[str, list[Value]]] = {}
    for place, span in enumerate((now, before)):
        for part in remembered.breakdown(code, subject.query(span), by):
            label, values = found.setdefault(part.key, (part.label, [0, 0]))
            values[place] = part.value
    for key, (label, (one, other)) in found.items():
        if one or other:
            cells = (counted(value, replace(subject.asked(code, span), by=by, part=key)) for value, span in ((one, now), (other, before)))
            yield Row(f"{row.mark}:{key}", (said(""), said(f"– {label}"), *cells, _percent(one, other)))


def _percent(now: Value, before: Value) -> Cell:
    found = share(now, before)
    return Cell("" if found is None else plain(found), found)
