"""The engine on a small book: borders, hand-overs, reversals, moments of knowledge, turns and different ones."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.figures import services
from dangvu.figures.services import Query
from dangvu.ledger import book
from tests import cast
from tests.cast import line
from tests.figures.asking import FIRST, LAST, query, value

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_book() -> None:
    cast.record(*cast.book())


def test_a_move_counts_only_across_the_border() -> None:
    cast.record(line("transferred", "2021-05-01", person="an", org="B"), line("transferred", "2022-05-01", person="an", org="D"))
    seen = {org: (value("transfers_in", org), value("transfers_out", org), value("transfers_internal", org)) for org in "ABD"}
    assert seen == {"A": (0, 1, 0), "B": (1, 1, 0), "D": (1, 0, 0)}
    assert [value(code, "K1") for code in ("transfers_in", "transfers_out", "transfers_internal", "transfers_total")] == [0, 1, 1, 2]
    assert [value(code, "K2") for code in ("transfers_in", "transfers_out", "transfers_internal")] == [1, 0, 0]
    assert [value(code, "R") for code in ("transfers_in", "transfers_out", "transfers_internal")] == [0, 0, 2]


def test_a_flow_counts_in_the_tree_of_its_day_and_a_stock_in_the_tree_of_its_date() -> None:
    cast.record(
        line("admitted", "2025-01-10", person="chi", org="B"),
        line("organisation_moved", "2025-02-01", org="B", parent="K2"),
        line("transferred", "2025-03-01", person="an", org="B"),
    )
    ask = {"start": "2025-01-01", "end": "2025-12-31"}
    assert (value("admitted", "K1", **ask), value("admitted", "K2", **ask)) == (1, 0)
    assert (value("transfers_out", "K1", **ask), value("transfers_in", "K2", **ask)) == (1, 1)
    assert (value("member_total", "K1", **ask), value("member_total", "K2", **ask)) == (0, 3)
    assert value("member_total", "K1", end="2025-01-31") == 2


def test_a_hand_over_brings_its_members_without_any_admission_or_transfer() -> None:
    cast.record(line("organisation_moved", "2021-06-01", org="C", parent="K1"))
    asked = ("org_received", "org_handed_over", "org_received_members", "org_handed_over_members", "transfers_in", "admitted")
    assert [value(code, "K1") for code in asked] == [1, 0, 1, 0, 0, 0]
    assert [value(code, "K2") for code in asked] == [0, 1, 0, 1, 0, 0]
    assert [value(code, "R") for code in asked] == [0] * 6
    assert value("org_transferred", "K1") == value("org_transferred", "K2") == 1
    assert value("org_received_members", "K1", end="2021-05-31") == 0


def test_an_organisation_received_twice_counts_twice() -> None:
    for day, parent in (("2021-06-01", "K1"), ("2021-07-01", "K2"), ("2021-08-01", "K1")):
        cast.record(line("organisation_moved", day, org="C", parent=parent))
    assert [value(code, "K1") for code in ("org_received", "org_handed_over", "org_received_members")] == [2, 1, 2]
    assert (value("member_received_with_orgs", "K1"), value("member_handed_over_with_orgs", "K1")) == (2, 1)


def test_an_absorbed_cell_comes_with_its_members_across_the_border_only() -> None:
    cast.record(line("organisation_absorbed", "2021-06-01", org="C", into="B"))
    assert (value("member_received_with_orgs", "K1"), value("member_handed_over_with_orgs", "K2")) == (1, 1)
    assert (value("member_received_with_orgs", "R"), value("org_received", "K1"), value("transfers_in", "B")) == (0, 0, 0)
    assert (value("cell_count", "K2"), value("cell_count", "R"), value("org_ended", "R")) == (1, 3, 1)


def test_a_reversed_hand_over_leaves_nothing_and_is_remembered_as_it_was_known() -> None:
    cast.record(line("organisation_moved", "2021-06-01", org="C", parent="K1", ref="wrong"))
    before = book.last_number()
    cast.record(line("reversal", "2021-06-01", of="wrong"))
    asked = ("org_received", "org_received_members", "member_total")
    assert [value(code, "K1") for code in asked] == [0, 0, 1]
    assert [value(code, "K1", known=before) for code in asked] == [1, 1, 2]


def test_later_knowledge_changes_no_earlier_answer() -> None:
    cast.record(line("died", "2022-02-02", person="an"))
    then = book.last_number()
    cast.record(line("transferred", "2021-01-01", person="an", org="D"))
    assert (value("member_died", "A", known=then), value("member_died", "D", known=then)) == (1, 0)
    assert (value("member_died", "A"), value("member_died", "D")) == (0, 1)
    assert (value("member_total", "D", end="2022-01-01", known=then), value("member_total", "D", end="2022-01-01")) == (0, 1)


def test_a_reversal_pair_is_nothing_counted() -> None:
    cast.record(line("badge_awarded", "2021-02-03", person="an", years=30, ref="badge"))
    assert value("badge_total", "R") == 1
    cast.record(line("reversal", "2021-02-03", of="badge"))
    assert value("badge_total", "R") == 0
    assert services.rows("badge_total", query("R")) == []


def _inspect(day: str, acting: str, sort: str, *targets: dict[str, str]) -> None:
    cast.record(line("inspection_round", day, org="K1", type=sort, acting=acting, topic="x", targets=list(targets)))


def test_rounds_turns_and_different_ones_are_three_figures() -> None:
    _inspect("2021-03-01", "committee", "inspection_thematic", {"org": "A"}, {"org": "B"}, {"person": "an"})
    _inspect("2021-09-01", "committee", "inspection_on_sign", {"org": "A", "conclusion": "violation"}, {"person": "an"})
    _inspect("2021-10-01", "inspection_commission", "inspection_thematic", {"org": "A"})
    _inspect("2021-11-01", "committee", "supervision_routine", {"org": "A"})
    _inspect("2021-11-01", "committee", "supervision_thematic", {"org": "B"})
    counted = {
        "inspection_rounds": 2, "inspected_orgs": 3, "inspected_orgs_distinct": 2, "inspected_members": 2,
        "inspected_members_distinct": 1, "inspected_sign_orgs": 1, "inspected_sign_members": 1, "inspection_concluded": 1,
        "violation_concluded_orgs": 1, "supervision_rounds": 1, "supervised_orgs": 1, "supervised_orgs_distinct": 1,
        "inspection_rounds_commission": 1, "inspected_orgs_commission": 1, "inspected_sign_orgs_commission": 0,
    }  # fmt: skip
    assert {code: value(code, "K1") for code in counted} == counted
    assert {code: value(code, "R") for code in counted} == counted


def test_who_is_no_member_of_the_base_makes_no_rate() -> None:
    cast.record(line("handbook_registered", "2022-01-01", person="an"))
    answer = services.evaluate(["handbook_rate"], query("K1"))["handbook_rate"]
    assert (answer.value, answer.base) == (Decimal("100.0"), {"numerator": 1, "denominator": 1})
    assert (value("handbook_rate", "R"), value("handbook_rate", "B")) == (Decimal("50.0"), None)
    assert value("handbook_registered", "R") == 1


def test_people_are_counted_by_what_was_true_of_them_and_known() -> None:
    assert (value("member_by_gender", "R"), value("member_by_ethnicity", "R"), value("member_by_religion", "R")) == (1, 1, 0)
    then = book.last_number()
    cast.record(line("amended", "2022-01-01", person="binh", changes={"ethnicity": "Kinh", "religion": "Phật giáo"}))
    assert (value("member_by_ethnicity", "R"), value("member_by_religion", "R")) == (0, 1)
    assert value("member_by_ethnicity", "R", end="2021-12-31") == 1
    assert value("member_by_ethnicity", "R", known=then) == 1


def test_an_attribute_nobody_knows_is_said_and_not_counted() -> None:
    cast.record(line("amended", "2022-01-01", person="an", changes={"sex": None}))
    answer = services.evaluate(["member_by_gender"], query("R"))["member_by_gender"]
    assert answer.value == 1 and answer.remark.startswith("1 ")


def test_an_answer_says_what_it_depends_on() -> None:
    found = services.evaluate(["member_total", "admitted", "admission_rate_of_members"], query("R"))
    days = {code: (answer.as_of, answer.start, answer.end) for code, answer in found.items()}
    first, last = dt.date.fromisoformat(FIRST), dt.date.fromisoformat(LAST)
    assert days["member_total"] == (last, None, None)
    assert days["admitted"] == (None, first, last)
    assert {answer.known for answer in found.values()} == {book.last_number()}


def test_many_figures_are_a_handful_of_statements() -> None:
    cast.record(line("organisation_moved", "2021-06-01", org="C", parent="K1"))
    codes = [figure.code for figure in services.catalogue()]
    asked = query("K1")
    # The accounts are read once for each state of the book.
    services.evaluate(["member_total"], asked)
    with CaptureQueriesContext(connection) as few:
        services.evaluate(["member_total", "cell_count", "admitted", "badge_total", "inspected_orgs", "handbook_rate"], asked)
    with CaptureQueriesContext(connection) as all_of_them:
        services.evaluate(codes, asked)
    with CaptureQueriesContext(connection) as everywhere:
        services.evaluate_everywhere(codes, asked)
    # One of them learns that nothing is packed (``ledger.pages``).
    assert len(few) <= 6, [each["sql"] for each in few]
    # However many figures and organisations are asked: a statement for each kind of sum, not for each figure.
    # Two of them read the days of entering and recognition that the gaps of records are judged by; two ask whether what was
    # judged before still holds.
    assert len(all_of_them) <= 22 and len(everywhere) <= 22


def test_a_course_is_a_stock_on_each_day_and_a_flow_between_days() -> None:
    cast.record(line("died", "2021-07-01", person="an"))
    days = [dt.date(2020, 12, 31), dt.date(2021, 6, 30), dt.date(2021, 12, 31)]
    asked = query("R", start="2021-01-01", end="2021-12-31")
    assert [found for _, found in services.series("member_total", asked, days)] == [2, 2, 1]
    assert [found for _, found in services.series("member_died", asked, days)] == [None, 0, 1]


def test_an_organisation_not_known_then_is_refused() -> None:
    with pytest.raises(services.BadQuery):
        services.evaluate(["member_total"], Query(10**9, dt.date(2021, 1, 1)))
    with pytest.raises(services.BadQuery):
        services.evaluate(["member_total"], query("R", known=0))
