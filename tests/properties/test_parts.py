"""What stands behind a number makes that number: its parts, its rows, its course."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.figures import services
from tests.oracle.asked import Question, days, ledger_questions, organisations
from tests.oracle.figures import FIGURES, FLOWS, STOCKS_AND_CELLS, value
from tests.oracle.fold import Book
from tests.oracle.ledgers import ledgers
from tests.oracle.world import Line
from tests.properties.engine import a_book

pytestmark = pytest.mark.django_db

Asked = tuple[list[Line], list[Question]]
ANY = st.one_of(ledgers(), ledgers(crowded=True))
DISTINCT = ("inspected_orgs_distinct", "supervised_orgs_distinct")
SUMS = tuple(code for code in FIGURES if code not in (*DISTINCT, "handbook_rate"))


@given(ledger_questions(ANY, count=1), st.data())
def test_the_parts_make_the_whole(asked: Asked, data: st.DataObject):
    """By child organisation for every sum; by one more dimension of each, drawn."""
    lines, [question] = asked
    org = data.draw(st.sampled_from(organisations(lines, question)))
    with a_book(lines) as engine:
        for code, whole in engine.values(SUMS, org, question).items():
            for by in {"org", data.draw(st.sampled_from(services.get(code).dimensions))}:
                assert sum(engine.breakdown(code, org, question, by)) == whole, (code, org, by, question)


@given(ledger_questions(ANY, count=1), st.data())
def test_the_rows_make_the_whole(asked: Asked, data: st.DataObject):
    lines, [question] = asked
    org = data.draw(st.sampled_from(organisations(lines, question)))
    with a_book(lines) as engine:
        for code, whole in engine.values((*SUMS, *DISTINCT), org, question).items():
            rows = engine.rows(code, org, question)
            assert sum(row.quantity for row in rows) == whole, (code, org, question)
            assert all(row.entry in engine.numbers[: question.known] for row in rows if row.entry), (code, org, question)


@given(ledger_questions(ANY, count=1), st.lists(days(), min_size=1, max_size=4, unique=True), st.data())
def test_the_course_is_the_figure_on_each_day(asked: Asked, points: list[date], data: st.DataObject):
    """A stock on each day; a flow in the steps between them, the first one from the start of the period."""
    lines, [question] = asked
    book, points = Book(lines, question.known), sorted(points)
    org = data.draw(st.sampled_from(organisations(lines, question)))
    stock, flow = data.draw(st.sampled_from(STOCKS_AND_CELLS)), data.draw(st.sampled_from(FLOWS))
    starts = [points[0], *(day + timedelta(days=1) for day in points)]
    steps = list(zip(starts, points, strict=False))
    asked_from = Question(points[0], points[-1], question.known)
    with a_book(lines) as engine:
        assert engine.series(stock, org, asked_from, points) == [value(stock, book, org, day, day) for day in points]
        assert engine.series(flow, org, asked_from, points) == [value(flow, book, org, *step) for step in steps]
