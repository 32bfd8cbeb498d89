"""Which rule speaks where: the committee's own, the jurisdiction's, the centre's; and what may be changed."""

from __future__ import annotations

import datetime as dt

import pytest

from dangvu.rules import services
from dangvu.rules.services import Refused, apply_jurisdiction, changes, get, set_locally
from tests.cast import org, record, tree

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 5)


@pytest.fixture
def path() -> tuple[int, int, int]:
    record(*tree())
    return org("A"), org("K1"), org("R")


def locally(path: tuple[int, ...], key: str, value: object, place: str = "K1", since: dt.date = DAY, **rest: object) -> None:
    set_locally(key, value, org=org(place), path=path, valid_from=since, source="nghị quyết", actor="quantri", **rest)  # type: ignore[arg-type]


def test_a_jurisdiction_speaks_for_its_subtree_from_its_day(path: tuple[int, int, int]) -> None:
    apply_jurisdiction(org("K1"), "ha-noi", dt.date(2025, 12, 1))
    assert get("admission.cell_to_committee", on=DAY, path=path).value == 5
    elsewhere = (org("C"), org("K2"), org("R"))
    for on, where in ((DAY, elsewhere), (dt.date(2025, 11, 30), path)):
        with pytest.raises(services.UnknownRule):
            get("admission.cell_to_committee", on=on, path=where)
    with pytest.raises(Refused):
        apply_jurisdiction(org("K1"), "atlantis", DAY)


def test_a_committees_own_value_stands_before_all_others_and_the_last_word_counts(path: tuple[int, int, int]) -> None:
    locally(path, "discipline.appeal", 20)
    assert (get("discipline.appeal", on=DAY, path=path).value, get("discipline.appeal", on=DAY, path=path).place) == (20, "local")
    locally(path, "discipline.appeal", 25)
    locally(path, "discipline.appeal", 10, place="A", valid_to=DAY)
    assert get("discipline.appeal", on=DAY, path=path).value == 10
    assert get("discipline.appeal", on=DAY + dt.timedelta(days=1), path=path).value == 25
    assert get("discipline.appeal", on=DAY, path=(org("C"), org("K2"), org("R"))).value == 30
    assert get("discipline.appeal", on=DAY - dt.timedelta(days=1), path=path).value == 30


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("admission.decision", 90, "value"),
        ("discipline.appeal", -1, "value"),
        ("discipline.appeal", "lâu", "value"),
        ("discipline.appeal", True, "value"),
        ("nothing.at_all", 1, "key"),
    ],
)
def test_what_is_known_is_not_changed_and_nonsense_is_refused(path: tuple[int, int, int], key: str, value: object, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        locally(path, key, value)
    assert refusal.value.field == field


def test_a_change_has_a_ground_and_ends_after_it_begins(path: tuple[int, int, int]) -> None:
    with pytest.raises(Refused, match="căn cứ"):
        set_locally("discipline.appeal", 1, org=org("K1"), path=path, valid_from=DAY, source=" ", actor="quantri")
    with pytest.raises(Refused, match="Ngày cuối"):
        locally(path, "discipline.appeal", 1, valid_to=DAY - dt.timedelta(days=1))


def test_what_changed_on_the_first_of_july_2025() -> None:
    found = {
        each.key: (each.before and each.before.value, each.after and each.after.value)
        for each in changes(dt.date(2025, 6, 30), dt.date(2025, 7, 1))
    }
    assert found["admission.decision"] == (60, 45)
    assert found["document.charter"] == ("232-QĐ/TW", "294-QĐ/TW")
    assert "recognition.probation_months" not in found
    assert changes(DAY, DAY) == []


@pytest.mark.parametrize(
    ("key", "start", "by"),
    [
        ("admission.ceremony", "2023-04-24", "2023-06-08"),
        ("transfer.not_handed_in", "2025-11-30", "2026-02-28"),
        ("discipline.suspension_days", "2022-01-01", "2022-04-01"),
        ("readmission.months_out", "2024-02-29", "2027-02-28"),
    ],
)
def test_the_last_day_in_time(key: str, start: str, by: str) -> None:
    begun = dt.date.fromisoformat(start)
    assert services.deadline(get(key, on=begun), begun, services.calendar()).isoformat() == by


def test_a_day_the_office_adds_counts_and_its_last_word_on_it() -> None:
    monday = dt.date(2026, 3, 9)
    assert services.calendar().is_working(monday)
    services.add_day(monday, working=False, name="nghỉ đột xuất", source="", actor="quantri")
    assert not services.calendar().is_working(monday)
    services.add_day(monday, working=True, name="thôi nghỉ", source="", actor="quantri")
    assert services.calendar().is_working(monday)
    with pytest.raises(Refused):
        services.add_day(monday, working=True, name=" ", source="", actor="quantri")
