"""The movement statement: every line in its place, and the way from opening to closing explained."""

from __future__ import annotations

import pytest

from dangvu.figures import services
from dangvu.figures.statement import Statement, statement
from tests import cast
from tests.cast import line
from tests.figures.asking import day, query

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_book() -> None:
    cast.record(*cast.book())


def told(found: Statement) -> dict[str, int]:
    return {each.code: each.value for each in found.lines if each.value}


def test_the_opening_of_the_book_is_a_line_of_its_own_period_only() -> None:
    first = statement(query("R", "2020-01-01", "2020-12-31"))
    assert (first.opening, told(first), first.closing) == (0, {"member_carried_over": 2}, 2)
    second = statement(query("R", "2020-01-02", "2020-12-31"))
    assert (second.opening, told(second), second.closing) == (2, {}, 2)
    assert "member_carried_over" not in [each.code for each in second.lines]


def test_each_change_has_its_line() -> None:
    cast.record(
        line("transferred", "2021-02-01", person="an", org="C"),
        line("struck_off", "2021-03-01", person="binh"),
        line("readmitted", "2022-09-01", person="binh", org="B"),
        line("organisation_moved", "2021-04-01", org="C", parent="K1"),
    )
    found = statement(query("K1", "2021-01-01", "2022-12-31"))
    assert told(found) == {"transfers_out_book": 1, "admitted": 1, "member_received_with_orgs": 1}
    assert (found.opening, found.closing, found.identity_holds) == (1, 2, True)
    admitted = next(each for each in found.lines if each.code == "admitted")
    assert [(each.code, each.value) for each in admitted.of_which] == [("readmitted", 1)]
    other = statement(query("K2", "2021-01-01", "2022-12-31"))
    assert told(other) == {"transfers_in_book": 1, "member_struck_off": 1, "member_handed_over_with_orgs": 1}
    struck_off = next(each for each in other.lines if each.code == "member_struck_off")
    assert [(each.code, each.value) for each in struck_off.of_which] == [("member_struck_off_probationary", 1)]
    assert (other.opening, other.closing, other.identity_holds) == (1, 0, True)


def test_the_organisations_that_came_are_named_with_their_members() -> None:
    cast.record(
        line("organisation_moved", "2021-04-01", org="C", parent="K1"),
        line("organisation_absorbed", "2021-05-01", org="A", into="D"),
    )
    found = statement(query("K1"))
    lines = {each.side: each for each in found.lines if each.organisations}
    assert [(each.name, each.on, each.members) for each in lines["received"].organisations] == [("Chi bộ C", day("2021-04-01"), 1)]
    assert [(each.org, each.on, each.members) for each in lines["handed_over"].organisations] == [(cast.org("A"), day("2021-05-01"), 1)]
    taken = statement(query("K2"))
    received = next(each for each in taken.lines if each.side == "received")
    assert [(each.org, each.members) for each in received.organisations] == [(cast.org("A"), 1)]


def test_a_whole_branch_handed_over_is_named_once_by_its_head() -> None:
    cast.record(
        line("organisation_established", "2021-01-01", org="R2", name="Đảng bộ huyện khác", org_kind="direct_superior"),
        line("organisation_moved", "2021-04-01", org="K2", parent="R2"),
    )
    found = statement(query("R2", "2021-02-01"))
    received = next(each for each in found.lines if each.side == "received")
    assert [(each.name, each.members) for each in received.organisations] == [("Đảng bộ K2", 1)]
    assert (found.opening, found.closing, found.identity_holds) == (0, 1, True)
    assert [statement(query(org, "2021-02-01")).identity_holds for org in ("R", "K1", "K2", "C")] == [True] * 4


def test_every_line_is_a_figure_whose_rows_prove_it() -> None:
    cast.record(
        line("organisation_absorbed", "2021-05-01", org="A", into="D"),
        line("died", "2021-06-01", person="an"),
    )
    for org in ("R", "K1", "K2", "A", "D"):
        asked = query(org)
        for each in statement(asked).lines:
            assert sum(row.quantity for row in services.rows(each.code, asked)) == each.value, (org, each.code)


def test_a_statement_needs_a_period() -> None:
    with pytest.raises(services.BadQuery):
        statement(services.Query(cast.org("R"), day("2021-01-01")))
