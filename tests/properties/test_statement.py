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

pytestmark = pytest.mark.django_db

ANY = st.one_of(ledgers(), ledgers(crowded=True))


def total(found: Statement, *sides: str) -> int:
    return sum(line.value for line in found.lines if line.side in sides)


# The program's line, its side, and the reasons of the naive fold that are in it.
REASONS = {
    "member_carried_over": ("increase", ["carried_over"]),
    "admitted": ("increase", ["admitted", "readmitted"]),
    "transfers_in_outside": ("increase", ["transferred_in"]),
    "transfers_in_book": ("increase", ["transferred"]),
    "member_restored": ("increase", ["restored"]),
    "member_died": ("decrease", ["died"]),
    "member_expelled": ("decrease", ["expelled"]),
    "member_struck_off": ("decrease", ["struck_off"]),
    "member_left_party": ("decrease", ["left_voluntarily"]),
    "admission_annulled": ("decrease", ["admission_annulled"]),
    "transfers_out_outside": ("decrease", ["transferred_out"]),
    "transfers_out_book": ("decrease", ["transferred"]),
}


def expected(lines: list[Line], org: str, question: Question) -> dict[str, int]:
    """The statement by the oracle, under the program's names; what is nothing is left out."""
    found = statement(Book(lines, question.known), org, question.start, question.end)
    sides = {"increase": found.increase, "decrease": found.decrease}
    said = {code: sum(sides[side][reason] for reason in reasons) for code, (side, reasons) in REASONS.items()}
    said |= {"member_received_with_orgs": found.received, "member_handed_over_with_orgs": found.handed_over}
    return {"opening": found.opening, "closing": found.closing} | {code: count for code, count in said.items() if count}


@given(ledger_questions(ANY))
def test_the_statement_balances_and_is_the_naive_one(asked: tuple[list[Line], list[Question]]):
    lines, questions = asked
    with a_book(lines) as engine:
        for question in questions:
            for org in organisations(lines, question):
                said = engine.statement(org, question)
                gained, lost = total(said, "increase", "received"), total(said, "decrease", "handed_over")
                assert said.opening + gained - lost == said.closing, (org, question)
                found = {line.code: line.value for line in said.lines if line.value}
                found |= {"opening": said.opening, "closing": said.closing}
                assert found == expected(lines, org, question), (org, question)
