"""What organisations are described by, units that meet a target, several parts at once, and targets on any figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dangvu.figures import services
from dangvu.figures.base import among
from dangvu.figures.catalogue.movements import ADMITTED
from dangvu.figures.engines.postings import find
from dangvu.figures.picks import OneOf
from tests import cast
from tests.cast import line
from tests.figures.asking import parts, query, value

pytestmark = pytest.mark.django_db
SPAN = {"from": "2021-01-01", "to": "2021-12-31"}


@pytest.fixture(autouse=True)
def small_book(db: None) -> None:
    cast.record(*cast.book())


def admitted(person: str, org: str, on: str) -> list[cast.Line]:
    known = line("person", "2019-01-01", person=person, name=f"Phạm {person}", birth="1990-01-01")
    return [known, line("admitted", on, person=person, org=org)]


def test_a_sector_holds_from_its_day_on() -> None:
    cast.record(line("organisation_described", "2021-03-01", org="A", sector="non_state"))
    cast.record(*admitted("e", "A", "2021-02-01"), *admitted("g", "A", "2021-04-01"))
    assert parts("admitted_by_sector", "R", "sector") == {"unknown": 1, "non_state": 1}
    assert parts("member_total", "R", "sector") == {"non_state": 3, "unknown": 1}


def test_a_description_may_be_recorded_late_and_changed() -> None:
    cast.record(line("organisation_described", "2022-01-01", org="A", sector="state"))
    cast.record(line("organisation_described", "2021-03-01", org="A", sector="non_state", cell_type="enterprise"))
    assert parts("member_total", "R", "sector", end="2021-12-31") == {"non_state": 1, "unknown": 1}
    assert parts("member_total", "R", "sector") == {"state": 1, "unknown": 1}
    assert parts("cell_by_type", "R", "cell_type") == {"enterprise": 1, "unknown": 3}


def test_a_flow_may_be_asked_for_at_some_organisations_only() -> None:
    cast.record(line("organisation_described", "2021-03-01", org="A", sector="non_state"))
    cast.record(*admitted("e", "A", "2021-02-01"), *admitted("g", "A", "2021-04-01"), *admitted("h", "C", "2021-04-01"))
    asked, leaf = query("R"), among(ADMITTED, sector=OneOf(("non_state",)))
    found = find(leaf.leaves(asked.span), services.scope_of(asked))[leaf, leaf.at(asked.span)]
    assert {org: reading.value for org, reading in found.items() if reading.value} == dict.fromkeys(map(cast.org, ("A", "K1", "R")), 1)


def test_hamlet_cells_with_a_committee() -> None:
    assert value("hamlet_cell_with_committee", "R") is None
    cast.record(
        line("organisation_described", "2021-01-01", org="A", cell_type="hamlet", cell_committee="yes"),
        line("organisation_described", "2021-01-01", org="C", cell_type="street"),
        line("organisation_described", "2021-01-01", org="D", cell_type="school", cell_committee="yes"),
    )
    assert (value("hamlet_cell_with_committee", "R"), value("hamlet_cell_with_committee", "K1")) == (Decimal("50.0"), Decimal("100.0"))
    rows = services.rows("hamlet_cell_with_committee", query("R"))
    assert [(row.org, row.quantity) for row in rows] == [(cast.org("A"), 1), (cast.org("C"), 0)]


def test_an_empty_description_is_refused() -> None:
    assert [each.field for each in cast.faults([line("organisation_described", "2021-01-01", org="A")])] == ["org"]


def test_units_that_meet_their_target() -> None:
    for org, wanted in (("K1", 1), ("K2", 2)):
        cast.record(line("target_set", "2021-01-01", org=org, figure="admitted", value=wanted, bound="floor", **SPAN))
    cast.record(*admitted("e", "A", "2021-02-01"), *admitted("g", "C", "2021-04-01"))
    assert value("units_meeting_target", "R", "2021-01-01", "2021-12-31") == 1
    rows = services.rows("units_meeting_target", query("R", "2021-01-01", "2021-12-31"))
    assert [(row.org, row.quantity, row.remark) for row in rows] == [(cast.org("K1"), 1, "100,0 %"), (cast.org("K2"), 0, "50,0 %")]
    everywhere = services.evaluate_everywhere(["units_meeting_target"], query("R", "2021-01-01", "2021-12-31"))
    assert everywhere["units_meeting_target"][cast.org("R")].value == 1


def test_targets_met_are_told_out_of_those_judged() -> None:
    cast.record(line("target_judged", "2021-06-01", org="K1", result="exceeded", quantity=3))
    cast.record(line("target_judged", "2021-06-01", org="K1", result="not_met"))
    answer = services.evaluate(["resolution_targets_met"], query("K1"))["resolution_targets_met"]
    assert (answer.value, answer.base) == (3, {"numerator": 3, "denominator": 4})


def test_a_target_may_be_given_on_any_figure_and_has_its_unit() -> None:
    cast.record(line("target_set", "2021-01-01", org="K1", figure="rating_cell_count", value=11, bound="floor", **SPAN))
    cast.record(line("target_set", "2021-01-01", org="K1", figure="handbook_rate", value=80, bound="floor", **SPAN))
    asked = services.evaluate(["target_rating_org", "target_other", "target_study_rate"], query("K1", "2021-01-01", "2021-12-31"))
    assert {code: (answer.value, answer.unit) for code, answer in asked.items()} == {
        "target_rating_org": (11, "chi bộ"), "target_other": (80, "%"), "target_study_rate": (None, "%"),
    }  # fmt: skip


def test_several_parts_of_a_rate_are_made_again_from_what_they_stand_on() -> None:
    for org, grade in (("A", "excellent"), ("B", "good"), ("C", "not_completed")):
        cast.record(line("rated", "2021-12-31", org=org, grade=grade))
    assert services.part("rating_cell_rate", query("R"), "grade", ["excellent", "good"]) == Decimal("66.7")
    assert services.part("rating_cell_count", query("R"), "grade", ["excellent", "good"]) == 2
    assert services.part("rating_cell_count", query("R"), "grade", ["completed"]) == 0
    assert services.part("handbook_rate", query("R"), "sex", ["male"]) == 0
