"""What is due when: by the rule of the day its time began, in working days of Vietnam's calendar."""

from __future__ import annotations

import pytest
from django.utils import translation

from dangvu.dossiers import due, forecast, papers
from dangvu.dossiers.cases import Case
from dangvu.dossiers.deadlines import of_case
from dangvu.dossiers.hands import Hand
from dangvu.dossiers.life import life, party_age_months
from dangvu.dossiers.models import Paper
from dangvu.dossiers.services import take_back
from dangvu.orgs.models import Person
from dangvu.rules import services as rules
from tests.cast import book, line, org, record
from tests.dossiers.cast import YES, begin, day, paper, prospect, take, until_decided

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _book() -> None:
    record(*book())


def dues(dossier: object) -> dict[str, str]:
    return {each.code: each.by.isoformat() for each in of_case(Case(dossier))}  # type: ignore[arg-type]


def test_the_ceremony_is_due_thirty_working_days_after_the_decision() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    until_decided(dossier)
    assert dues(dossier) == {"ceremony": "2021-07-13"}


def test_the_rule_of_the_day_of_the_resolution_judges_though_it_changed_meanwhile() -> None:
    """45 working days since 1 July 2025, 60 before: a resolution of June keeps its 60."""
    found = {}
    for number, (person, on) in enumerate((("e", "2025-06-30"), ("g", "2025-07-01"))):
        prospect(person, "Lý Văn Mẫu")
        dossier = begin("admission", "A", "2025-01-01", person)
        take(dossier, "enlist", "2025-01-05", mentor="an")
        take(dossier, "learn", "2025-02-01", class_on="2025-02-01")
        take(dossier, "request", "2025-02-10")
        take(dossier, "permit", "2025-02-20")
        take(dossier, "apply", "2025-03-01", introducers=["an"], vetting_places="Xã Mẫu")
        take(dossier, "vet", "2025-04-01", vetting_result="rõ ràng")
        take(dossier, "resolve", on, YES)
        found[number] = {each.code: each for each in of_case(Case(dossier))}["decision"]
    assert [found[number].rule.value for number in (0, 1)] == [60, 45]  # type: ignore[union-attr]
    assert found[0].by > found[1].by


def test_a_local_deadline_runs_only_where_it_applies() -> None:
    rules.apply_jurisdiction(org("R"), "ha-noi", day("2020-01-01"))
    dossier = begin("admission", "A", "2025-01-01", prospect())
    for verb, on, given in (
        ("enlist", "2025-01-05", {"mentor": "an"}), ("learn", "2025-02-01", {"class_on": "2025-02-01"}), ("request", "2025-02-10", {}),
        ("permit", "2025-02-20", {}), ("apply", "2025-03-01", {"introducers": ["an"], "vetting_places": "Xã Mẫu"}),
        ("vet", "2025-04-01", {"vetting_result": "rõ ràng"}),
    ):  # fmt: skip
        take(dossier, verb, on, **given)
    take(dossier, "resolve", "2025-07-14", YES)
    assert set(dues(dossier)) == {"to_committee", "committee", "decision"}
    assert dues(dossier)["to_committee"] == "2025-07-21"


def test_an_open_letter_alarms_after_three_months() -> None:
    dossier = begin("transfer_out", "C", "2021-01-05", "binh", to="Đảng bộ tỉnh khác", decided_on="2021-01-04")
    take(dossier, "agree", "2021-01-10")
    take(dossier, "introduce", "2021-01-20", letter="12")
    assert dues(dossier) == {"show": "2021-03-10", "lost": "2021-04-20"}


def test_the_due_list_tells_probations_nobody_works_on_and_dossiers_but_only_of_the_cells_asked() -> None:
    record(line("person", "2019-01-01", person="e", name="Mai Thị Em", birth="1990-01-01", sex="female"))
    record(line("admitted", "2021-01-15", person="e", org="A"))
    found = due.items({org("A")}, day("2022-01-20"))
    assert [(item.family, item.person and item.person.code) for item in found] == [("probation", "e")]
    assert found[0].by == day("2022-03-04")
    assert due.items({org("B")}, day("2022-01-20")) == []
    begin("official_recognition", "A", "2022-01-18", "e")
    assert [item.family for item in due.items({org("A")}, day("2022-01-20"))] == ["dossier"]


def test_what_is_remembered_of_the_due_list_is_never_older_than_the_dossiers_the_papers_the_rules_and_the_names() -> None:
    def told(on: str = "2021-03-01") -> list[tuple[str, str, str]]:
        found = due.items({org("C"), org("K2")}, day(on))
        return [(item.title, item.by.isoformat(), item.person.name if item.person else "") for item in found if item.dossier]

    dossier = begin("transfer_out", "C", "2021-01-05", "binh", to="Đảng bộ tỉnh khác", decided_on="2021-01-04")
    take(dossier, "agree", "2021-01-10")
    opened = told()
    step = take(dossier, "introduce", "2021-01-20", letter="12")
    introduced = told()
    assert introduced != opened and "2021-03-10" in {by for _title, by, _name in introduced}
    with translation.override("en"):
        english = told()
    assert [each[1:] for each in english] == [each[1:] for each in introduced] and english != introduced
    Person.objects.filter(code="binh").update(name="Trần Thị Bình Minh")
    assert {name for _title, _by, name in told()} == {"Trần Thị Bình Minh"}
    take_back(dossier, reason="ghi nhầm", hand=Hand("vp"))
    assert step.pk and [each[:2] for each in told()] == [each[:2] for each in opened]


