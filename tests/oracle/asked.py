"""Random questions: days, periods, entry numbers and organisations of a random ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.fold import Book, days_of
from tests.oracle.world import Line
from tests.oracle.writer import LAST, OPENING, Draw


@dataclass(frozen=True)
class Question:
    """A period (its stocks at the end) and an entry number at which it is asked."""

    start: date
    end: date
    known: int


def days() -> st.SearchStrategy[date]:
    return st.dates(OPENING, OPENING + timedelta(days=LAST))


@st.composite
def questions(draw: Draw, lines: list[Line]) -> Question:
    """Half of the days asked for are days on which something happens; half of the questions know all there is."""
    happening = st.sampled_from(days_of(lines))
    start, end = sorted((draw(happening | days()), draw(happening | days())))
    return Question(start, end, draw(st.just(len(lines)) | st.integers(1, len(lines))))


@st.composite
def ledger_questions(draw: Draw, written: st.SearchStrategy[list[Line]], count: int = 3) -> tuple[list[Line], list[Question]]:
    """A ledger with some questions about it."""
    lines = draw(written)
    return lines, [draw(questions(lines)) for _ in range(count)]


def organisations(lines: list[Line], question: Question) -> list[str]:
    """The codes of the organisations that exist (open or closed) at the end of the period, as known then."""
    return list(Book(lines, question.known).at(question.end).orgs)
