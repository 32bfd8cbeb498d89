"""Whom a form offers, and who may be chosen: nobody may be chosen, or is told of, who may not be."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.dossiers.models import Dossier
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.orgs.models import Role
from dangvu.privacy import readings
from dangvu.privacy.models import Reading
from dangvu.staff import circles
from tests.cast import line, record
from tests.scenarios.office import Office, errors
from tests.staff.choosing import FORMS, asked, crowded, elect, offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return crowded()


@pytest.fixture
def clerk_of_k1(office: Office) -> Client:
    return office.login("vp1", "K1", Role.CLERK, Role.INSPECTION)


@pytest.mark.parametrize("typed", ["binh", "Trần Thị Bình", "Trần Thị Bình (binh)", "tran thi binh", "bin", "chi", "Lê Thị Chi"])
def test_who_stands_elsewhere_is_neither_chosen_nor_told_of(office: Office, clerk_of_k1: Client, typed: str) -> None:
    last = book.last_number()
    for ticked in ({}, {"person-ma": "binh"}):
        answer = elect(office, clerk_of_k1, person=typed, **ticked)
        assert "trong số người chọn được ở đây" in errors(answer) and offered(answer) == []
        assert "1985" not in answer.content.decode() and book.last_number() == last
    for name, arguments, field in FORMS:
        assert asked(clerk_of_k1, name, arguments, field, typed).json()["found"] == []


def test_a_forged_tick_is_refused(office: Office, clerk_of_k1: Client) -> None:
    address = reverse("staff:record", args=["inspection_round"])
    told = {"on": "10/3/2021", "org": "K1", "ref": "web-9", "type": "inspection_thematic", "acting": "committee", "topic": "x"}
    answer = clerk_of_k1.post(address, {**told, "target_people": "", "target_people-ma": ["an", "binh"]})
    assert "mã binh" in errors(answer) and "Trần Thị Bình" not in answer.content.decode()


def test_the_day_looked_at_changes_nobody_who_may_be_chosen(office: Office) -> None:
    record(line("transferred", "2021-02-01", person="A1", org="D"))
    clerk = office.login("vp1", "K1", Role.CLERK)
    for when in ("2020-06-01", "2021-06-01"):
        assert asked(clerk, "record", ("elected",), "person", "A1", ngay=when).json()["found"] == []
        assert asked(clerk, "record", ("elected",), "person", "A2", ngay=when).json()["found"][0]["code"] == "A2"
    moment = Entry.objects.get(number=book.last_number() - 1).recorded_at.isoformat()
    assert asked(clerk, "record", ("elected",), "person", "A1", biet=moment).json()["found"] == []


def test_others_are_those_who_are_no_members_and_were_seen_here(office: Office) -> None:
    """A prospect of a dossier, and who left: of the own cells, not of others'; in a list and typed alike."""
    record(line("expelled", "2021-02-01", person="A1"), line("expelled", "2021-02-01", person="binh"))
    prospect = {"moi-name": "Phạm Văn Dũng", "moi-birth": "4/3/1995", "moi-sex": "male", "introduced_by": "Đoàn"}
    office.open("admission", "A", "2021-03-01", **prospect)
    dung = Dossier.objects.latest("pk").person
    assert dung is not None
    clerk = office.login("vp1", "K1", Role.CLERK)

    def found(text: str) -> list[str]:
        return [each["code"] for each in asked(clerk, "dossier_new", ("admission",), "person", text).json()["found"]]

    assert found("dung") == [dung.code] and found("A1") == ["A1"] and found("ly van so") == ["A1"]
    assert found("binh") == [] and found("an") == [] and found("chi") == []
    # Somebody seen only in a dossier has a page of no cell: neither birth nor place is told.
    [row] = asked(clerk, "dossier_new", ("admission",), "person", "dung").json()["found"]
    assert row["note"] == dung.code and row["said"] == f"Phạm Văn Dũng ({dung.code})"
    told = {"on": "10/3/2021", "place": "A", "introduced_by": "Đoàn"}
    for typed, status in (("A1", 302), ("Phạm Văn Dũng", 302), ("an", 200), ("binh", 200)):
        answer = clerk.post(reverse("staff:dossier_new", args=["admission"]), {**told, "person": typed})
        assert answer.status_code == status, typed


def test_the_list_of_few_others_holds_the_same() -> None:
    office = Office()
    record(line("expelled", "2021-02-01", person="an"), line("expelled", "2021-02-01", person="binh"))
    page = office.login("vp1", "K1", Role.CLERK).get(reverse("staff:dossier_new", args=["admission"])).content.decode()
    choices = re.search(r'<select name="person".*?</select>', page, re.DOTALL)
    assert choices and re.findall(r'value="(\w+)"', choices[0]) == ["an"]


# ---------------------------------------------------------------- while one types


def test_persons_are_offered_while_one_types_and_it_is_logged(office: Office) -> None:
    answer = asked(office.clerk, "record", ("elected",), "person", "ngu")
    assert answer["Cache-Control"] == "no-store"
    told = {"code": "an", "name": "Nguyễn Văn An", "note": "an · Chi bộ A · 1970", "said": "Nguyễn Văn An (an)"}
    assert answer.json() == {"found": [told], "told": "1 người; dùng mũi tên lên, xuống để chọn."}
    read = Reading.objects.latest("pk")
    assert (read.what, read.page, readings.searched(read)) == (Reading.What.SEARCH, "record", "ngu")
    assert list(read.seen.values_list("person__code", flat=True)) == ["an"]
    more = asked(office.clerk, "record", ("elected",), "person", "ly van").json()
    assert len(more["found"]) == circles.SHOWN and "gõ thêm" in more["told"]
    assert asked(office.clerk, "record", ("elected",), "person", "").json()["found"] == []


def test_only_who_may_open_the_form_is_offered_anybody(office: Office) -> None:
    for role in Role.values:
        client = office.login(f"x-{role}", "K1", Role(role))
        for name, arguments, field in FORMS:
            form = client.get(reverse(f"staff:{name}", args=arguments)).status_code
            assert asked(client, name, arguments, field, "an").status_code == form, (role, name)
    assert Client().get(reverse("staff:record", args=["elected"]), {"o": "person", "chu": "an"}).status_code == 302


@pytest.mark.parametrize("field", ["org", "nothing", "", "note"])
def test_a_field_that_chooses_nobody_offers_nobody(office: Office, field: str) -> None:
    assert asked(office.clerk, "record", ("elected",), field, "an").status_code == 404
