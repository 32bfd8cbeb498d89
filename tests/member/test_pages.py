"""Every address of the member's face × who asks: the member, another member, the clerk, nobody. Each sees the own affairs only."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dangvu.core.days import today
from dangvu.handbook import library, polls, questions, studying
from dangvu.handbook.models import Act
from dangvu.handbook.shelf import Study
from dangvu.meetings import services as meetings
from dangvu.meetings.models import Meeting
from dangvu.member.urls import urlpatterns
from dangvu.orgs.models import Person, Role, User
from tests.cast import four_more, org
from tests.drawn import PNG
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
IN = 302
# name: arguments, then the status for the member, another member, the clerk, nobody. 302 of the scan leads to the meeting's page.
EXPECTED: dict[str, tuple[tuple[object, ...], tuple[int, int, int, int]]] = {
    "home": ((), (200, 200, 403, IN)),
    "record": ((), (200, 200, 403, IN)),
    "ask": ((), (200, 200, 403, IN)),
    "work": ((), (200, 200, 403, IN)),
    "copy": ((), (200, 200, 403, IN)),
    "meetings": ((), (200, 200, 403, IN)),
    "meeting": (("MEETING",), (200, 404, 403, IN)),
    "reply": (("MEETING",), (405, 405, 405, IN)),
    "jot": (("MEETING",), (405, 405, 405, IN)),
    "present": (("MEETING",), (302, 404, 403, IN)),
    "handout": (("MEETING", "HANDOUT"), (200, 404, 403, IN)),
    "talk": ((), (200, 200, 403, IN)),
    "withdraw": (("QUESTION",), (405, 405, 405, IN)),
    "poll": (("POLL",), (200, 404, 403, IN)),
    "news": ((), (200, 200, 403, IN)),
    "alerts": ((), (200, 200, 403, IN)),
    "calendar_act": ((), (405, 405, 405, IN)),
    "subscription": ((), (405, 405, 405, IN)),
    "calendar": (("khong-co",), (404, 404, 404, 404)),
    "library": ((), (200, 200, 403, IN)),
    "library_text": (("TEXT",), (200, 404, 403, IN)),
    "library_edition": (("TEXT", 1), (200, 404, 403, IN)),
    "library_changes": (("TEXT", 2), (200, 404, 403, IN)),
    "library_mark": (("TEXT", 1), (405, 405, 405, IN)),
    "library_unmark": (("MARK",), (405, 405, 405, IN)),
    "study": (("STUDY",), (200, 404, 403, IN)),
    "studied": (("STUDY",), (405, 405, 405, IN)),
    "leave": ((), (200, 200, 403, IN)),
    "manifest": ((), (200, 200, 200, 200)),
    "worker": ((), (200, 200, 200, 200)),
    "offline": ((), (200, 200, 200, 200)),
    "device": ((), (405, 405, 405, IN)),
    "send": ((), (405, 405, 405, IN)),
    "sent": ((), (200, 200, 403, IN)),
    "put_away": (("ACT",), (405, 405, 405, IN)),
}
# The same for a form: who may not read may not write either.
WRITTEN: dict[str, tuple[int, int, int, int]] = {
    "reply": (302, 404, 403, IN), "jot": (302, 404, 403, IN), "device": (200, 200, 403, IN), "send": (422, 422, 403, IN),
    "withdraw": (302, 404, 403, IN), "calendar_act": (200, 200, 403, IN), "subscription": (422, 422, 403, IN),
    "library_mark": (302, 404, 403, IN), "library_unmark": (302, 404, 403, IN), "studied": (302, 404, 403, IN),
    "put_away": (302, 404, 403, IN),
}  # fmt: skip


@pytest.fixture
def readers(office: Office, member: Client) -> tuple[Client, ...]:
    other = office.login("binh", "C", Role.MEMBER)
    User.objects.filter(username="binh").update(person=Person.objects.get(code="binh"))
    return member, other, office.clerk, Client()


def address(name: str, meeting: Meeting) -> str:
    paper = meetings.add_handout(meeting, "a.png", PNG, title="Sơ đồ").pk if name == "handout" else 0
    told: dict[str, object] = {"MEETING": meeting.pk, "HANDOUT": paper, **asked(name)}
    if {"TEXT", "MARK", "STUDY"} & set(map(str, EXPECTED[name][0])):
        study = Study.objects.first() or studied()
        mark = library.mark(user=User.objects.get(username="an"), edition=study.publication.editions.get(place=1), paragraph=1)
        told |= {"TEXT": study.publication.pk, "STUDY": study.pk, "MARK": mark.pk}
    return reverse(f"member:{name}", args=[told.get(str(each), each) for each in EXPECTED[name][0]])


def asked(name: str) -> dict[str, int]:
    """A question of An's, a poll of the cell, for the pages that show one."""
    an = Person.objects.get(code="an")
    if name == "withdraw":
        return {"QUESTION": questions.ask(person=an, to=questions.places(an, today())[0].org_id, sort="question", text="?").pk}
    if name == "poll":
        place = questions.places(four_more()[0], today())[0]
        return {"POLL": polls.open_poll(place=place, question="?", choices=["a", "b"], closes_on=today(), actor="x").pk}
    if name == "put_away":
        told = {"user": User.objects.get(username="an"), "uid": uuid.uuid4(), "what": "ask", "data": {"text": "?"}, "outcome": "refused"}
        return {"ACT": Act.objects.create(**told, done_at=timezone.now(), received_at=timezone.now()).pk}
    return {}


