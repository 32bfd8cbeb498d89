"""A report's narrative read by the proofreader: what was typed beside the marks, against the books and against itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from dangvu.figures.proofreader.reading import EVERYTHING, HEADING, Alarm, Block, Claim, Reader, Reading
from dangvu.figures.proofreader.services import check_text
from dangvu.figures.services import Query
from dangvu.ledger import book
from dangvu.reports.runs import TextParagraph


@dataclass(frozen=True, slots=True)
class Typed:
    """An alarm about a number that somebody typed; what the marks print is the books' own."""

    alarm: Alarm
    claim: Claim


def read(sections: Iterable[tuple[str, Sequence[TextParagraph]]], query: Query, reader: Reader = EVERYTHING) -> tuple[Reading, list[Typed]]:
    """Read headings with their paragraphs, as of the day of ``query`` and as known then; the alarms about typed numbers."""
    blocks: list[Block] = []
    marked: list[tuple[int, int]] = []
    at = 0
    for heading, paragraphs in sections:
        for block, spans in _blocks(heading, paragraphs):
            marked.extend((at + first, at + last) for first, last in spans)
            blocks.append(block)
            at += len(block.text) + 1
    reading = _read(book.head(), get_language(), tuple(blocks), query.org, query.span.day(), query.known, reader)
    found = [Typed(alarm, reading.claims[alarm.claims[0]]) for alarm in reading.alarms if not _overlaps(reading, alarm, marked)]
    return reading, found


@lru_cache(maxsize=16)
def _read(
    _head: str, _language: str | None, blocks: tuple[Block, ...], org: int, on: dt.date, known: int | None, reader: Reader
) -> Reading:
    """Read once for each state of the book: a report is looked at again and again before it is issued. Shared: not to be written to."""
    return check_text(blocks, org=org, on=on, known=known, reader=reader)


def _blocks(heading: str, paragraphs: Sequence[TextParagraph]) -> Iterable[tuple[Block, list[tuple[int, int]]]]:
    if heading:
        yield Block(heading, HEADING), []
    for paragraph in paragraphs:
        text, spans = "", []
        for run in paragraph.runs:
            if run.mark is not None:
                spans.append((len(text), len(text) + len(run.text)))
            text += run.text
        yield Block(text), spans


def _overlaps(reading: Reading, alarm: Alarm, marked: Sequence[tuple[int, int]]) -> bool:
    claim = reading.claims[alarm.claims[0]]
    return any(claim.start < last and first < claim.end for first, last in marked)
