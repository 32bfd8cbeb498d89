"""Narrative as runs: text, and for each mark the number it prints and the key of its fact, so that a page can link it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dangvu.reports.content import Fact
from dangvu.reports.marks import Mark, MarkError, PictureMark, Piece, picture_marks, pieces, printed

BULLETS = ("- ", "– ", "+ ")


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of printed text. ``mark`` is its mark as written (None for plain text), ``fact`` its number if it has one."""

    text: str
    mark: str | None = None
    fact: Fact | None = None

    @property
    def broken(self) -> bool:
        """A mark that has no number: printed as it was written, for its author to mend."""
        return self.mark is not None and self.fact is None and self.text == self.mark


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A line of the narrative; ``bullet`` ones were written with a dash in front, ``picture`` is the key of the chart it is."""

    runs: tuple[TextRun, ...]
    bullet: bool = False
    picture: str = ""


def paragraphs(text: str, facts: Mapping[str, Fact], labels: Mapping[str, str]) -> list[TextParagraph]:
    """The printed paragraphs of a narrative; every line is one, empty lines only part them."""
    lines = (line.strip() for line in text.splitlines())
    return [_paragraph(line, facts, labels) for line in lines if line]


def _paragraph(line: str, facts: Mapping[str, Fact], labels: Mapping[str, str]) -> TextParagraph:
    for mark in picture_marks(line):
        return TextParagraph((TextRun(str(mark), str(mark)),), picture=mark.key)
    bullet = line.startswith(BULLETS)
    said = line[2:].lstrip() if bullet else line
    return TextParagraph(tuple(runs(said, facts, labels)), bullet)


def runs(text: str, facts: Mapping[str, Fact], labels: Mapping[str, str]) -> list[TextRun]:
    """One line as runs."""
    return [_run(piece, facts, labels) for piece in pieces(text)]


def _run(piece: Piece, facts: Mapping[str, Fact], labels: Mapping[str, str]) -> TextRun:
    if isinstance(piece, str):
        return TextRun(piece)
    if isinstance(piece, MarkError):
        return TextRun(piece.mark, piece.mark)
    if isinstance(piece, PictureMark):
        return TextRun(str(piece), str(piece))
    return _marked(piece, facts, labels)


def _marked(mark: Mark, facts: Mapping[str, Fact], labels: Mapping[str, str]) -> TextRun:
    if mark.is_label:
        return TextRun(labels.get(mark.code, str(mark)))
    fact = facts.get(mark.key)
    text = printed(fact.value, mark.form, fact.unit) if fact else str(mark)
    return TextRun(text, str(mark), fact)
