"""The movement statement of the engine balances by itself and says what the naive one says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.figures.statement import Statement
from tests.oracle.asked import Question, ledger_questions, organisations
from tests.oracle.fold import Book
from tests.oracle.ledgers import ledgers
from tests.oracle.statement import statement
from tests.oracle.world import Line
from tests.properties.engine import a_book

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ANY = st.one_of(ledgers(), ledgers(crowded=True))


def total(found: Statement, side: str) -> int:
    return sum(line.value for line in found.lines if line.side == side)


@given(ledger_questions(ANY))
def test_the_statement_balances_and_is_the_naive_one(asked: tuple[list[Line], list[Question]]):
    lines, questions = asked
    with a_book(lines) as engine:
        for question in questions:
            book = Book(lines, question.known)
            for org in organisations(lines, question):
                said = engine.statement(org, question)
                gained = total(said, "increase") + total(said, "received")
                lost = total(said, "decrease") + total(said, "handed_over")
                assert said.opening + gained - lost == said.closing, (org, question)
                counted = statement(book, org, question.start, question.end)
                assert (said.opening, said.closing) == (counted.opening, counted.closing), (org, question)
                assert total(said, "increase") == counted.increase.total(), (org, question)
                assert total(said, "decrease") == counted.decrease.total(), (org, question)
                assert total(said, "received") == counted.received, (org, question)
                assert total(said, "handed_over") == counted.handed_over, (org, question)
