"""Every figure of the engine equals the naive count, for every organisation, any period, as now or as once known."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.oracle.asked import Question, ledger_questions, organisations
from tests.oracle.figures import FIGURES, STOCKS_AND_CELLS, value
from tests.oracle.fold import Book
from tests.oracle.ledgers import ledgers
from tests.oracle.world import Line
from tests.properties.engine import Engine, a_book

pytestmark = pytest.mark.django_db

Asked = tuple[list[Line], list[Question]]
NOT_A_SUM = ("handbook_rate", "inspected_orgs_distinct", "supervised_orgs_distinct")


def differences(engine: Engine, lines: list[Line], question: Question, org: str) -> dict[str, tuple[object, object]]:
    """By figure: what the engine says and what the oracle counts, where they differ."""
    book, said = Book(lines, question.known), engine.values(FIGURES, org, question)
    counted = {code: value(code, book, org, question.start, question.end) for code in FIGURES}
    return {code: (said[code], counted[code]) for code in FIGURES if said[code] != counted[code]}


@given(ledger_questions(ledgers()))
def test_every_figure_is_the_naive_count(asked: Asked):
    lines, questions = asked
    with a_book(lines) as engine:
        for question in questions:
            for org in organisations(lines, question)[::3]:
                assert not differences(engine, lines, question, org), (org, question)


@given(ledger_questions(ledgers(crowded=True)))
def test_every_figure_is_the_naive_count_on_crowded_days(asked: Asked):
    lines, questions = asked
    with a_book(lines) as engine:
        for question in questions:
            for org in organisations(lines, question)[::3]:
                assert not differences(engine, lines, question, org), (org, question)


@given(ledger_questions(ledgers(), count=2))
def test_everywhere_is_each_one(asked: Asked):
    lines, questions = asked
    with a_book(lines) as engine:
        for question in questions:
            everywhere = engine.everywhere(FIGURES, question)
            for org in organisations(lines, question):
                assert everywhere[org] == engine.values(FIGURES, org, question), (org, question)


@given(ledger_questions(ledgers(), count=2))
def test_the_parts_by_organisation_make_the_whole(asked: Asked):
    lines, questions = asked
    with a_book(lines) as engine:
        for question in questions:
            for org in organisations(lines, question)[:3]:
                for code, whole in engine.values(FIGURES, org, question).items():
                    if code not in NOT_A_SUM:
                        assert sum(engine.breakdown(code, org, question, "org")) == whole, (code, org, question)


@given(ledger_questions(ledgers()))
def test_a_stock_is_that_of_the_children_and_its_own(asked: Asked):
    """Only a cell has members of its own, so a committee's stock is the sum of the stocks below it."""
    lines, questions = asked
    with a_book(lines) as engine:
        for question in questions:
            world = Book(lines, question.known).at(question.end)
            everywhere = engine.everywhere(STOCKS_AND_CELLS, question)
            for org in (org for org in world.orgs.values() if not org.is_cell):
                below = [everywhere[child.code] for child in world.orgs.values() if child.parent == org.code]
                summed = {code: sum(child[code] for child in below) for code in STOCKS_AND_CELLS}
                assert everywhere[org.code] == summed, (org, question)
