"""Breakdowns and rows: nobody is dropped, and what is listed sums to what is counted."""

from __future__ import annotations

import datetime as dt

import pytest

from dangvu.figures import services
from dangvu.figures.engines.persons import age, age_band
from dangvu.figures.services import UnknownDimension, UnknownFigure
from dangvu.ledger.models import Sealed
from dangvu.orgs.models import Person
from tests import cast
from tests.cast import line
from tests.figures.asking import day, parts, query, value


@pytest.mark.parametrize(
    ("birth", "on", "band"),
    [
        ("1992-06-15", "2023-06-14", "18-30"),
        ("1992-06-15", "2023-06-15", "31-35"),
        ("1962-06-15", "2023-06-14", "56-60"),
        ("1962-06-15", "2023-06-15", ">60"),
        ("2004-02-29", "2022-02-28", None),
        ("2004-02-29", "2022-03-01", "18-30"),
        (None, "2022-03-01", None),
    ],
)
def test_age_bands_are_of_completed_years(birth: str | None, on: str, band: str | None) -> None:
    assert age_band(birth, dt.date.fromisoformat(on)) == band


def test_age_is_completed_years() -> None:
    assert (age(day("2000-05-02"), day("2020-05-01")), age(day("2000-05-02"), day("2020-05-02"))) == (19, 20)


@pytest.fixture
def small_book(db: None) -> None:
    cast.record(*cast.book())


pytestmark = pytest.mark.usefixtures("small_book")


def test_parts_by_place() -> None:
    cast.record(line("organisation_moved", "2021-06-01", org="C", parent="K1"), line("died", "2021-05-01", person="binh"))
    assert parts("member_total", "R", "org", end="2020-12-31") == {"K1": 1, "K2": 1}
    assert parts("member_total", "R", "cell") == {"A": 1}
    # By the child that held the cell on the day.
    assert parts("member_died", "R", "org") == {"K2": 1}
    shown = services.breakdown("member_total", query("R"), "cell")
    assert [(part.key, part.value) for part in shown] == [("A", 1), ("B", 0), ("C", 0), ("D", 0)]


def test_a_committees_own_work_is_a_part_of_its_own() -> None:
    for org in ("R", "K1"):
        cast.record(line("dossier_considered", "2021-03-01", org=org, procedure="admission"))
    found = services.breakdown("admission_dossiers", query("R"), "org")
    assert {part.key: part.value for part in found} == {"K1": 1, "K2": 0, "R": 1}
    assert [part.label for part in found if part.key == "R"] == ["Đảng bộ huyện (trực tiếp)"]


def test_parts_by_time_show_every_month_of_the_period() -> None:
    cast.record(line("died", "2021-05-01", person="binh"))
    found = services.breakdown("member_died", query("R", "2021-03-15", "2021-06-02"), "month")
    assert [(part.key, part.value) for part in found] == [("2021-03", 0), ("2021-04", 0), ("2021-05", 1), ("2021-06", 0)]
    assert found[2].label == "tháng 5/2021"
    assert parts("member_died", "R", "quarter") == {"2021-Q2": 1} and parts("member_died", "R", "year") == {"2021": 1}


def test_parts_by_attribute_of_the_account() -> None:
    cast.record(
        line("badge_awarded", "2021-02-03", person="an", years=30),
        line("disciplined", "2021-06-01", person="an", form="reprimand"),
        line("inspection_round", "2021-03-01", org="K1", type="inspection_thematic", acting="committee", targets=[{"org": "A"}]),
    )
    assert parts("member_total", "R", "status") == {"official": 1, "probationary": 1}
    assert parts("badge_by_year", "R", "years") == {"30": 1}
    assert parts("discipline_members_by_form", "R", "authority") == {"unknown": 1}
    assert parts("inspected_orgs", "R", "other") == {"A": 1}
    assert parts("inspected_orgs", "R", "conclusion") == {"unknown": 1}


def test_what_is_not_known_of_a_person_is_a_part_named_so() -> None:
    cast.record(line("amended", "2022-01-01", person="an", changes={"birth": None}))
    found = services.breakdown("member_total", query("R"), "age_band")
    assert {part.key: part.value for part in found if part.value} == {"36-40": 1, "unknown": 1}
    assert (found[-1].key, found[-1].label) == ("unknown", "chưa rõ")
    assert parts("member_total", "R", "schooling") == {"unknown": 2}


