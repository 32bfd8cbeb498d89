"""The program under test, spoken to in the oracle's words: codes of organisations and places in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from hypothesis import reject

from dangvu.exchange.load import load_lines
from dangvu.figures import services
from dangvu.figures.services import Answer, Query, Row
from dangvu.figures.statement import Statement, statement
from dangvu.orgs.models import Organisation
from tests.oracle.asked import Question
from tests.oracle.figures import FIGURES, Value, value
from tests.oracle.fold import Book
from tests.oracle.world import Line
from tests.properties.decided import decided_at_recording


@dataclass
class Engine:
    """A book being filled. `numbers[place - 1]` is the entry number of the line at `place`.

    Ledgers on which the program decides otherwise are passed over unless `all` are wanted.
    """

    all: bool = False
    lines: list[Line] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def load(self, lines: Iterable[Line]) -> None:
        """Record the lines; every one must be taken, for the oracle has found it possible."""
        lines = list(lines)
        if not lines:
            return
        self.lines += lines
        if not self.all and decided_at_recording(self.lines):
            reject()
        report = load_lines(lines, actor="property")
        assert not report.errors, [f"{error.line} {error.field}: {error.message}" for error in report.errors]
        assert report.appended == len(lines)
        self.numbers += range(report.first_entry, report.last_entry + 1)

    def query(self, question: Question, org: str = "ROOT") -> Query:
        known = self.numbers[question.known - 1]
        return Query(org=identity(org), as_of=None, start=question.start, end=question.end, known=known)

    def values(self, codes: Iterable[str], org: str, question: Question) -> dict[str, Value]:
        return plain(services.evaluate(tuple(codes), self.query(question, org)))

    def everywhere(self, codes: Iterable[str], question: Question) -> dict[str, dict[str, Value]]:
        """By organisation, then by figure."""
        found = services.evaluate_everywhere(tuple(codes), self.query(question))
        names = dict(Organisation.objects.values_list("pk", "code"))
        answers: dict[str, dict[str, Value]] = {}
        for code, by_org in found.items():
            for org, answer in by_org.items():
                answers.setdefault(names[org], {})[code] = answer.value
        return answers

    def breakdown(self, code: str, org: str, question: Question, by: str) -> list[Value]:
        return [part.value for part in services.breakdown(code, self.query(question, org), by)]

    def rows(self, code: str, org: str, question: Question) -> list[Row]:
        return services.rows(code, self.query(question, org))

    def series(self, code: str, org: str, question: Question, days: list[date]) -> list[Value]:
        return [point for _day, point in services.series(code, self.query(question, org), days)]

    def statement(self, org: str, question: Question) -> Statement:
        return statement(self.query(question, org))


def identity(code: str) -> int:
    return Organisation.objects.get(code=code).pk


def plain(answers: dict[str, Answer]) -> dict[str, Value]:
    return {code: answer.value for code, answer in answers.items()}


def counted(lines: list[Line], org: str, question: Question) -> dict[str, Value]:
    """Every figure of an organisation by the oracle."""
    book = Book(lines, question.known)
    return {code: value(code, book, org, question.start, question.end) for code in FIGURES}


@contextmanager
def a_book(lines: Iterable[Line], *, all: bool = False) -> Iterator[Engine]:
    """A book with these lines in it, gone at the end."""
    with transaction.atomic():
        engine = Engine(all)
        engine.load(lines)
        yield engine
        transaction.set_rollback(True)
