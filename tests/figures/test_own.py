"""Figures a committee defines for itself, by measure, filter, class and unit, and types of activity with their own numbers."""

from __future__ import annotations

from typing import Any

import pytest

from dangvu.figures import services
from dangvu.figures.services import UnknownFigure
from dangvu.ledger import book as ledger
from dangvu.ledger.verify import verify
from tests.cast import book, faults, line, record
from tests.figures.asking import parts, query, value

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _book() -> None:
    record(*book())


def defined(code: str, measure: str = "member", klass: str = "count", **more: Any) -> dict[str, Any]:
    fields = {"title": "Số liệu thử", "unit": "đảng viên", **more}
    return line("figure_defined", "2021-01-01", org="R", figure=code, measure=measure, **{"class": klass}, **fields)


def test_a_stock_narrowed_by_person_account_and_place() -> None:
    record(
        line("organisation_described", "2020-06-01", org="C", sector="non_state"),
        defined("own_women", where={"sex": "female"}),
        defined("own_new_women", where={"sex": ["female"], "status": ["probationary"]}),
        defined("own_firms", where={"sector": "non_state"}),
        defined("own_firm_men", where={"sector": "non_state", "sex": "male"}),
        defined("own_tay_women", where={"ethnicity": "Tày", "sex": "female"}),
    )
    found = {code: value(code, "R") for code in ("own_women", "own_new_women", "own_firms", "own_firm_men", "own_tay_women")}
    assert found == {"own_women": 1, "own_new_women": 1, "own_firms": 1, "own_firm_men": 0, "own_tay_women": 1}
    assert [row.person for row in services.rows("own_tay_women", query("R"))] != []
    assert services.get("own_women").klass == "stock" and verify()[0] == []


def test_a_rate_over_a_figure_and_over_one_of_ones_own() -> None:
    record(
        defined("own_women", where={"sex": "female"}),
        defined("own_women_rate", klass="rate", unit="%", where={"sex": "female"}, over="member_total"),
        defined("own_new_women_rate", klass="rate", unit="%", where={"sex": "female", "status": "probationary"}, over="own_women"),
    )
    assert (value("own_women_rate", "R"), value("own_new_women_rate", "R")) == (50, 100)
    base = services.evaluate(["own_women_rate"], query("R"))["own_women_rate"].base
    assert base == {"numerator": 1, "denominator": 2}


def test_a_flow_and_its_change_against_the_year_before() -> None:
    record(
        *(line("activity", day, org="A", type="charity") for day in ("2020-03-01", "2021-03-01", "2021-04-01")),
        defined("own_gifts", "activity", unit="hoạt động", where={"type": "charity"}),
        defined("own_gifts_change", "activity", "change", unit="hoạt động", where={"type": "charity"}),
    )
    year = ("2021-01-01", "2021-12-31")
    assert (value("own_gifts", "K1", *year), value("own_gifts_change", "K1", *year)) == (2, 1)


def test_an_answer_as_known_then_uses_the_definition_of_then() -> None:
    record(defined("own_some", where={"sex": "female"}))
    then = ledger.last_number()
    record(defined("own_some", where={"sex": "male", "ethnicity": "Kinh"}))
    assert value("own_some", "K2") == 0 and value("own_some", "K2", known=then) == 1
    with pytest.raises(UnknownFigure):
        value("own_some", "K2", known=then - 1)


def test_a_reversed_definition_is_gone_and_so_is_a_rate_that_stood_on_it() -> None:
    record(
        defined("own_base", where={"sex": "female"}, ref="base"),
        defined("own_on_it", klass="rate", unit="%", over="own_base"),
        line("reversal", "2021-02-01", of="base"),
    )
    for code in ("own_base", "own_on_it"):
        with pytest.raises(UnknownFigure):
            services.get(code)
    assert "own_base" not in {each.code for each in services.catalogue()}


def test_a_target_may_stand_on_an_own_figure_of_the_same_file() -> None:
    told = {"value": 5, "bound": "floor", "from": "2021-01-01", "to": "2021-12-31"}
    record(defined("own_women", where={"sex": "female"}), line("target_set", "2021-01-02", org="R", figure="own_women", **told))
    assert services.evaluate(["target_other"], query("R", "2021-01-01", "2021-12-31"))["target_other"].value == 5


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"figure": "women"}, "figure"),
        ({"figure": "own_"}, "figure"),
        ({"measure": "happiness"}, "measure"),
        ({"where": {"years": "30"}}, "where"),
        ({"where": {"sex": []}}, "where"),
        ({"where": ["sex"]}, "where"),
        ({"class": "rate"}, "over"),
        ({"over": "member_total"}, "over"),
        ({"class": "rate", "over": "nothing_such"}, "over"),
        ({"title": " "}, "title"),
    ],
)
def test_what_cannot_be_defined_is_refused_at_its_field(fields: dict[str, Any], at: str) -> None:
    last = ledger.last_number()
    found = faults([defined("own_x") | fields])
    assert [each.field for each in found] == [at] and ledger.last_number() == last


BLOOD = [{"code": "units", "title": "Đơn vị máu", "unit": "đơn vị"}, {"code": "people", "title": "Người hiến", "unit": "người"}]


def test_a_type_of_activity_with_its_numbers_becomes_figures_at_once() -> None:
    record(
        line("activity_defined", "2021-01-01", org="R", type="blood", title="Hiến máu", numbers=BLOOD),
        line("activity", "2021-02-01", org="A", type="blood", numbers={"units": 12, "people": 9}),
        line("activity", "2021-03-01", org="C", type="blood", numbers={"units": 8}),
    )
    assert (value("activity_blood", "R"), value("activity_blood_units", "R"), value("activity_blood_people", "R")) == (2, 20, 9)
    assert parts("activity_blood_units", "R", "org") == {"K1": 12, "K2": 8}
    assert services.get("activity_blood_units").unit == "đơn vị"
    assert [part.label for part in services.breakdown("activities_total", query("R"), "type")] == ["Hiến máu"]


def test_a_target_may_stand_on_a_number_defined_in_the_same_file_and_on_no_other() -> None:
    told = {"value": 5, "bound": "floor", "from": "2021-01-01", "to": "2021-12-31"}
    lines = [line("activity_defined", "2021-01-01", org="R", type="blood", title="Hiến máu", numbers=BLOOD)]
    wrong = line("target_set", "2021-01-02", org="R", figure="activity_blood_litres", **told)
    assert [each.field for each in faults([*lines, wrong])] == ["figure"]
    record(*lines, wrong | {"figure": "activity_blood_units"})


@pytest.mark.parametrize("numbers", [["units"], [{"code": "units"}], [BLOOD[0], BLOOD[0]], {"units": 1}])
def test_numbers_of_a_type_that_cannot_be_read(numbers: object) -> None:
    found = faults([line("activity_defined", "2021-01-01", org="R", type="blood", title="Hiến máu", numbers=numbers)])
    assert [each.field for each in found] == ["numbers"]


@pytest.mark.parametrize("numbers", [{"units": -1}, {"units": "ba"}, {"Đơn vị": 1}, [1]])
def test_numbers_of_an_activity_that_cannot_be_read(numbers: object) -> None:
    assert faults([line("activity", "2021-01-01", org="A", type="blood", numbers=numbers)]) != []
