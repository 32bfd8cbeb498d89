"""Every figure of the engine equals the naive count, for every organisation, any period, as now or as once known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.asked import Question, ledger_questions, organisations
from tests.oracle.figures import FIGURES, STOCKS_AND_CELLS
from tests.oracle.fold import Book
from tests.oracle.ledgers import ledgers
from tests.oracle.world import Line
from tests.properties.engine import a_book, counted

pytestmark = pytest.mark.django_db

Asked = tuple[list[Line], list[Question]]


ANY = st.one_of(ledgers(), ledgers(crowded=True))


@given(ledger_questions(ANY))
def test_every_figure_of_every_organisation_is_the_naive_count(asked: Asked):
    lines, questions = asked
    with a_book(lines) as engine:
        for question in questions:
            everywhere = engine.everywhere(FIGURES, question)
            for org in organisations(lines, question):
                said, naive = everywhere[org], counted(lines, org, question)
                assert not {code: (said[code], naive[code]) for code in FIGURES if said[code] != naive[code]}, org


@given(ledger_questions(ledgers(), count=2))
def test_everywhere_is_each_one(asked: Asked):
    lines, questions = asked
    with a_book(lines) as engine:
        for question in questions:
            everywhere = engine.everywhere(FIGURES, question)
            for org in organisations(lines, question):
                assert everywhere[org] == engine.values(FIGURES, org, question), (org, question)


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
