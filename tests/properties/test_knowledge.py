"""Two times: what is learned later leaves earlier answers alone, and the order of learning leaves the truth alone."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracle.asked import Question, questions
from tests.oracle.figures import FIGURES, Value
from tests.oracle.ledgers import ledgers, ledgers_and_a_line, ledgers_and_more, reordered
from tests.oracle.world import Line
from tests.properties.engine import Engine, a_book

pytestmark = pytest.mark.django_db

Everything = list[dict[str, dict[str, Value]]]


def everything(engine: Engine, asked: list[Question]) -> Everything:
    """Every figure of every organisation, for each question."""
    return [engine.everywhere(FIGURES, question) for question in asked]


def at(number: int, asked: list[Question]) -> list[Question]:
    return [Question(question.start, question.end, number) for question in asked]


@given(ledgers_and_more(), st.data())
def test_later_knowledge_changes_no_earlier_answer(ledger: tuple[list[Line], int], data: st.DataObject):
    lines, known = ledger
    asked = at(known, [data.draw(questions(lines)) for _ in range(3)])
    with a_book(lines[:known]) as engine:
        before = everything(engine, asked)
        engine.load(lines[known:])
        assert everything(engine, asked) == before


@given(ledgers(without=("reversal",)), st.data())
def test_the_order_of_recording_does_not_matter(lines: list[Line], data: st.DataObject):
    other = data.draw(reordered(lines))
    assume(other is not None and other != lines)
    asked = at(len(lines), [data.draw(questions(lines)) for _ in range(3)])
    with a_book(lines) as engine:
        one_way = everything(engine, asked)
    with a_book(other) as engine:
        assert everything(engine, asked) == one_way


@given(ledgers_and_a_line(), st.data())
def test_a_reversal_restores(ledger: tuple[list[Line], Line | None], data: st.DataObject):
    lines, line = ledger
    assume(line is not None)
    asked = [data.draw(questions(lines)) for _ in range(3)]
    reversal = {"kind": "reversal", "on": line["on"], "ref": "reversal of the last", "of": line["ref"]}
    with a_book(lines) as engine:
        before = everything(engine, at(len(lines), asked))
        engine.load([line])
        during = everything(engine, at(len(lines) + 1, asked))
        engine.load([reversal])
        assert restored_to(before, everything(engine, at(len(lines) + 2, asked)))
        assert everything(engine, at(len(lines), asked)) == before
        assert everything(engine, at(len(lines) + 1, asked)) == during


def restored_to(before: Everything, after: Everything) -> bool:
    """Equal for every organisation there was; one that the reversed line founded may still be named, with nothing."""
    return all(new[org] == figures for old, new in zip(before, after, strict=True) for org, figures in old.items())
