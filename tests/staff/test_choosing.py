"""Choosing a person in a form: a list of few, else names and codes typed; nobody may be chosen, or is told of, who may not be."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangvu.dossiers.models import Dossier
from dangvu.handbook.models import Question
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import Person, Role
from dangvu.privacy import readings
from dangvu.privacy.models import Reading
from dangvu.staff import circles
from tests.cast import line, record
from tests.scenarios.office import Office, errors

pytestmark = pytest.mark.django_db
REF = re.compile(r'name="ref" value="(web-[^"]+)"')
# Every form that asks for persons: its address, and one of its fields.
FORMS: list[tuple[str, tuple[object, ...], str]] = [
    ("record", ("elected",), "person"),
    ("record", ("inspection_round",), "target_people"),
    ("record", ("meeting_held",), "absent_excused"),
    ("dossier_new", ("transfer_inside",), "person"),
    ("dossier_new", ("inspection",), "target_people"),
    ("dossier_new", ("badge_round",), "people"),
    ("meeting_new", (), "further"),
    ("question_new", (), "person"),
]


def many(count: int, cell: str = "A", name: str = "Lý Văn Số") -> None:
    """So many further members of a cell, of different names."""
    lines = [line("person", "2019-01-01", person=f"{cell}{each}", name=f"{name} {each}", birth="1980-01-01") for each in range(count)]
    record(*lines, *(line("carried_over", "2020-01-01", person=f"{cell}{each}", org=cell, status="official") for each in range(count)))


def namesakes(*told: tuple[str, str, str], cell: str = "B") -> None:
    """Members by code, name and birthday."""
    lines = [line("person", "2019-01-01", person=code, name=name, birth=birth) for code, name, birth in told]
    record(*lines, *(line("carried_over", "2020-01-01", person=code, org=cell, status="official") for code, _n, _b in told))


@pytest.fixture
def office() -> Office:
    found = Office()
    many(circles.FEW + 10)
    return found


def elect(office: Office, client: Client | None = None, **fields: Any) -> HttpResponse:
    """Send the form that says who was elected."""
    desk, address = client or office.clerk, reverse("staff:record", args=["elected"])
    ref = REF.search(desk.get(address).content.decode())
    assert ref is not None
    told = {"on": "10/3/2021", "org": "K1", "body": "cấp ủy", "ref": ref[1], **fields}
    return desk.post(address, told)


def elected() -> str | None:
    """Who was written down last."""
    entry = Entry.objects.get(number=book.last_number())
    assert entry.kind == "elected"
    return code_of(json.loads(entry.data).get("person"))


def code_of(person: int | None) -> str | None:
    return Person.objects.get(pk=person).code if person else None


def offered(answer: HttpResponse) -> list[str]:
    return re.findall(r'type="(?:radio|checkbox)" name="\w+-ma" value="([^"]+)"', answer.content.decode())


def asked(client: Client, name: str, arguments: tuple[object, ...], field: str, text: str, **more: str) -> Any:
    """What a form offers for a half-typed text."""
    return client.get(reverse(f"staff:{name}", args=arguments), {"o": field, "chu": text, **more})


# ---------------------------------------------------------------- few, many


@pytest.mark.parametrize(("name", "arguments", "field"), FORMS)
def test_a_form_lists_few_and_asks_for_a_name_where_there_are_more(name: str, arguments: tuple[object, ...], field: str) -> None:
    office = Office()
    few = office.page(name, *arguments)
    assert re.search(rf'<select name="{field}"', few) and "Nguyễn Văn An (an)" in few and "choose.js" not in few
    many(circles.FEW)
    page = office.page(name, *arguments)
    assert "Nguyễn Văn An" not in page and re.search(rf'<(input type="text"|textarea) name="{field}"', page)
    assert page.count("staff/choose.js") == 1 and page.count("staff/choose.css") == 1


@pytest.mark.parametrize(("name", "arguments", "field"), FORMS)
def test_what_a_form_costs_does_not_grow_with_the_members(name: str, arguments: tuple[object, ...], field: str) -> None:
    office, path = Office(), reverse(f"staff:{name}", args=arguments)

    def cost(question: dict[str, str]) -> tuple[int, int]:
        office.clerk.get(path, question)
        with CaptureQueriesContext(connection) as made:
            answer = office.clerk.get(path, question)
        assert answer.status_code == 200
        return len(made), len(answer.content)

    many(5)
    few = cost({})
    many(circles.FEW, "B")
    more, typed = cost({}), cost({"o": field, "chu": "ly van so"})
    many(200, "D")
    most, typed_most = cost({}), cost({"o": field, "chu": "ly van so"})
    assert few[0] >= more[0] == most[0] and typed[0] == typed_most[0]
    # A number in the head of the page may have one digit more.
    assert abs(more[1] - most[1]) < 20 and abs(typed[1] - typed_most[1]) < 60


# ---------------------------------------------------------------- what may be typed


@pytest.mark.parametrize(
    "typed", ["an", "AN", "Nguyễn Văn An", "nguyen van an", "Nguyễn Văn An (an)", "  nguyễn   VĂN an ", "Nguyen Van An(an)"]
)
def test_a_code_or_a_name_or_both_are_one_person(office: Office, typed: str) -> None:
    assert elect(office, person=typed).status_code == 302
    assert elected() == "an"


def test_nobody_may_be_typed_where_nobody_is_needed(office: Office) -> None:
    assert elect(office, person=" ", quantity="3").status_code == 302
    assert elected() is None


def test_namesakes_come_back_to_be_chosen_and_nothing_typed_is_lost(office: Office) -> None:
    namesakes(("an2", "Nguyễn Văn An", "1990-01-01"), ("anh", "Nguyễn Văn Anh", "1991-01-01"))
    last, answer = book.last_number(), elect(office, person="nguyen van an", note="ghi chú của tôi")
    page = answer.content.decode()
    assert offered(answer) == ["an", "an2"] and book.last_number() == last
    assert "hãy chọn đúng người" in errors(answer) and "ghi chú của tôi" in page and 'value="nguyen van an"' in page
    assert "an · Chi bộ A · 1970" in page and "an2 · Chi bộ B · 1990" in page
    answer = elect(office, person="nguyen van an", **{"person-ma": "an2"})
    assert answer.status_code == 302 and elected() == "an2"


def test_a_tick_left_from_another_name_counts_for_nothing(office: Office) -> None:
    namesakes(("an2", "Nguyễn Văn An", "1990-01-01"), ("hoa", "Đỗ Thị Hoa", "1991-01-01"))
    assert elect(office, person="do thi hoa", **{"person-ma": "an2"}).status_code == 302
    assert elected() == "hoa"


def test_diacritics_that_are_typed_tell_namesakes_apart(office: Office) -> None:
    namesakes(("an2", "Nguyễn Văn Ân", "1990-01-01"))
    assert elect(office, person="Nguyễn Văn Ân").status_code == 302
    assert elected() == "an2"
    assert offered(elect(office, person="nguyen van an")) == ["an", "an2"]


@pytest.mark.parametrize("typed", ["Nguyễn Văn Ạn", "nguyem van an", "Trần Văn Khác (an)", "nguyễn v"])
def test_who_only_bears_a_like_name_is_asked_about(office: Office, typed: str) -> None:
    last, answer = book.last_number(), elect(office, person=typed)
    assert offered(answer)[0] == "an" and book.last_number() == last
    assert elect(office, person=typed, **{"person-ma": "an"}).status_code == 302
    assert elected() == "an"


def test_the_words_of_one_name_among_longer_ones_are_enough(office: Office) -> None:
    namesakes(("hoa", "Đỗ Thị Hoa", "1991-01-01"), ("hoa2", "Đỗ Thị Hoa Lê", "1992-01-01"))
    assert elect(office, person="do thi hoa").status_code == 302
    assert elected() == "hoa"


@pytest.mark.parametrize("typed", ["Hồ Xuân Hương", "DV9999", "'; %s {person}", "()", "(zz", "123456789012", "\0zz\0x", "%"])
def test_nobody_of_that_name_is_said_at_the_field(office: Office, typed: str) -> None:
    last, answer = book.last_number(), elect(office, person=typed, note="ghi chú")
    assert answer.status_code == 200 and "trong số người chọn được ở đây" in errors(answer)
    assert book.last_number() == last and offered(answer) == []


def test_many_namesakes_are_not_all_listed(office: Office) -> None:
    answer = elect(office, person="ly van")
    assert len(offered(answer)) == circles.SHOWN and "nhiều người" in errors(answer)


# ---------------------------------------------------------------- several persons


def inspect(office: Office, **fields: Any) -> HttpResponse:
    address = reverse("staff:record", args=["inspection_round"])
    ref = REF.search(office.page("record", "inspection_round"))
    assert ref is not None
    told = {"on": "10/3/2021", "org": "K1", "ref": ref[1], "type": "inspection_thematic", "acting": "committee", "topic": "x"}
    return office.clerk.post(address, told | fields)


def targets() -> list[str | None]:
    return [code_of(each["person"]) for each in json.loads(Entry.objects.get(number=book.last_number()).data)["targets"]]


def test_several_persons_one_a_line(office: Office) -> None:
    assert inspect(office, target_people="Nguyễn Văn An\r\n\r\nA1\nLy Van So 2\nan").status_code == 302
    assert targets() == ["an", "A1", "A2"]


def test_what_is_clear_stays_and_what_is_not_is_asked_about(office: Office) -> None:
    namesakes(("an2", "Nguyễn Văn An", "1990-01-01"))
    typed = "A1\nnguyen van an\nHồ Xuân Hương"
    answer = inspect(office, target_people=typed)
    page = answer.content.decode()
    assert re.search(r'value="A1" checked', page) and offered(answer) == ["A1", "an", "an2"]
    assert re.search(r">\s*nguyen van an\nHồ Xuân Hương</textarea>", page)
    assert "“nguyen van an”" in errors(answer) and "“Hồ Xuân Hương”" in errors(answer)
    answer = inspect(office, target_people="nguyen van an\nA2", **{"target_people-ma": ["A1", "an", "an2"]})
    assert answer.status_code == 302 and targets() == ["A1", "an", "an2", "A2"]


def test_what_was_chosen_stays_when_something_else_is_wrong(office: Office) -> None:
    answer = inspect(office, target_people="A1\nA2", topic="x", on="")
    assert re.findall(r'value="(A\d)" checked', answer.content.decode()) == ["A1", "A2"]
    answer = inspect(office, type="", **{"target_people-ma": ["A1", "A2"]})
    assert re.findall(r'value="(A\d)" checked', answer.content.decode()) == ["A1", "A2"]
    assert re.search(r'name="target_people"[^>]*>\s*</textarea>', answer.content.decode())


def test_too_many_at_once_are_told_so(office: Office) -> None:
    typed = "\n".join(f"x{each}" for each in range(300))
    answer = inspect(office, target_people=typed)
    assert "chia thành nhiều lần" in errors(answer) and "x299" in answer.content.decode()


def test_a_bulk_takes_people_by_name_and_shows_what_is_wrong_in_its_place(office: Office) -> None:
    case = office.open("badge_round", "R", "2021-03-01", subject="Đợt 19/5", round="19/5/2021", people="A1\nnguyen van an")
    assert sorted(case.dossier.people.values_list("person__code", flat=True)) == ["A1", "an"]
    way = reverse("staff:dossier_people", args=[case.dossier.pk])
    answer = office.clerk.post(way, {"people": "Hồ Xuân Hương\nA2", "years": "30"})
    page = answer.content.decode()
    assert answer.status_code == 200 and "Hồ Xuân Hương" in errors(answer) and re.search(r'value="A2" checked', page)
    assert 'value="30"' in page and '<details class="noprint" open>' in page and f'data-choose="/ho-so/{case.dossier.pk}/' in page
    assert "A2" not in case.dossier.people.values_list("person__code", flat=True)
    assert "số nguyên" in errors(office.clerk.post(way, {"people": "A2", "years": "nhiều"}))
    assert office.clerk.post(way, {"people-ma": ["A2"], "people": "", "years": "30"}).status_code == 302
    assert case.dossier.people.get(person__code="A2").data == {"years": 30}


def test_a_step_a_meeting_and_a_question_take_names(office: Office) -> None:
    case = office.open(
        "admission", "A", "2021-03-01", introduced_by="Đoàn", **{"moi-name": "Phạm Văn Dũng", "moi-birth": "4/3/1995", "moi-sex": "male"}
    )
    case.take("enlist", "2021-03-02", mentor="nguyen van an")
    assert case.dossier.steps.last().data["mentor"] == "an"  # type: ignore[union-attr]
    told = {"place_of": "R", "sort": "conference", "title": "Hội nghị", "on": "20/3/2021", "further": "A1\nA2"}
    assert office.clerk.post(reverse("staff:meeting_new"), told).status_code == 302
    assert {"A1", "A2"} <= set(Meeting.objects.latest("pk").roll.values_list("person__code", flat=True))
    told = {"person": "nguyen van an", "to": "cell", "sort": "question", "on": "20/3/2021", "text": "Bao giờ?"}
    assert office.clerk.post(reverse("staff:question_new"), told).status_code == 302
    assert Question.objects.latest("pk").person.code == "an"
    told["person"] = ""
    assert "bắt buộc" in errors(office.clerk.post(reverse("staff:question_new"), told))


# ---------------------------------------------------------------- who may be chosen


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
