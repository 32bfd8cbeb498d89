"""The page of a member: the days every form asks for stand on it, as far as the book tells them."""

from __future__ import annotations

import pytest

from tests.cast import line, record
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db


def test_the_days_of_the_party_are_told_when_the_book_knows_them() -> None:
    office = Office()
    assert "Ngày chính thức" not in office.page("person", "binh")
    days = {"admitted_on": "2001-05-19", "official_on": "2002-05-19", "party_age_from": "2001-04-20"}
    record(
        line("person", "2019-01-01", person="ty", name="Vũ Thị Tý", birth="1975-01-01", sex="female"),
        line("carried_over", "2020-01-01", person="ty", org="A", status="official", **days),
    )
    facts = office.page("person", "ty").split("Lý lịch")[1]
    for name, day in (("Ngày vào Đảng", "19/5/2001"), ("Ngày chính thức", "19/5/2002"), ("Tuổi Đảng tính từ", "20/4/2001")):
        assert f"<dt>{name}</dt><dd>{day}</dd>" in facts
    record(line("recognised", "2021-03-03", person="binh"))
    assert "<dt>Ngày chính thức</dt><dd>3/3/2021</dd>" in office.page("person", "binh")


def test_days_that_are_values_of_a_person_are_written_as_people_write_them() -> None:
    office = Office()
    record(line("amended", "2020-02-02", person="an", changes={"admitted_on": "2001-05-19", "card_date": "2015-02-03"}))
    facts = office.page("person", "an")
    assert "19/5/2001" in facts and "3/2/2015" in facts and "2001-05-19" not in facts and "2015-02-03" not in facts
