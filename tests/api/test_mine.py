"""A member's own program: everything the e-handbook does, by a token with the scope for it and no other; nobody else's affairs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dangvu.accounts import tokens
from dangvu.core.days import today
from dangvu.dossiers.models import Dossier
from dangvu.handbook import assignments, library, polls, presence, questions, studying
from dangvu.handbook.models import PollBox, Question
from dangvu.ledger import book
from dangvu.meetings import services as meetings
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import Person, User
from dangvu.privacy.models import Seen
from tests.cast import line, org, record
from tests.drawn import PNG
from tests.handbook.kept import member, office
from tests.scenarios.office import Office

__all__ = ["office"]
pytestmark = pytest.mark.django_db


class Mine:
    """The program of a member."""

    def __init__(self, office: Office, code: str, *scopes: str) -> None:
        if not User.objects.filter(username=f"m-{code}").exists():
            member(office, code)
        token = tokens.issue(user=User.objects.get(username=f"m-{code}"), name="thử", scopes=scopes or ("mine",), days=1)
        self.browser = Client(headers={"Authorization": f"Bearer {token}"})

    def get(self, path: str) -> Any:
        answer = self.browser.get(f"/api/v1/mine/{path}")
        return answer.json() if answer.status_code == 200 else answer.status_code

    def post(self, path: str, **told: object) -> Any:
        answer = self.browser.post(f"/api/v1/mine/{path}", told, content_type="application/json")
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def meeting(office: Office) -> Meeting:
    state = book.tree().timelines[book.tree().by_code("A") or 0].states[-1]
    return meetings.call("monthly", place_of=state, title="Sinh hoạt tháng", on=today(), actor="vanphong")


def test_meetings_are_answered_noted_and_come_to(office: Office, meeting: Meeting) -> None:
    mine = Mine(office, "an")
    paper = meetings.add_handout(meeting, "a.png", PNG, title="Sơ đồ")
    assert [each["what"] for each in mine.get("news")] == ["meeting"]
    way = f"meetings/{meeting.pk}"
    assert mine.post(f"{way}/reply", answer="away")[0] == 422
    assert mine.post(f"{way}/reply", answer="away", reason="ốm")[1]["outcome"] == "taken"
    assert mine.post(f"{way}/note", text="Ghi")[1]["outcome"] == "taken"
    assert mine.post(f"{way}/presence", code="x-y")[0] == 422
    assert mine.post(f"{way}/presence", code=presence.code(meeting, timezone.now()))[1]["outcome"] == "taken"
    told = mine.get(way)
    assert (told["answer"], told["reason"], told["note"], told["presence"], told["papers"]) == (
        "away", "ốm", "Ghi", "present", [{"id": paper.pk, "title": "Sơ đồ"}],
    )  # fmt: skip
    assert [each["id"] for each in mine.get("meetings")] == [meeting.pk] and mine.get("news") == []
    assert mine.browser.get(f"/api/v1/mine/{way}/papers/{paper.pk}").content[:4] == PNG[:4]
    assert mine.get(f"{way}/papers/{paper.pk + 1}") == 404
    stranger = Mine(office, "binh")
    assert stranger.get(way) == stranger.post(f"{way}/note", text="x")[0] == 404 and stranger.get("meetings") == []


def test_questions_and_polls(office: Office) -> None:
    mine, an = Mine(office, "an"), Person.objects.get(code="an")
    status, asked = mine.post("questions/new", to="K1", sort="question", text="Bao giờ?")
    assert status == 200 and asked["to"] == "K1" and asked["state"] == "open"
    assert mine.post("questions/new", to="K2", sort="question", text="Bao giờ?")[0] == 422
    questions.answer(question=Question.objects.get(), text="Mai", actor="vanphong")
    assert mine.get("questions")[0]["answers"][0]["text"] == "Mai" and mine.post(f"questions/{asked['id']}/withdraw")[0] == 422
    again = mine.post("questions/new", to="A", sort="opinion", text="x")[1]
    other = Mine(office, "binh")
    assert other.get("questions") == [] and other.post(f"questions/{again['id']}/withdraw")[0] == 404
    assert mine.post(f"questions/{again['id']}/withdraw")[0] == 204 and len(mine.get("questions")) == 1

    place = questions.places(an, today())[0]
    poll = polls.open_poll(place=place, question="Họp?", choices=["a", "b"], closes_on=today(), actor="x")
    assert mine.get("polls")[0]["voted"] is False and mine.get("polls")[0]["counts"] is None
    assert other.get("polls") == [] and other.post(f"polls/{poll.pk}/vote", choice=0)[0] == 404
    assert mine.post(f"polls/{poll.pk}/vote", choice=5)[0] == 422
    assert mine.post(f"polls/{poll.pk}/vote", choice=1)[0] == 204 and mine.post(f"polls/{poll.pk}/vote", choice=1)[0] == 422
    assert mine.get("polls")[0]["voted"] is True and PollBox.objects.get().data["counts"] == ["00000", "00001"]


def test_the_record_is_the_members_own_and_the_read_is_logged(office: Office) -> None:
    told = Mine(office, "an").get("record")
    assert (
        told["code"] == "an"
        and {"name": "religion", "value": "Không"}.items() <= next(each for each in told["values"] if each["name"] == "religion").items()
    )
    assert Seen.objects.filter(reading__page="api", person__code="an").count() == 1


def test_no_other_scope_opens_it_and_it_opens_nothing_else(office: Office) -> None:
    assert Mine(office, "an", "figures", "persons", "record").get("record") == 403
    mine = Mine(office, "an")
    assert mine.browser.get("/api/v1/people").status_code == 404 and mine.browser.get("/api/v1/organisations").json() == []


def test_what_awaits_the_member(office: Office) -> None:
    record(line("dues_charged", "2021-03-01", org="A", person="an", month="2021-03", due=5_000))
    record(line("appointed", "2021-01-01", person="an", org="A", post="secretary"))
    mine = Mine(office, "an")
    status, made = mine.post("corrections", field="occupation", wanted="Kỹ sư", why="")
    assert status == 200 and made["ref"] == Dossier.objects.get(kind="correction").ref
    assert mine.post("corrections", field="birth", wanted="hôm nọ")[0] == 422 and mine.post("corrections", field="x", wanted="y")[0] == 422
    told = mine.get("awaiting")
    assert told["dues"] == [{"month": "2021-03", "due": 5000, "paid": 0, "exempt": False}]
    assert told["assigned"] == [{"title": "bí thư", "about": "Chi bộ A"}] and told["cases"][0]["state"] == "chờ trả lời"
    assert Mine(office, "binh").get("awaiting")["cases"] == []


def test_the_library_bookmarks_and_study_sessions(office: Office) -> None:
    head, parts = library.Head("resolution", "05-NQ/ĐU", "", "Nghị quyết về chuyển đổi số"), [{"text": "Một", "level": 1}]
    made = library.publish(org=org("K1"), head=head, parts=parts, actor="vanphong")
    library.renew(publication=made, head=head, parts=[*parts, {"text": "Tổ công nghệ", "level": 0}], note="", actor="vanphong")
    study = studying.begin(publication=made, org=org("A"), on=today(), questions="Vì sao?", actor="vanphong")
    mine, other = Mine(office, "an"), Mine(office, "binh")
    (hit,) = mine.get("library?words=cong+nghe")
    assert (hit["id"], hit["paragraph"]) == (made.pk, 2) and mine.get("library?words=khong+co") == [] and len(mine.get("library")) == 1
    way = f"library/{made.pk}"
    assert mine.get(way)["version"] == 2 and len(mine.get(f"{way}/versions/1")["parts"]) == 1 and mine.get(f"{way}/versions/3") == 404
    assert [each["kind"] for each in mine.get(f"{way}/versions/2/changes")] == ["same", "added"]
    marks = f"{way}/versions/2/bookmarks"
    assert mine.get(f"{way}/versions/1/changes") == 404 and mine.post(marks, paragraph=9)[0] == 422
    assert mine.post(marks, paragraph=2)[0] == 204
    assert mine.get("bookmarks")[0]["heading"] == "Một" and mine.get(way)["bookmarks"] == [2]
    assert mine.post(marks, paragraph=2, kept=False)[0] == 204 and mine.get("bookmarks") == []
    assert mine.post(f"studies/{study.pk}/studied")[1]["outcome"] == "taken"
    assert mine.post(f"studies/{study.pk}/note", text="Ghi")[1]["outcome"] == "taken"
    (line_,) = mine.get("studies")
    assert (line_["claimed"], line_["studied"], line_["note"], line_["questions"]) == (True, False, "Ghi", ["Vì sao?"])
    assert other.get("library") == other.get("studies") == other.get("bookmarks") == []
    assert other.get(way) == other.post(marks, paragraph=1)[0] == other.post(f"studies/{study.pk}/studied")[0] == 404


def test_the_work_assigned_is_read_and_reported_on(office: Office) -> None:
    mine, year = Mine(office, "an"), today().year
    assert mine.get("assignments") == [] and mine.post("assignments/report", year=year, text="x")[0] == 422

    def write(*rows: assignments.Row) -> None:
        assert assignments.write(cell="A", year=year, on=today(), rows=rows, decision={}, actor="bithu")[1] == []

    write(assignments.Row("an", tasks="Phụ trách tổ 3"), assignments.Row("a0", tasks="Của người khác"))
    status, done = mine.post("assignments/report", year=year, text="Đã họp tổ")
    assert status == 200
    (one,) = mine.get("assignments")
    assert (one["year"], one["open"], one["judged"]) == (year, True, None) and one["given"][0]["text"] == "Phụ trách tổ 3"
    (report,) = one["reported"]
    assert report == {"entry": done["entry"], "on": today().isoformat(), "organisation": "A", "text": "Đã họp tổ"}
    write(assignments.Row("an", grade="done", remark="Tốt"))
    (one,) = mine.get("assignments")
    assert one["judged"]["grade"] == "done" and one["judged"]["text"] == "Tốt" and not one["open"]
    assert mine.post("assignments/report", year=year, text="x")[0] == 422 and mine.post("assignments/report", year=1, text="x")[0] == 422
    assert Mine(office, "binh").get("assignments") == [] and Mine(office, "an", "figures").get("assignments") == 403
