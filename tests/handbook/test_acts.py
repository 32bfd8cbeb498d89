"""Answers, notes and presence: at once, and queued on a phone without a network; nothing is lost, nobody is marked by a code sent on."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dangvu.core.days import today
from dangvu.handbook import acts, presence
from dangvu.handbook.acts import Outcome
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Act, Jotting, Reply
from dangvu.ledger import book
from dangvu.meetings import services as meetings
from dangvu.meetings.models import Meeting, Presence
from dangvu.orgs.models import Person, Role, User
from tests.cast import line, record
from tests.handbook.phones import Phone
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def an(office: Office) -> User:
    office.login("an", "A", Role.MEMBER)
    User.objects.filter(username="an").update(person=Person.objects.get(code="an"))
    return User.objects.get(username="an")


@pytest.fixture
def meeting(office: Office) -> Meeting:
    cell = book.tree().by_code("A")
    assert cell is not None
    place = book.tree().timelines[cell].states[-1]
    return meetings.call("monthly", place_of=place, title="Sinh hoạt tháng", on=today(), actor="vanphong")


def test_an_invitation_is_answered_and_the_secretary_sees_it_on_the_roll(office: Office, an: User, meeting: Meeting) -> None:
    browser = Client()
    browser.force_login(an)
    way = reverse("member:reply", args=[meeting.pk])
    page = browser.post(way, {"answer": "away", "reason": ""}, follow=True).content.decode()
    assert "hãy ghi lý do" in page and not Reply.objects.exists()
    browser.post(way, {"answer": "away", "reason": "đi công tác"})
    assert "xin vắng: đi công tác" in office.page("roll", meeting.pk)
    row = Reply.objects.raw("SELECT pk.id, pk.data AS sealed FROM handbook_reply pk")[0]
    assert "công tác" not in row.sealed, "the reason lies sealed"


def test_the_later_answer_holds_whichever_comes_in_first(an: User, meeting: Meeting) -> None:
    phone, now = Phone(an), timezone.now()
    assert phone.send(meeting, "reply", answer="coming", done=now).outcome == Outcome.TAKEN
    late = phone.send(meeting, "reply", answer="away", reason="ốm", done=now - HOUR)
    assert late.outcome == Outcome.CONFLICT and "mới hơn" in late.why and Reply.objects.get().answer == "coming"
    assert late.data["reason"] == "ốm", "what was said is kept all the same"


def test_the_code_on_the_wall_marks_present_while_it_is_shown(office: Office, an: User, meeting: Meeting) -> None:
    page = office.page("presence_code", meeting.pk)
    assert "<svg" in page and "hx-trigger" in page
    browser = Client()
    browser.force_login(an)
    way = reverse("member:present", args=[meeting.pk])
    assert "Mã không đúng" in browser.get(way, {"m": "abc-def"}, follow=True).content.decode()
    assert meeting.roll.get(person=an.person).presence == ""
    page = browser.get(way, {"m": presence.code(meeting, timezone.now())}, follow=True).content.decode()
    assert "bạn có mặt" in page and meeting.roll.get(person=an.person).presence == Presence.PRESENT


def test_a_code_of_another_meeting_or_of_tomorrow_is_none(an: User, meeting: Meeting) -> None:
    place = book.tree().timelines[meeting.organisation_id].states[-1]
    other = meetings.call("thematic", place_of=place, title="Chuyên đề", on=today(), actor="vanphong")
    now = timezone.now()
    for code in (presence.code(other, now), presence.code(meeting, now + HOUR), "", "zz", "-", "ffffffffffff-aaaaaaaaaaaa", "é-é"):
        with pytest.raises(Refused, match="Mã không đúng"):
            acts.present(user=an, meeting=meeting, code=code)
    assert presence.shown_at(meeting, presence.code(meeting, now).upper()) is not None


def test_a_scan_without_a_network_waits_for_the_secretarys_yes(office: Office, an: User, meeting: Meeting) -> None:
    act = Phone(an).send(meeting, "present", code=presence.code(meeting, timezone.now() - HOUR))
    assert act.outcome == Outcome.WAITING and meeting.roll.get(person=an.person).presence == ""
    page = office.page("roll", meeting.pk)
    assert "gửi đến muộn" in page and "Nguyễn Văn An" in page
    way = reverse("staff:presence_settle", args=[meeting.pk, act.pk])
    assert office.clerk.post(way, {"answer": "co"}).status_code == 302
    assert meeting.roll.get(person=an.person).presence == Presence.PRESENT
    assert "gửi đến muộn</h2>" not in office.page("roll", meeting.pk)
    assert "đã được giải quyết" in office.clerk.post(way, {"answer": "khong"}, follow=True).content.decode()


def test_a_scan_against_the_roll_is_shown_and_changes_nothing(office: Office, an: User, meeting: Meeting) -> None:
    meetings.mark(meeting.roll.get(person=an.person), Presence.ABSENT)
    act = Phone(an).send(meeting, "present", code=presence.code(meeting, timezone.now()))
    assert act.outcome == Outcome.CONFLICT and meeting.roll.get(person=an.person).presence == Presence.ABSENT
    assert acts.open_claims(meeting) == [act]
    acts.settle(act=act, accept=False, actor="vanphong")
    assert acts.open_claims(meeting) == [] and meeting.roll.get(person=an.person).presence == Presence.ABSENT


def test_the_same_act_twice_is_one(an: User, meeting: Meeting) -> None:
    phone, uid = Phone(an), str(uuid.uuid4())
    first = phone.send(meeting, "note", uid=uid, text="Một")
    assert phone.send(meeting, "note", uid=uid, text="Một") == first and Act.objects.count() == 1


def test_notes_of_two_phones_are_both_kept_and_lie_sealed(an: User, meeting: Meeting) -> None:
    now = timezone.now()
    assert Phone(an).send(meeting, "note", text="Bản mới", done=now).outcome == Outcome.TAKEN
    assert Phone(an).send(meeting, "note", text="Bản cũ", done=now - HOUR).outcome == Outcome.CONFLICT
    kept = Jotting.objects.get().data["text"]
    assert kept.startswith("Bản mới") and kept.endswith("Bản cũ")


def test_a_note_written_beside_one_that_was_not_seen_takes_nothing_away(an: User, meeting: Meeting) -> None:
    phone, now = Phone(an), timezone.now()
    acts.jot(user=an, meeting=meeting, text="Viết ở nhà", at=now - HOUR)
    unseen = phone.send(meeting, "note", text="Viết ở hội trường", seen="", done=now)
    assert unseen.outcome == Outcome.CONFLICT
    kept = acts.notes(an, meeting)
    assert kept.text.startswith("Viết ở nhà") and kept.text.endswith("Viết ở hội trường")
    assert phone.send(meeting, "note", text="Gọn lại", seen=kept.stamp).outcome == Outcome.TAKEN
    assert acts.notes(an, meeting).text == "Gọn lại"
    whole = acts.jot(user=an, meeting=meeting, text="Gọn lại\nvà thêm", seen="lạ")
    assert whole.outcome == Outcome.TAKEN and acts.notes(an, meeting).text == "Gọn lại\nvà thêm"
    page = Client()
    page.force_login(an)
    shown = page.get(reverse("member:meeting", args=[meeting.pk])).content.decode()
    assert f'name="seen" value="{acts.notes(an, meeting).stamp}"' in shown


def test_what_is_not_signed_by_this_members_phone_is_refused(office: Office, an: User, meeting: Meeting) -> None:
    phone = Phone(an)
    office.login("binh", "C", Role.MEMBER)
    User.objects.filter(username="binh").update(person=Person.objects.get(code="binh"))
    for change in ({"key": "00" * 32}, {"user": User.objects.get(username="binh")}, {"number": 999}):
        forged = Phone(an)
        forged.__dict__.update(phone.__dict__ | change)
        with pytest.raises(Refused, match="không còn được nhận"):
            forged.send(meeting, "note", text="x")
    outside = Phone(User.objects.get(username="binh")).send(meeting, "reply", answer="coming")
    assert outside.outcome == Outcome.REFUSED and "không có trong danh sách" in outside.why


@pytest.mark.parametrize("told", [{"uid": "x"}, {"what": "x"}, {"done": "x"}, {"done": 1e30}, {"meeting": None}])
def test_what_cannot_be_read_is_said(an: User, meeting: Meeting, told: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="Không đọc được"):
        Phone(an).raw({"uid": str(uuid.uuid4()), "what": "note", "meeting": meeting.pk, "done": 1, "text": "x", **told})
    assert not Act.objects.exists()


def test_a_closed_meeting_is_not_changed_and_the_claim_is_shown(office: Office, an: User, meeting: Meeting) -> None:
    record(line("person", "2019-01-01", person="dung", name="Phạm Văn Dũng", birth="1970-01-01", sex="male"))
    meetings.mark(meeting.roll.get(person=an.person), Presence.LEAVE)
    meetings.write(meeting, chair="A", taker="B")
    meetings.close(meeting, actor="vanphong")
    meeting.refresh_from_db()
    act = Phone(an).send(meeting, "present", code=presence.code(meeting, timezone.now()))
    assert act.outcome == Outcome.CONFLICT and "đã khép" in act.why
    with pytest.raises(Refused, match="đã khép"):
        acts.settle(act=act, accept=True, actor="vanphong")
    assert Phone(an).send(meeting, "reply", answer="coming").outcome == Outcome.CONFLICT
