"""Splits and what is found out after them (see `decided.py`)."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.exchange.load import load_lines
from tests.oracle.asked import Question, organisations
from tests.oracle.dependence import nothing_depends
from tests.oracle.figures import FIGURES
from tests.oracle.fold import is_valid
from tests.oracle.world import Line
from tests.properties.engine import a_book, counted

pytestmark = pytest.mark.django_db

SPLIT_OF_ONE = [{"org": "S", "name": "Chi bộ S", "persons": ["P1"]}]


def numbered(*rows: Line) -> list[Line]:
    return [{"ref": str(number), **row} for number, row in enumerate(rows, start=1)]


def founded(org: str, parent: str | None, kind: str = "attached_cell") -> Line:
    line = {"kind": "organisation_established", "on": "2020-06-07", "org": org, "name": org, "org_kind": kind}
    return line | ({"parent": parent} if parent else {})


def person(code: str) -> Line:
    return {"kind": "person", "on": "2020-06-07", "person": code, "name": code, "birth": "1980-05-19", "sex": "female"}


def carried_over(code: str) -> Line:
    return {"kind": "carried_over", "on": "2020-06-08", "person": code, "org": "C", "status": "official"}


OPENING = (
    founded("ROOT", None, "direct_superior"),
    founded("C", "ROOT"),
    founded("D", "ROOT"),
    person("P1"),
    person("P2"),
    carried_over("P1"),
)
SPLIT = {"kind": "organisation_split", "on": "2021-02-07", "org": "C", "into": SPLIT_OF_ONE}


def same_answers(lines: list[Line]) -> bool:
    """Whether every organisation has the figures of the naive fold, as now known, after all that happened."""
    question = Question(date(2020, 6, 7), date(2023, 1, 1), len(lines))
    with a_book(lines, all=True) as engine:
        everywhere = engine.everywhere(FIGURES, question)
    return all(everywhere[org] == counted(lines, org, question) for org in organisations(lines, question))


def test_a_split_cell_that_turns_out_to_have_been_left_by_everybody_goes_on_until_it_is_wound_up():
    """P2 was left in C by the split, and is then found to have gone to D before: C is empty, and waits for its own decision."""
    gone = {"kind": "transferred", "on": "2021-01-04", "person": "P2", "org": "D"}
    lines = numbered(*OPENING, carried_over("P2"), SPLIT, gone)
    ended = {"kind": "organisation_wound_up", "on": "2021-02-07", "ref": "end", "org": "C"}
    with a_book(lines, all=True) as engine:
        question = Question(date(2020, 6, 7), date(2023, 1, 1), len(lines) + 1)
        before = engine.everywhere(["cell_count", "member_total"], Question(question.start, question.end, len(lines)))
        assert (before["C"], before["ROOT"]) == ({"cell_count": 1, "member_total": 0}, {"cell_count": 3, "member_total": 2})
        engine.load([ended])
        assert engine.everywhere(["cell_count"], question)["ROOT"] == {"cell_count": 2}


def test_nobody_is_found_to_have_stood_in_a_cell_that_a_split_has_ended():
    """Nobody was left in C, so it ended; who is then said to have stayed there must have been somewhere else."""
    lines = numbered(*OPENING, SPLIT)
    with a_book(lines, all=True):
        [fault] = load_lines([{**carried_over("P2"), "ref": "late"}], actor="property").errors
        assert "kết thúc" in fault.message


def test_a_split_recorded_late_is_reversed():
    """The expulsion was recorded before the split and does not lean on it: it goes back to C."""
    expelled = {"kind": "expelled", "on": "2021-09-01", "person": "P1"}
    lines = numbered(*OPENING, carried_over("P2"), expelled, SPLIT)
    assert nothing_depends(lines, lines[-1]["ref"])
    reversal = {"kind": "reversal", "on": "2021-10-01", "ref": "r", "of": lines[-1]["ref"]}
    assert is_valid([*lines, reversal])
    assert same_answers([*lines, reversal])
