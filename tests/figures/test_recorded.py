"""A zero that nobody has kept count of is not told as a count; a real zero stays one."""

from __future__ import annotations

import datetime as dt

import pytest

from dangvu.figures.services import Answer, Query, catalogue, evaluate, evaluate_everywhere
from tests.cast import book, line, org, record

pytestmark = pytest.mark.django_db
YEAR = (dt.date(2021, 12, 31), dt.date(2021, 1, 1), dt.date(2021, 12, 31))


@pytest.fixture(autouse=True)
def cast() -> None:
    record(*book())


def answer(code: str, place: str = "R") -> Answer:
    return evaluate([code], Query(org(place), *YEAR))[code]


@pytest.mark.parametrize("code", ["badge_total", "inspection_rounds", "inspected_orgs", "discipline_members", "handbook_rate", "dues_paid"])
def test_what_was_never_recorded_is_no_count(code: str) -> None:
    found = answer(code)
    assert (found.value, found.recorded, found.shown) == (0, False, None)


@pytest.mark.parametrize("code", ["admitted", "exit_total", "member_exempt", "official_recognition", "org_ended"])
def test_a_register_of_members_counts_what_did_not_happen(code: str) -> None:
    found = answer(code)
    assert (found.value, found.recorded, found.shown) == (0, True, 0)


def test_a_year_without_one_is_a_count_once_the_first_was_recorded() -> None:
    record(line("badge_awarded", "2020-02-03", person="an", years=30), line("handbook_registered", "2022-02-03", person="an"))
    assert answer("badge_total").shown == 0 and answer("badge_total", "K2").shown == 0
    assert answer("handbook_rate").shown == 0 and not answer("inspection_rounds").recorded


def test_every_organisation_is_told_the_same() -> None:
    found = evaluate_everywhere(["badge_total", "member_total"], Query(org("R"), *YEAR))
    assert {each.recorded for each in found["badge_total"].values()} == {False}
    assert {each.recorded for each in found["member_total"].values()} == {True}


def test_only_a_zero_is_ever_told_as_not_recorded() -> None:
    found = evaluate([each.code for each in catalogue()], Query(org("R"), *YEAR)).values()
    assert {each.value for each in found if not each.recorded} == {0} and any(each.value is None and each.recorded for each in found)
