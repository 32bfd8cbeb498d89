"""A question goes to the cell or the committee, stands on its due list within the rule's days, and its answer comes back to the phone."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.core.days import today, vn_day
from dangvu.handbook import questions
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Question
from dangvu.orgs.models import Person, Role
from dangvu.privacy import erasure, rotation
from tests.cast import line, org, record
from tests.handbook.kept import member, office
from tests.scenarios.office import Office

__all__ = ["office"]
pytestmark = pytest.mark.django_db
TALK = "/so-tay/trao-doi/"


@pytest.fixture
def an(office: Office) -> Client:
    return member(office, "an")


def asked(to: str = "A", text: str = "Bao giờ sửa nhà sinh hoạt?", on: dt.date | None = None) -> Question:
    return questions.ask(person=Person.objects.get(code="an"), to=org(to), sort="question", text=text, on=on)


def test_a_question_is_due_at_the_cell_and_its_answer_comes_to_the_phone(office: Office, an: Client) -> None:
    cell, other = (office.login(f"bithu-{place}", place, Role.CELL_SECRETARY) for place in "AC")
    assert an.post(TALK, {"to": "A", "sort": "question", "text": "Bao giờ sửa\nnhà sinh hoạt?"})["Location"] == TALK
    question = Question.objects.get()
    way = reverse("staff:question", args=[question.pk])
    for page in (reverse("staff:due"), reverse("staff:home"), reverse("staff:questions")):
        shown = cell.get(page).content.decode()
        assert way in shown, page
        assert way not in other.get(page).content.decode()
    assert other.get(way).status_code == 404 and other.post(way, {"text": "x"}).status_code == 404
    assert "Trả lời câu hỏi" in office.page("due_file", "csv")
    assert "chờ trả lời đến hết ngày" in an.get(TALK).content.decode()
    assert cell.post(way, {"act": "answer", "text": " "}, follow=True).content.decode().count("Hãy ghi nội dung") == 1
    cell.post(way, {"act": "answer", "text": "Tháng sau."})
    assert way not in cell.get(reverse("staff:due")).content.decode()
    shown = an.get(TALK).content.decode()
    assert "Tháng sau." in shown and "Rút lại" not in shown
    assert "Đã có trả lời" in an.get(reverse("member:home")).content.decode()
    cell.post(way, {"act": "answer", "text": "Đúng ra là tháng này."})
    assert [each["text"] for each in Question.objects.get().data["answers"]] == ["Tháng sau.", "Đúng ra là tháng này."]
    assert cell.get(reverse("staff:person", args=["an"])).status_code == 200


def test_what_the_committee_is_asked_the_cell_does_not_see(office: Office, an: Client) -> None:
    cell = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    an.post(TALK, {"to": "K1", "sort": "opinion", "text": "Góp ý với bí thư chi bộ"})
    way = reverse("staff:question", args=[Question.objects.get().pk])
    assert cell.get(way).status_code == 404 and "Góp ý" not in cell.get(reverse("staff:questions")).content.decode()
    assert office.clerk.get(way).status_code == 200
    assert an.post(TALK, {"to": "K2", "sort": "opinion", "text": "x"}).status_code == 200 and Question.objects.count() == 1


def test_it_is_due_by_the_rule_of_the_day_it_was_asked(office: Office) -> None:
    # Monday 8 June 2026 and fifteen working days.
    asked(on=dt.date(2026, 6, 8))
    (item,) = questions.due([org("A")])
    assert (item.by, item.person and item.person.code, item.guard) == (dt.date(2026, 6, 29), "an", "casework")
    assert questions.due([org("C")]) == [] and questions.due([org("R")]) == []


def test_who_may_not_do_casework_does_not_see_it_on_the_due_list(office: Office) -> None:
    asked()
    commission = office.login("kiemtra", "R", Role.INSPECTION)
    page = commission.get(reverse("staff:due")).content.decode()
    assert "Trả lời câu hỏi" not in page and commission.get(reverse("staff:questions")).status_code == 403


def test_the_cell_passes_it_on_to_the_committee_and_the_member_takes_it_back(office: Office, an: Client) -> None:
    first, second = asked(), asked(text="Câu thứ hai")
    cell = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    cell.post(reverse("staff:question", args=[first.pk]), {"act": "pass"})
    first.refresh_from_db()
    assert first.organisation_id == org("K1") and first.passed_by == "bithu-a"
    with pytest.raises(Refused, match="Chỉ chuyển"):
        questions.pass_on(question=first, actor="x")
    an.post(reverse("member:withdraw", args=[second.pk]))
    second.refresh_from_db()
    assert second.data["text"] == "" and questions.due([org("A")]) == []
    assert office.clerk.get(reverse("staff:question", args=[second.pk])).status_code == 404
    questions.answer(question=first, text="Được", actor="x")
    with pytest.raises(Refused, match="không rút lại"):
        questions.withdraw(question=first)
    with pytest.raises(Refused, match="rút lại"):
        questions.answer(question=second, text="Được", actor="x")


def test_the_secretary_types_what_came_on_paper(office: Office) -> None:
    cell = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    way, day = reverse("staff:question_new"), vn_day(today())
    told = {"person": "an", "to": "cell", "sort": "question", "on": day, "text": "Chữ viết tay"}
    assert "binh" not in cell.get(way).content.decode()
    assert cell.post(way, {**told, "person": "binh"}).status_code == 200 and not Question.objects.exists()
    assert cell.post(way, told).status_code == 302
    assert Question.objects.get().typed_by == "bithu-a" and "ghi hộ từ giấy" in office.page("question", Question.objects.get().pk)
    late = {**told, "on": vn_day(today() + dt.timedelta(days=1))}
    assert "nằm sau hôm nay" in cell.post(way, late).content.decode()


def test_texts_lie_sealed_go_with_the_person_and_are_sealed_again_under_a_new_key(office: Office, settings: Any, tmp_path: Path) -> None:
    # A new key throws the old one away: in a home of one's own, or no other test could read the files it keeps.
    settings.HOME, settings.VALUE_KEYS = tmp_path, Path(shutil.copy2(settings.VALUE_KEYS, tmp_path))
    question, name = asked(text="Bí mật Lê Thị Chi"), "Lê Thị Chi"
    raw = Question.objects.raw("SELECT q.id, q.data AS sealed FROM handbook_question q")[0].sealed
    assert name not in raw and rotation.rotate() >= 1
    question.refresh_from_db()
    assert question.data["text"].endswith(name)
    erasure.erase(Person.objects.get(code="chi"), reason="request", actor="x", on=today())
    question.refresh_from_db()
    assert question.data["text"] == "Bí mật [đã xóa]", "names of others are taken out"
    record(line("transferred_out", "2021-05-05", person="an", to="Ngoài tỉnh"))
    with pytest.raises(Refused, match="Chỉ gửi được"):
        asked()
    erasure.erase(Person.objects.get(code="an"), reason="request", actor="x", on=today())
    assert not Question.objects.exists()


@pytest.mark.parametrize(("told", "sentence"), [({"sort": "x"}, "câu hỏi hay ý kiến"), ({"text": "x" * 5001}, "dài quá")])
def test_what_cannot_be_is_refused(office: Office, told: dict[str, str], sentence: str) -> None:
    person = Person.objects.get(code="an")
    with pytest.raises(Refused, match=sentence):
        questions.ask(person=person, to=org("A"), **{"sort": "question", "text": "?", **told})
