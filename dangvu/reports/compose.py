"""A report's content as a document, for both writers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from dangvu.core.days import vn_long_date
from dangvu.core.document import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Heads,
    Paragraph,
    Picture,
    Row,
    Run,
    Signature,
    Table,
    number_line,
    placed,
)
from dangvu.orgs.official import in_vietnamese
from dangvu.reports import content as parts
from dangvu.reports.beside import table_of
from dangvu.reports.content import Content, SectionText
from dangvu.reports.drawing import WIDE, Manner, drawable, drawn
from dangvu.reports.models import Report
from dangvu.reports.runs import TextParagraph, paragraphs, runs

ANNEXES = "annexes"
"""The section from which everything stands after the signature."""


TOLD_BY = {"waterfall": "movement", "admissions": "admissions_by_year"}
"""Charts whose numbers a table of the report has already."""


@in_vietnamese
def document(report: Report, content: Content, *, on: dt.date | None = None) -> Document:
    """The document of a report: a draft without number, or the issued one. ``on``: the day printed in the head."""
    frame, keys = content.frame, [section.key for section in content.sections]
    cut = keys.index(ANNEXES) if ANNEXES in keys else len(keys)
    own, annexes = content.sections[:cut], content.sections[cut:]
    day = vn_long_date(on) if on else "ngày … tháng … năm …"
    return Document(
        heads=Heads(
            superior=frame.superior,
            issuer=frame.issuer,
            number_line=number_line(report.number, f"{report.document_type}/{frame.symbol}"),
            place_and_date=placed(frame.place, day),
        ),
        title=frame.document_title,
        subject=subject_line(content),
        blocks=(*_blocks(content, own), *(Paragraph.of(note) for note in rounding(content))),
        annexes=(*_blocks(content, annexes), *_numbers(content)),
        recipients=frame.recipients,
        signature=Signature(frame.on_behalf, frame.post, frame.signer),
        check_code=report.check_code,
        draft=not report.number,
    )


def subject_line(content: Content) -> str:
    """What the report is about, its labels filled in."""
    return "".join(run.text for run in runs(content.frame.subject, content.facts, content.frame.labels))


@in_vietnamese
def rounding(content: Content) -> list[str]:
    """The one rounding rule, said once in every report that prints a rate and does not say it already."""
    cells = (cell.text for table in content.tables.values() for row in table.rows for cell in row.cells)
    rates = any(fact.unit == "%" for fact in content.facts.values()) or any(text.endswith("%") for text in cells)
    if not rates or any("làm tròn đến một chữ số" in section.text for section in content.sections):
        return []
    return [_("Tỷ lệ trong báo cáo này làm tròn đến một chữ số thập phân, từ 5 trở lên làm tròn lên.")]


def _blocks(content: Content, sections: Iterable[SectionText]) -> Iterator[Block]:
    for section in sections:
        yield Heading(section.level, section.heading)
        yield from _narrative(section, content)
        yield from (_table(content.tables[key]) for key in section.tables if told(content.tables[key]))
        yield from (_chart(content.series[key]) for key in section.charts if drawable(content.series[key]))


def _narrative(section: SectionText, content: Content) -> Iterator[Block]:
    waiting: list[tuple[Run, ...]] = []
    for each in paragraphs(section.text, content.facts, content.frame.labels):
        if each.picture and waiting:
            yield Bullets(tuple(waiting))
            waiting = []
        if each.picture in content.series:
            if drawable(content.series[each.picture]):
                yield _chart(content.series[each.picture])
            continue
        if each.bullet:
            waiting.append(_runs(each))
            continue
        if waiting:
            yield Bullets(tuple(waiting))
            waiting = []
        yield Paragraph(_runs(each))
    if waiting:
        yield Bullets(tuple(waiting))


def _numbers(content: Content) -> Iterator[Block]:
    """The table of every picture that is printed, after the annexes: a picture without its numbers proves nothing."""
    printed = [series for key, series in content.series.items() if drawable(series) and TOLD_BY.get(key) not in content.tables]
    if printed:
        yield Heading(1, _("SỐ LIỆU CỦA CÁC HÌNH"))
        yield from (_table(table_of(series)) for series in printed)


def _runs(paragraph: TextParagraph) -> tuple[Run, ...]:
    return tuple(Run(run.text) for run in paragraph.runs)


def _table(table: parts.Table) -> Table:
    columns = tuple(Column(each.title, each.align, each.width) for each in table.columns)  # type: ignore[arg-type]
    rows = tuple(Row(tuple(cell.text for cell in row.cells), row.strong) for row in table.rows)
    return Table(table.title, columns, rows, table.note)


def told(table: parts.Table) -> bool:
    """A table without rows and without a note says nothing and is left out."""
    return bool(table.rows or table.note)


def _chart(series: parts.Series) -> Picture:
    chart = drawn(series, Manner(WIDE if series.kind not in ("line", "bars") else 560))
    return Picture(chart.png, series.title, chart.alt, chart.svg)
