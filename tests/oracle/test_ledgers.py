"""What the strategies promise: every prefix of a ledger can be so, and the oracle's own statement balances on it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.asked import days
from tests.oracle.fold import Book, is_valid
from tests.oracle.ledgers import ledgers
from tests.oracle.statement import statement
from tests.oracle.world import Line

ANY = st.one_of(ledgers(), ledgers(crowded=True))


@given(ANY)
def test_every_prefix_is_valid(lines: list[Line]):
    assert all(is_valid(lines[:known]) for known in range(len(lines) + 1))
    assert len({line["ref"] for line in lines}) == len(lines)


@given(ANY, days(), days())
def test_the_statement_of_the_oracle_balances(lines: list[Line], one: date, other: date):
    book, (start, end) = Book(lines), sorted((one, other))
    for org in book.at_the_end().orgs:
        assert statement(book, org, start, end).balances
