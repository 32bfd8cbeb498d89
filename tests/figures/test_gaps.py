"""Gaps in what is known of members: the rules one by one, and the figures that count them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from dangvu.figures import gaps, remembered
from dangvu.figures.gaps import Life
from dangvu.figures.services import Query, breakdown, evaluate, evaluate_everywhere, rows
from dangvu.ledger import book as reading
from dangvu.orgs.models import Person
from tests import case
from tests.cast import book, line, org, record

DAY = dt.date(2026, 1, 1)
LONG_AGO = "2005-01-01"
WHOLE: dict[str, Any] = {
    "name": "Nguyễn Văn An", "birth": "1970-05-01", "sex": "male", "ethnicity": "Kinh", "religion": "Không", "schooling": "12/12",
    "qualification": "Đại học", "occupation": "Giáo viên", "native_place": "Hà Nội", "card_number": "012345678901",
    "identity_number": "001070000001", "residence": "xã Thư Lâm, Hà Nội",
}  # fmt: skip
DAYS = {"began": dt.date(1995, 1, 1), "admitted": dt.date(1995, 2, 3), "official": dt.date(1996, 2, 3), "is_official": True}

# changed values, changed days, the gaps to be found
CASES: list[tuple[dict[str, Any], dict[str, Any], set[str]]] = [
    ({}, {}, set()),
    *(({name: ""}, {}, {f"gap_{name}"}) for name, *_rest in gaps.VALUES if name != "birth"),
    ({"birth": None}, {}, {"gap_birth"}),
    ({"card_number": ""}, {}, {"gap_card_number"}),
    ({"card_number": ""}, {"is_official": False}, set()),
    ({"identity_number": ""}, {}, {"gap_identity"}),
    ({"identity_number": "", "citizen_id": "001070000001"}, {}, set()),
    ({"identity_number": "012345678"}, {}, {"gap_identity_form"}),
    ({"identity_number": "1070000001.0"}, {}, {"gap_identity_form"}),
    ({"identity_number": "001170000001"}, {}, {"gap_identity_birth"}),
    ({"identity_number": "001071000001"}, {}, {"gap_identity_birth"}),
    ({"identity_number": "001270000001"}, {}, {"gap_identity_birth"}),
    ({"identity_number": "001970000001"}, {}, set()),
    ({"card_number": "123"}, {}, {"gap_card_form"}),
    ({"birth": "1980-05-01", "identity_number": "001080000001"}, {}, {"gap_age"}),
    ({"birth": "1900-05-01", "identity_number": "001000000001"}, {}, {"gap_age"}),
    ({}, {"began": None, "admitted": None}, {"gap_party_age"}),
    ({}, {"official": None}, {"gap_official_day"}),
    ({}, {"official": None, "is_official": False}, set()),
    ({}, {"official": dt.date(1996, 2, 2)}, {"gap_dates"}),
    ({}, {"began": dt.date(1995, 2, 4)}, {"gap_dates"}),
    ({"residence": "thôn 2, huyện Đông Anh, Hà Nội"}, {}, {"gap_district"}),
    ({"residence": "phường Quan Hoa, Hà Nội"}, {}, set()),
    ({"name": "An"}, {}, {"gap_name"}),
    ({"name": "Nguyễn  An"}, {}, {"gap_name"}),
]  # fmt: skip


@pytest.mark.parametrize(("values", "days", "wanted"), CASES)
def test_a_gap_is_found_and_no_other(values: dict[str, Any], days: dict[str, Any], wanted: set[str]) -> None:
    life = Life({**WHOLE, **values}, DAY, **{**DAYS, **days})
    assert {each.code for each in gaps.of_life(life)} == wanted


def test_districts_stood_in_addresses_before_they_were_abolished() -> None:
    old = Life({**WHOLE, "residence": "huyện Đông Anh, Hà Nội"}, dt.date(2025, 6, 30), **DAYS)
    assert gaps.of_life(old) == []


@pytest.mark.django_db
def test_the_figures_count_gaps_by_cell_and_day_and_knowledge() -> None:
    record(*book())
    then = reading.last_number()
    query = Query(org("R"), DAY)
    codes = ["gap_religion", "gap_schooling", "gap_sex", "members_with_gaps", "members_complete_rate", "gap_party_age"]
    assert {code: answer.value for code, answer in evaluate(codes, query).items()} == {
        "gap_religion": 1, "gap_schooling": 2, "gap_sex": 0, "members_with_gaps": 2, "members_complete_rate": 0, "gap_party_age": 2,
    }  # fmt: skip
    assert [(part.label, part.value) for part in breakdown("gap_religion", query, "cell") if part.value] == [("Chi bộ C", 1)]
    assert [row.person for row in rows("gap_religion", query)] == [Person.objects.get(code="binh").pk]
    whole = {name: value for name, value in WHOLE.items() if name not in ("name", "birth", "sex", "ethnicity", "religion")}
    record(line("amended", "2025-06-01", person="an", changes=whole))
    assert evaluate(["gap_schooling"], query)["gap_schooling"].value == 1
    assert evaluate(["gap_schooling"], Query(org("R"), DAY, known=then))["gap_schooling"].value == 2, "as it was known then"
    assert evaluate(["gap_schooling"], Query(org("R"), dt.date(2025, 5, 31)))["gap_schooling"].value == 2, "from its day on"
    everywhere = evaluate_everywhere(["gap_schooling"], query)["gap_schooling"]
    assert everywhere[org("A")].value == 0 and everywhere[org("C")].value == everywhere[org("R")].value == 1


@pytest.mark.django_db
def test_the_days_come_from_the_entries() -> None:
    record(
        *book(),
        line("person", "2019-01-01", person="dung", name="Phạm Văn Dũng", birth="1980-01-01"),
        line(
            "carried_over", "2020-01-01", person="dung", org="A", status="official", party_age_from="2005-01-01", official_on="2006-02-02"
        ),
        line("recognised", "2021-03-01", person="binh"),
    )
    found = evaluate(["gap_party_age", "gap_official_day", "gap_dates"], Query(org("R"), DAY))
    assert {code: answer.value for code, answer in found.items()} == {"gap_party_age": 2, "gap_official_day": 1, "gap_dates": 0}


@pytest.mark.django_db
def test_who_has_a_gap_is_who_its_figure_counts() -> None:
    query = case.term(case.load())
    for turn in range(2):
        found = remembered.gaps_by_member(query)
        assert found
        for code, gap in gaps.GAPS.items():
            counted = {(row.person, row.org) for row in rows(code, query)}
            assert counted == {(each.person, each.org) for each in found if gap in each.gaps}, code
        # Remembered until somebody's record changes: what was mended is no longer listed.
        if turn == 0:
            lacking, mended = next((each, gap) for each in found for gap in each.gaps if gap.sort == "missing" and gap.field in WHOLE)
            person = Person.objects.get(pk=lacking.person)
            changes = {mended.field: WHOLE[mended.field]}
            record(line("amended", query.span.day().isoformat(), person=person.code, changes=changes))
            query = replace(query, known=reading.last_number())
    assert not any(mended in each.gaps for each in found if each.person == person.pk)
