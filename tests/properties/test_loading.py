"""What can be so is recorded: the program takes every line that the oracle finds possible, one entry a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.ledger.verify import verify
from tests.oracle.ledgers import ledgers, ledgers_and_more
from tests.oracle.world import Line
from tests.properties.engine import a_book

pytestmark = pytest.mark.django_db


@given(st.one_of(ledgers(), ledgers(crowded=True)))
def test_every_possible_line_is_taken_and_the_proof_finds_nothing(lines: list[Line]):
    with a_book(lines) as engine:
        assert engine.numbers == list(range(engine.numbers[0], engine.numbers[0] + len(lines)))
        findings, _read = verify()
        assert findings == []


@given(ledgers_and_more())
def test_a_ledger_may_come_in_two_loads(ledger: tuple[list[Line], int]):
    lines, first = ledger
    with a_book(lines[:first]) as engine:
        engine.load(lines[first:])
        assert len(engine.numbers) == len(lines)
        findings, _read = verify()
        assert findings == []
