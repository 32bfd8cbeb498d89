"""The smallest ledgers on which the program and the naive fold differ (see `gaps.py`)."""

from __future__ import annotations

from datetime import date

import pytest

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
    with a_book(lines, gaps=True) as engine:
        everywhere = engine.everywhere(FIGURES, question)
    return all(everywhere[org] == counted(lines, org, question) for org in organisations(lines, question))


@pytest.mark.xfail(strict=True, reason="the end of a split cell is taken as decided when the split is recorded")
def test_a_split_cell_that_turns_out_to_have_been_left_by_everybody_has_ended():
    """P2 was left in C by the split, and is then found to have gone to D before: nobody was left, C ended."""
    gone = {"kind": "transferred", "on": "2021-01-04", "person": "P2", "org": "D"}
    assert same_answers(numbered(*OPENING, carried_over("P2"), SPLIT, gone))


@pytest.mark.xfail(strict=True, reason="the end of a split cell is taken as decided when the split is recorded")
def test_a_split_cell_that_turns_out_to_have_kept_somebody_goes_on():
    """P2 is found to have stood in C before the split: somebody was left, C goes on."""
    assert same_answers(numbered(*OPENING, SPLIT, carried_over("P2")))


@pytest.mark.xfail(strict=True, reason="entries recorded before a founding are taken to depend on it")
def test_a_split_recorded_late_is_reversed():
    """The expulsion was recorded before the split and does not lean on it: it goes back to C."""
    expelled = {"kind": "expelled", "on": "2021-09-01", "person": "P1"}
    lines = numbered(*OPENING, carried_over("P2"), expelled, SPLIT)
    assert nothing_depends(lines, lines[-1]["ref"])
    reversal = {"kind": "reversal", "on": "2021-10-01", "ref": "r", "of": lines[-1]["ref"]}
    assert is_valid([*lines, reversal])
    assert same_answers([*lines, reversal])
