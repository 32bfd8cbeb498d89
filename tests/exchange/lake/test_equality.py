"""The whole catalogue, on random ledgers, is equal on the live database and in the lake: here DuckDB, on the engine under test.

The live database is held against the naive count by `tests/properties`, on SQLite and on PostgreSQL; `test_cluster.py` holds Spark
against both.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.exchange.lake import write
from dangvu.exchange.lake.rows import COARSE
from dangvu.exchange.lake.trees import TOGETHER
from dangvu.figures import services
from dangvu.figures.services import Query
from dangvu.figures.statement import statement
from tests.exchange.lake.books import CARRIED, lake_of
from tests.oracle.asked import Question, ledger_questions, organisations
from tests.oracle.ledgers import ledgers
from tests.oracle.world import Line
from tests.properties.engine import a_book

pytestmark = pytest.mark.django_db
ANY = st.one_of(ledgers(), ledgers(crowded=True))
Asked = tuple[list[Line], list[Question]]
LEFT = frozenset({"occupation"})
"""Attributes a lake never carries."""


@given(ledger_questions(ANY, count=2), st.data())
def test_the_lake_answers_what_the_books_answer(asked: Asked, data: st.DataObject) -> None:
    """Values everywhere; for one organisation the parts, the rows and the movement statement. The lake grew by appends."""
    lines, questions = asked
    cut = data.draw(st.integers(1, len(lines)))
    with tempfile.TemporaryDirectory() as place, a_book(lines[:cut]) as engine:
        folder = Path(place) / "lake"
        write.export(folder)
        engine.load(lines[cut:])
        write.append(folder)
        lake = lake_of(folder)
        for question in questions:
            live = engine.query(question, data.draw(st.sampled_from(organisations(lines, question))))
            query = replace(live, store=lake)
            assert services.evaluate_everywhere(CARRIED, query) == services.evaluate_everywhere(CARRIED, live), question
            assert statement(query) == statement(live)
            code = data.draw(st.sampled_from(sorted(CARRIED)))
            assert services.rows(code, query) == services.rows(code, live), (code, question)
            for by in set(services.get(code).dimensions) - COARSE - LEFT:
                assert services.breakdown(code, query, by) == services.breakdown(code, live, by), (code, by, question)
        lake.close()


@given(ledger_questions(ANY, count=1), ledger_questions(ANY, count=1), st.data())
def test_one_organisation_of_several_books_is_told_without_the_others(one: Asked, two: Asked, data: st.DataObject) -> None:
    """All books together, whose tree nobody reads, and any organisation, of whose book alone the tree is read."""
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / name for name in ("one", "two")]
        for (lines, _questions), folder in zip((one, two), folders, strict=True):
            with a_book(lines):
                write.export(folder)
        lake = lake_of(*folders)
        for _lines, [question] in (one, two):
            moments = [row[0] for book in lake.books for row in lake.engine.rows(f"SELECT recorded FROM {book.table('entry')}")]
            known = data.draw(st.none() | st.sampled_from(sorted(moments)))
            query = Query(TOGETHER, None, question.start, question.end, known, lake)
            everywhere = services.evaluate_everywhere(CARRIED, query)
            there = list(everywhere[CARRIED[0]])
            for org in {TOGETHER, data.draw(st.sampled_from(there))}:
                for codes in [(code,) for code in CARRIED] + [CARRIED]:
                    found = services.evaluate(codes, replace(query, org=org))
                    assert found == {code: everywhere[code][org] for code in codes}, (org, question)
        lake.close()