def test_a_person_whose_values_are_gone_is_still_counted() -> None:
    person = Person.objects.get(code="an")
    Sealed.objects.filter(person=person).update(salt="", text="")
    assert value("member_total", "R") == 2
    assert parts("member_total", "R", "sex") == {"female": 1, "unknown": 1}


def test_a_rates_parts_are_rates_with_their_base() -> None:
    cast.record(line("handbook_registered", "2022-01-01", person="an"))
    found = {part.key: (str(part.value), part.base) for part in services.breakdown("handbook_rate", query("R"), "org")}
    assert found == {
        "K1": ("100.0", {"numerator": 1, "denominator": 1}),
        "K2": ("0.0", {"numerator": 0, "denominator": 1}),
    }


def test_every_part_of_every_figure_sums_to_it() -> None:
    cast.record(
        line("transferred", "2021-05-01", person="an", org="D"),
        line("organisation_moved", "2021-06-01", org="C", parent="K1"),
        line("recognised", "2021-07-01", person="binh"),
        line("organisation_absorbed", "2021-08-01", org="D", into="B"),
        line("badge_awarded", "2021-09-02", person="an", years=30),
    )
    summed = [figure for figure in services.catalogue() if figure.klass in ("stock", "flow", "sum", "change") and figure.unit != "%"]
    for figure in summed:
        for org in ("R", "K1", "B"):
            whole = value(figure.code, org, start="2021-04-01")
            for by in figure.dimensions:
                found = services.breakdown(figure.code, query(org, start="2021-04-01"), by)
                assert sum(part.value or 0 for part in found) == whole, (figure.code, org, by)
            assert sum(row.quantity for row in services.rows(figure.code, query(org, start="2021-04-01"))) == whole, figure.code


def test_rows_of_a_stock_are_who_is_held_and_since_when() -> None:
    cast.record(line("transferred", "2021-05-01", person="an", org="B", ref="move"))
    rows = services.rows("member_total", query("K1"))
    assert [(row.on, row.org, row.quantity, row.remark) for row in rows] == [(day("2021-05-01"), cast.org("B"), 1, "chính thức")]
    assert rows[0].person == Person.objects.get(code="an").pk


def test_rows_of_a_rate_list_who_is_not_counted_and_why() -> None:
    cast.record(line("handbook_registered", "2022-01-01", person="an"))
    rows = services.rows("handbook_rate", query("R"))
    assert [(row.quantity, row.remark) for row in rows][1:] == [(0, "chưa đăng ký")]
    assert len(rows) == 2 and len(services.rows("handbook_rate", query("R"), limit=1)) == 1


def test_rows_of_different_ones_name_each_once_with_its_turns() -> None:
    for on in ("2021-03-01", "2021-04-01"):
        cast.record(line("inspection_round", on, org="K1", type="inspection_thematic", acting="committee", targets=[{"org": "A"}]))
    rows = services.rows("inspected_orgs_distinct", query("R"))
    assert [(row.on, row.other, row.quantity, row.remark) for row in rows] == [(day("2021-04-01"), cast.org("A"), 1, "2 lượt trong kỳ")]


def test_rows_of_a_hand_over_are_the_people_of_the_evening_before() -> None:
    cast.record(line("organisation_moved", "2021-06-01", org="C", parent="K1"), line("died", "2021-06-01", person="binh"))
    rows = services.rows("org_received_members", query("K1"))
    assert [(row.on, row.org, row.person) for row in rows] == [(day("2021-06-01"), cast.org("C"), Person.objects.get(code="binh").pk)]


def test_unknown_names_are_refused_with_what_there_is() -> None:
    with pytest.raises(UnknownFigure, match="member_total"):
        services.rows("member_totl", query("R"))
    with pytest.raises(UnknownDimension, match="status"):
        services.breakdown("member_total", query("R"), "month")
    with pytest.raises(UnknownDimension, match="không tách nhỏ được"):
        services.breakdown("inspected_orgs_distinct", query("R"), "org")
