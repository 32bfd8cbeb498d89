"""The rules that come with the program: each value read from the domain guide, on the days it holds, and none twice."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from dangvu.rules.book import GRADES, UNITS, shipped
from dangvu.rules.services import UnknownRule, get

pytestmark = pytest.mark.django_db

# Key, day, value: from the domain guide, section by section.
TOLD: tuple[tuple[str, str, object], ...] = (
    ("admission.decision", "2016-07-25", 60),
    ("admission.decision", "2025-06-30", 60),
    ("admission.decision", "2025-07-01", 45),
    ("admission.decision_extension", "2021-01-01", 30),
    ("admission.decision_extension", "2025-07-01", 15),
    ("admission.min_age", "2022-01-01", 18),
    ("admission.max_age", "2025-07-01", 60),
    ("admission.awareness_valid_months", "2022-01-01", 60),
    ("admission.vetting_reply_home", "2022-01-01", 30),
    ("admission.vetting_reply_abroad", "2022-01-01", 90),
    ("recognition.probation_months", "2020-06-01", 12),
    ("recognition.failed_votes", "2025-07-01", 3),
    ("transfer.start", "2025-07-01", 60),
    ("transfer.show_letter", "2025-07-01", 30),
    ("transfer.not_handed_in", "2025-07-01", 3),
    ("discipline.lapse_months", "2022-07-06", 12),
    ("discipline.suspension_days", "2021-07-28", 90),
    ("discipline.suspension_days_extended", "2021-07-28", 180),
    ("readmission.months_out", "2025-07-01", 36),
    ("readmission.months_out_after_sentence", "2025-07-01", 60),
    ("readmission.times", "2020-01-01", 1),
    ("death.notice", "2025-09-29", 30),
    ("complaint.strike_off", "2025-07-01", 30),
    ("organisation.min_official", "2025-07-01", 3),
    ("organisation.committee_from_members", "2025-07-01", 30),
    ("organisation.cell_committee_from_official", "2025-07-01", 9),
    ("badge.posthumous_early_months", "2021-07-30", 12),
    ("state.base_salary", "2023-06-30", 1_490_000),
    ("state.base_salary", "2023-07-01", 1_800_000),
    ("state.base_salary", "2024-07-01", 2_340_000),
    ("dues.uninsured", "2027-12-31", 0.3),
    ("dues.uninsured", "2028-01-01", 0.5),
    ("document.charter", "2021-07-29", "29-QĐ/TW"),
    ("document.charter", "2021-07-30", "24-QĐ/TW"),
    ("document.charter", "2025-07-01", "294-QĐ/TW"),
    ("document.dues", "2026-02-01", "01-QĐ/TW"),
)


@pytest.mark.parametrize(("key", "on", "value"), TOLD)
def test_the_value_of_a_day(key: str, on: str, value: object) -> None:
    assert get(key, on=dt.date.fromisoformat(on)).value == value


def test_thirty_five_and_ninety_five_years_are_grades_only_since_2026() -> None:
    before, after = (get("badge.grades", on=dt.date.fromisoformat(on)).value for on in ("2026-05-18", "2026-05-19"))
    assert set(after) - set(before) == {35, 95}
    assert 45 not in get("badge.grades", on=dt.date(2015, 1, 1)).value


def test_a_ceremony_is_counted_from_receipt_and_since_208_from_issue() -> None:
    found = [get("admission.ceremony", on=dt.date.fromisoformat(on)).counted_from for on in ("2026-07-25", "2026-07-26")]
    assert found == ["receipt", "issue"]


def test_what_no_rule_tells_is_unknown_and_not_guessed() -> None:
    with pytest.raises(UnknownRule):
        get("admission.decision", on=dt.date(2000, 1, 1))
    with pytest.raises(UnknownRule):
        get("dues.insured", on=dt.date(2026, 1, 31))
    with pytest.raises(UnknownRule):
        get("nothing.at_all", on=dt.date(2020, 1, 1))


@pytest.mark.parametrize("key", sorted(shipped()))
def test_every_version_says_where_it_comes_from_and_how_sure_it_is(key: str) -> None:
    for each in shipped()[key]:
        assert each.source and each.title and each.grade in GRADES and each.unit in UNITS
        if each.grade == "unverified":
            assert each.open_to_change
        if each.unit == "share":
            assert 0 < each.value["num"] < each.value["den"]
        if each.unit == "papers":
            codes = [paper["code"] for paper in each.value]
            assert len(set(codes)) == len(codes)


def test_versions_of_one_place_follow_each_other_without_a_hole() -> None:
    for key, versions in shipped().items():
        for place in {each.place for each in versions}:
            ordered = sorted((each for each in versions if each.place == place), key=lambda each: each.valid_from)
            for one, other in pairwise(ordered):
                assert one.valid_to == other.valid_from - dt.timedelta(days=1), key