def studied() -> Study:
    """A document of the committee of An's cell in two versions, which the cell studies."""
    head, parts = library.Head("resolution", "05-NQ/ĐU", "", "Nghị quyết về chuyển đổi số"), [{"text": "Một", "level": 0}]
    made = library.publish(org=org("K1"), head=head, parts=parts, actor="vanphong")
    library.renew(publication=made, head=head, parts=[*parts, {"text": "Hai", "level": 0}], note="", actor="vanphong")
    return studying.begin(publication=made, org=org("A"), on=today(), questions="", actor="vanphong")


def test_every_address_has_its_readers() -> None:
    assert {each.name for each in urlpatterns} == set(EXPECTED)
    assert {name for name, (_arguments, statuses) in EXPECTED.items() if 405 in statuses} == set(WRITTEN)


def test_each_sees_the_own_affairs_only(readers: tuple[Client, ...], meeting: Meeting) -> None:
    ways = {name: address(name, meeting) for name in EXPECTED}
    assert {name: tuple(each.get(way).status_code for each in readers) for name, way in ways.items()} == {
        name: statuses for name, (_arguments, statuses) in EXPECTED.items()
    }
    assert {name: tuple(each.post(ways[name]).status_code for each in readers) for name in WRITTEN} == WRITTEN


def test_the_first_page_tells_what_awaits_me(member: Client, meeting: Meeting) -> None:
    page = member.get(reverse("member:home")).content.decode()
    assert "Sinh hoạt tháng" in page and "chưa trả lời" in page and "Đảng phí" in page
    assert 'href="/so-tay/manifest.webmanifest"' in page and "tabs" in page


def test_the_worker_stands_within_its_scope_and_names_what_it_keeps(member: Client) -> None:
    answer = member.get(reverse("member:worker"))
    assert answer["Content-Type"] == "text/javascript" and "member/app.js" in answer.content.decode()
    assert member.get(reverse("member:manifest")).json()["scope"] == "/so-tay/"


def test_what_a_phone_fetches_at_first_is_small(member: Client) -> None:
    """150 kB for the first page with everything it needs (the page's own bytes as sent, nothing compressed)."""
    told = len(member.get(reverse("member:home")).content)
    files = ("staff/tokens.css", "staff/staff.css", "staff/print.css", "member/member.css", "member/app.js", "staff/mark.svg")
    for name in (*files, "member/photo.js", "member/waiting.js", "staff/shell.css", "staff/library.css", "member/library.js"):
        told += len(b"".join(member.get(f"/static/{name}")))
    told += sum(len(member.get(reverse(f"member:{name}")).content) for name in ("manifest", "worker", "offline"))
    assert told < 150_000