def test_a_paper_that_runs_out_is_due_until_it_is_withdrawn_and_an_added_holiday_moves_a_day() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    until_decided(dossier)
    paper(dossier, "1-KNĐ", "2021-01-04")
    expiring = [item for item in due.items({org("A")}, day("2022-01-04")) if item.family == "paper"]
    assert expiring
    for each in Paper.objects.filter(dossier=dossier, code="1-KNĐ"):
        papers.withdraw(each)
    left = due.items({org("A")}, day("2022-01-04"))
    assert "paper" not in {item.family for item in left}
    rules.add_day(day("2021-07-05"), working=False, name="nghỉ", source="tự đặt", actor="vp")
    assert [item.by for item in due.items({org("A")}, day("2022-01-04"))] != [item.by for item in left]


def test_party_age_runs_from_the_decision_without_the_time_outside() -> None:
    record(line("person", "2019-01-01", person="e", name="Mai Thị Em", birth="1950-01-01", sex="female"))
    record(
        line("carried_over", "2020-01-01", person="e", org="B", status="official", party_age_from="1980-05-19", admitted_on="1980-06-10")
    )
    told = life(Person.objects.get(code="e").pk)
    assert party_age_months(told, day("2020-05-18")) == 12 * 40 - 1
    assert party_age_months(told, day("2020-05-19")) == 12 * 40
    record(line("struck_off", "2021-01-01", person="e"))
    record(line("readmitted", "2024-02-01", person="e", org="B"))
    told = life(Person.objects.get(code="e").pk)
    assert party_age_months(told, day("2025-05-19")) == 12 * 45 - 37


def test_the_forecast_names_who_earns_a_badge_in_the_next_round_and_who_should_have_had_one() -> None:
    rules.apply_jurisdiction(org("R"), "ha-noi", day("2020-01-01"))
    for code, begun in (("e", "1983-04-20"), ("g", "1983-06-15"), ("h", "1993-02-01"), ("i", "1982-01-01")):
        record(line("person", "2019-01-01", person=code, name=f"Người {code}", birth="1950-01-01", sex="female"))
        record(line("carried_over", "2020-01-01", person=code, org="B", status="official", party_age_from=begun))
    path = (org("B"), org("K1"), org("R"))
    persons = {each.pk: each.code for each in Person.objects.all()}
    [spring] = forecast.next_rounds(day("2023-03-22"), 1, path)
    assert (spring.on, spring.first, spring.last) == (day("2023-05-19"), day("2023-03-01"), day("2023-05-31"))
    found = forecast.candidates(persons, day("2023-03-22"), 1, path)
    assert {(persons[each.person], each.years, each.late) for each in found} == {
        ("e", 40, False), ("h", 30, True), ("i", 40, True),
    }, "what g earned in 2013 was before this book"  # fmt: skip
    record(line("disciplined", "2023-02-01", person="e", form="warning"))
    [held] = [each for each in forecast.candidates(persons, day("2023-03-22"), 1, path) if persons[each.person] == "e"]
    assert held.waits_until == day("2023-11-01")


@pytest.mark.parametrize(
    ("year", "given", "by"),
    [(2021, {}, "2021-07-13"), (2021, {"received_on": "2021-06-04"}, "2021-07-16"), (2026, {}, "2026-09-15")],
    ids=["noted", "received", "issued, since 208"],
)
def test_the_ceremony_is_counted_from_receipt_and_since_208_from_issue(year: int, given: dict[str, str], by: str) -> None:
    dossier = begin("admission", "A", f"{year}-01-01", prospect())
    steps = (("enlist", {"mentor": "an"}), ("learn", {"class_on": f"{year}-01-10"}), ("request", {}), ("permit", {}))
    for verb, told in (*steps, ("apply", {"introducers": ["an"], "vetting_places": "Xã Mẫu"}), ("vet", {"vetting_result": "rõ"})):
        take(dossier, verb, f"{year}-01-15", **told)
    take(dossier, "resolve", f"{year}-04-10", YES)
    take(dossier, "submit", f"{year}-05-04", YES)
    signed, noted = ("2021-05-28", "2021-06-01") if year == 2021 else ("2026-07-31", "2026-08-10")
    if given:
        noted = given["received_on"]
    take(dossier, "decide", noted, number="7-QĐ/HU", signed=signed, **given)
    assert dues(dossier)["ceremony"] == by


def test_vetting_abroad_may_take_longer() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    steps = (("enlist", {"mentor": "an"}), ("learn", {"class_on": "2021-01-10"}), ("request", {}), ("permit", {}))
    for verb, told in (*steps, ("apply", {"introducers": ["an"], "vetting_places": "nước bạn", "vetting_abroad": True})):
        take(dossier, verb, "2021-01-15", **told)
    assert set(dues(dossier)) == {"vetting_abroad"}
