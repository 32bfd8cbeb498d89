"""Choosing a person in a form: a list of few, else names and codes typed, and what is not clear comes back to be chosen."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangvu.handbook.models import Question
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.meetings.models import Meeting
from dangvu.staff import circles
from tests.scenarios.office import Office, errors
from tests.staff.choosing import FORMS, REF, code_of, crowded, elect, elected, many, namesakes, offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return crowded()


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
