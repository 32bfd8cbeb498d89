"""Who read what: every page that shows a person's name has logged that person, before the page is shown."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dangvu.orgs.models import Person, Role, User
from dangvu.privacy import readings
from dangvu.privacy.models import Reading, Seen
from tests.cast import line, record
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
WHEN = {"ngay": "2021-06-30"}
# Pages that show people, with what they are opened by. Forms that offer everybody to choose from are no reads of each.
PAGES = (
    ("home", ()), ("people", ()), ("person", ("an",)), ("entry", (8,)), ("figure", ("member_total",)), ("dossiers", ()), ("due", ()),
    ("due_sheets", ()), ("badge_forecast", ()), ("dues", ()), ("dues_sheet", ("A",)), ("rating_sheet", ("A",)),
)  # fmt: skip


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.parametrize(("name", "arguments"), PAGES)
def test_whoever_is_named_was_logged(office: Office, name: str, arguments: tuple[object, ...]) -> None:
    page = office.page(name, *arguments, **WHEN)
    named = {each.code for each in Person.objects.all() if each.name and each.name in page}
    logged = set(Seen.objects.filter(reading__page=name, reading__user__username="vanphong").values_list("person__code", flat=True))
    assert named <= logged
    assert named or name in ("home", "dossiers", "dues", "due", "due_sheets")


def test_a_search_is_logged_with_its_words_sealed(office: Office) -> None:
    office.page("people", q="nguyen van an", **WHEN)
    reading = Reading.objects.get(what="search")
    assert readings.searched(reading) == "nguyen van an" and "nguyen" not in reading.detail


def test_sealed_values_are_shown_when_asked_for_and_that_is_logged(office: Office) -> None:
    page = office.page("person", "an")
    assert "•••" in page and "Kinh" not in page
    shown = office.clerk.post(reverse("staff:person_reveal", args=["an"])).content.decode()
    assert "Kinh" in shown
    assert [each.what for each in readings.of_person(Person.objects.get(code="an").pk)] == ["reveal", "record"]


def test_the_auditor_sees_who_saw_whom_and_no_record(office: Office) -> None:
    office.page("person", "an")
    auditor = office.login("kiemsoat", "R", Role.AUDITOR)
    page = auditor.get(reverse("staff:readings"), {"q": "nguyen van an"}).content.decode()
    assert reverse("staff:readings_of", args=["an"]) in page and "vanphong" in page
    told = auditor.get(reverse("staff:readings_of", args=["an"])).content.decode()
    assert "vanphong" in told and "mở hồ sơ" in told
    assert auditor.get(reverse("staff:person", args=["an"])).status_code == 403
    outside = office.login("ngoai", "B", Role.AUDITOR)
    assert outside.get(reverse("staff:readings_of", args=["an"])).status_code == 404
    assert "vanphong" not in outside.get(reverse("staff:readings")).content.decode().split("<main")[1]


def test_persons_of_a_read_are_counted_and_not_fetched(office: Office) -> None:
    auditor, user = office.login("kiemsoat", "R", Role.AUDITOR), User.objects.get(username="vanphong")
    everybody = list(Person.objects.values_list("pk", flat=True))
    readings.record(user=user, what="list", page="people", persons=everybody)
    readings.record(user=user, what="search", page="people", persons=[], searched="khong ai")
    found = list(readings.of_users([user])[:2])
    assert [(each.what, each.persons) for each in found] == [("search", 0), ("list", len(everybody))]
    assert not readings.of_users([])
    with CaptureQueriesContext(connection) as asked:
        page = auditor.get(reverse("staff:readings"), {"ai": "vanphong"}).content.decode()
    assert "khong ai" in page and f">{len(everybody)}</td>" in page
    assert not any('"privacy_seen"."person_id"' in each["sql"] for each in asked.captured_queries if each["sql"].startswith("SELECT"))


def test_a_person_is_found_by_a_number_that_no_table_holds(office: Office) -> None:
    number = "001070012345"
    record(line("amended", "2020-06-01", person="an", changes={"identity_number": number}))
    assert "Nguyễn Văn An" in office.page("people", q="0010 7001 2345", **WHEN)
    assert "Nguyễn Văn An" not in office.page("people", q="001070012346", **WHEN)
    assert not [row for row in Person.objects.values_list("secret", "extra") if number in str(row)]


def test_one_who_may_not_see_persons_leaves_no_read(office: Office) -> None:
    reader = office.login("captren", "R", Role.SUPERIOR)
    assert reader.get(reverse("staff:figure", args=["member_total"]), WHEN).status_code == 200
    assert not Reading.objects.filter(user=User.objects.get(username="captren")).exists()
    assert Client().get(reverse("staff:people")).status_code == 302


def test_a_read_tells_who_read_what_and_of_whom(office: Office) -> None:
    user, person = User.objects.get(username="vanphong"), Person.objects.get(code="an")
    readings.record(user=user, what=readings.What.LIST, page="people", persons=[person.pk, None, person.pk])
    found = Reading.objects.get(page="people")
    assert (found.user, found.what, found.page, found.detail) == (user, "list", "people", "")
    assert timezone.now() - found.at < dt.timedelta(minutes=1)
    assert list(found.seen.values_list("person", flat=True)) == [person.pk]
