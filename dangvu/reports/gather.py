"""A report's content, gathered from the books: the same road for the draft, for the issue and for every proof later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dangvu.figures import remembered
from dangvu.orgs.official import in_vietnamese
from dangvu.reports import kinds, letterhead
from dangvu.reports.content import Content, Fact, Frame, SectionText, Series, Statement, Table, TargetLine
from dangvu.reports.facts import facts
from dangvu.reports.illustrated import fault
from dangvu.reports.marks import picture_marks
from dangvu.reports.models import Report
from dangvu.reports.subject import Subject, of_content, of_report
from dangvu.reports.tables import build, sketch
from dangvu.reports.tables.movement import statement
from dangvu.reports.targets import target_lines

REPORTS: Final = 16


@dataclass(frozen=True)
class Numbers:
    """Everything of a report that comes from the books. Shared by whoever looks at the draft: not to be written to."""

    facts: dict[str, Fact]
    statement: Statement | None
    targets: tuple[TargetLine, ...]
    tables: dict[str, Table]
    series: dict[str, Series]


@in_vietnamese
def live(report: Report, known: int | None = None) -> Content:
    """What a draft shows now (or would have shown when the book ended with entry ``known``)."""
    subject = of_report(report, known)
    kind = kinds.get(report.kind)
    frame = letterhead.frame(subject, kind.document_title, report.title, report.term)
    return gather(report.kind, subject, section_texts(report), frame)


@in_vietnamese
def again(content: Content, known: int) -> Content:
    """The same report from the books as known at another entry: same words, same tables, new numbers."""
    return gather(content.kind, of_content(content, known), content.sections, content.frame)


@in_vietnamese
def gather(kind: str, subject: Subject, sections: Sequence[SectionText], frame: Frame) -> Content:
    """Evaluate everything the sections ask for."""
    texts, tables = tuple(section.text for section in sections), _once(each.tables for each in sections)
    numbers = _numbers(remembered.state_of(subject.query()), subject, texts, tables, _once(pictures(each) for each in sections))
    dates = subject.dates
    return Content(
        kind=kind,
        org=subject.org,
        start=dates.start,
        end=dates.end,
        as_of=dates.as_of,
        term_start=dates.term_start,
        term_end=dates.term_end,
        known=subject.known,
        frame=frame,
        sections=tuple(sections),
        facts=numbers.facts,
        statement=numbers.statement,
        targets=numbers.targets,
        tables=numbers.tables,
        series=numbers.series,
    )


@remembered.kept(REPORTS)
def _numbers(subject: Subject, texts: tuple[str, ...], tables: tuple[str, ...], charts: tuple[str, ...]) -> Numbers:
    """Reckoned once for each state of the book: a draft is looked at again and again before it is issued."""
    targets = target_lines(subject)
    return Numbers(
        facts=facts(subject, texts),
        statement=statement(subject),
        targets=targets,
        tables={key: build(key, subject, targets) for key in tables},
        series=series_of(subject, charts, targets),
    )


@in_vietnamese
def series_of(subject: Subject, keys: Iterable[str], targets: Sequence[TargetLine] | None = None) -> dict[str, Series]:
    """The numbers of charts by key; the targets are looked up where they are not given."""
    wanted = list(keys)
    lines = tuple(targets) if targets is not None else target_lines(subject) if wanted else ()
    return {key: sketch(key, subject, lines) for key in wanted}


def pictures(section: SectionText) -> tuple[str, ...]:
    """The charts of a section: those its text asks for where it stands, then those of the outline."""
    asked = (mark.key for mark in picture_marks(section.text) if not fault(mark))
    return (*asked, *section.charts)


def section_texts(report: Report) -> tuple[SectionText, ...]:
    """The sections as stored, with the level, tables and charts the outline gives them."""
    kind = kinds.get(report.kind)
    found = []
    for section in report.sections.order_by("order"):
        spec = kind.section(section.key)
        level, tables, charts = (spec.level, spec.tables, spec.charts) if spec else (2, (), ())
        found.append(SectionText(section.key, level, section.heading, section.text, tables, charts))
    return tuple(found)


def _once(keys: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for each in keys for key in each))
