"""What was done without a network about a document, a study session or a question: judged when it comes in, nothing lost, nothing twice."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dangvu.core.days import today
from dangvu.handbook import arrivals, library, questions, studying
from dangvu.handbook.acts import Outcome
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Act, Question
from dangvu.handbook.shelf import Bookmark, Edition, Learner, Study
from dangvu.orgs.models import User
from dangvu.privacy import erasure
from tests.cast import org
from tests.handbook.kept import member, office
from tests.handbook.phones import Phone
from tests.scenarios.office import Office

__all__ = ["office"]
pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
HEAD = library.Head("resolution", "05-NQ/ĐU", "", "Nghị quyết về chuyển đổi số")
PARTS = [{"text": "Một", "level": 1}, {"text": "Hai", "level": 0}]


@pytest.fixture
def an(office: Office) -> User:
    member(office, "an")
    return User.objects.get(username="m-an")


@pytest.fixture
def edition(an: User) -> Edition:
    return library.newest(library.publish(org=org("K1"), head=HEAD, parts=PARTS, actor="vanphong"))


@pytest.fixture
def study(edition: Edition) -> Study:
    return studying.begin(publication=edition.publication, org=org("A"), on=today(), questions="?", actor="vanphong")


def pages(an: User) -> Client:
    browser = Client()
    browser.force_login(an)
    return browser


def line_of(an: User) -> Learner:
    return Learner.objects.get(person=an.person)


def test_i_have_studied_waits_for_the_secretary_and_the_same_twice_is_one(an: User, study: Study) -> None:
    phone, uid, done = Phone(an), str(uuid.uuid4()), timezone.now() - HOUR
    act = phone.send(study, "claim", uid=uid, done=done)
    assert act.outcome == Outcome.TAKEN and act.study == study and not line_of(an).studied
    assert line_of(an).claimed_at == act.done_at < timezone.now() - HOUR / 2
    assert phone.send(study, "claim", uid=uid) == act and Act.objects.count() == 1
    assert phone.send(study, "claim").outcome == Outcome.SAME
    assert phone.send(study, "unclaim").outcome == Outcome.TAKEN and line_of(an).claimed_at is None


def test_what_was_said_later_holds_and_what_the_secretary_settled_stays(an: User, study: Study) -> None:
    phone, now = Phone(an), timezone.now()
    studying.say(learner=line_of(an), studied=True, at=now - 3 * HOUR)
    studying.say(learner=line_of(an), studied=False, at=now - HOUR)
    old = phone.send(study, "claim", done=now - 2 * HOUR)
    assert old.outcome == Outcome.CONFLICT and "báo lại sau đó" in old.why and line_of(an).claimed_at is None
    studying.confirm(study=study, persons=["an"])
    assert phone.send(study, "claim").outcome == Outcome.SAME
    late = phone.send(study, "unclaim")
    assert late.outcome == Outcome.REFUSED and "báo bí thư" in late.why and line_of(an).studied
    studying.confirm(study=study, persons=["binh-a"])
    studying.cancel(study=study, why="hoãn")
    assert phone.send(study, "claim").outcome == Outcome.REFUSED
    page = pages(an).get(reverse("member:sent")).content.decode()
    assert "Báo đã học" in page and "không ghi được" in page and HEAD.title in page


def test_a_session_that_was_closed_meanwhile_says_so(an: User, study: Study) -> None:
    studying.confirm(study=study, persons=["d"])
    Learner.objects.exclude(person=an.person).update(studied=True)
    studying.close(study=study, actor="bithu-a")
    act = Phone(an).send(study, "claim")
    assert act.outcome == Outcome.CONFLICT and "đã khép" in act.why and not line_of(an).studied
    assert Phone(an).send(study, "study_note", text="Vẫn giữ").outcome == Outcome.TAKEN


def test_own_notes_of_a_session_from_two_phones_are_both_kept(an: User, study: Study) -> None:
    now = timezone.now()
    assert Phone(an).send(study, "study_note", text="Máy một", seen="", done=now - HOUR).outcome == Outcome.TAKEN
    second = Phone(an).send(study, "study_note", text="Máy hai", seen="", done=now)
    assert second.outcome == Outcome.CONFLICT
    kept = studying.notes(line_of(an))
    assert "Máy một" in kept.text and "Máy hai" in kept.text
    assert Phone(an).send(study, "study_note", text="Gộp", seen=kept.stamp).outcome == Outcome.TAKEN
    assert studying.notes(line_of(an)).text == "Gộp"


def test_a_bookmark_is_made_and_taken_away_once(an: User, edition: Edition) -> None:
    phone, now = Phone(an), timezone.now()
    assert phone.send(edition, "mark", paragraph="2").outcome == Outcome.TAKEN
    assert phone.send(edition, "mark", paragraph="2").outcome == Outcome.SAME
    assert [each.paragraph for each in Bookmark.objects.all()] == [2]
    old = phone.send(edition, "unmark", paragraph="2", done=now - HOUR)
    assert old.outcome == Outcome.CONFLICT and Bookmark.objects.count() == 1
    assert phone.send(edition, "unmark", paragraph="2").outcome == Outcome.TAKEN and not Bookmark.objects.exists()
    assert phone.send(edition, "unmark", paragraph="2").outcome == Outcome.SAME
    for paragraph in ("0", "3", "x", ""):
        assert phone.send(edition, "mark", paragraph=paragraph).outcome == Outcome.REFUSED


def test_what_was_taken_away_or_is_not_ones_own_is_refused_and_told(an: User, edition: Edition, study: Study) -> None:
    elsewhere = library.newest(library.publish(org=org("C"), head=HEAD, parts=PARTS, actor="vanphong"))
    other = studying.begin(publication=elsewhere.publication, org=org("C"), on=today(), questions="", actor="vanphong")
    phone = Phone(an)
    assert phone.send(elsewhere, "mark", paragraph="1").outcome == Outcome.REFUSED
    assert phone.send(other, "claim").outcome == phone.send(other, "study_note", text="x").outcome == Outcome.REFUSED
    library.withdraw(publication=edition.publication, why="nhầm")
    act = phone.send(edition, "mark", paragraph="1")
    assert act.outcome == Outcome.REFUSED and "không còn" in act.why and not Bookmark.objects.exists()


def test_a_question_is_asked_once_and_its_text_lies_in_one_place(an: User) -> None:
    phone, uid = Phone(an), str(uuid.uuid4())
    told = {"to": "A", "sort": "question", "text": "Bao giờ sửa nhà sinh hoạt?"}
    act = phone.send(None, "ask", uid=uid, done=timezone.now() - 30 * HOUR, **told)
    assert act.outcome == Outcome.TAKEN and phone.send(None, "ask", uid=uid, **told) == act
    asked = Question.objects.get()
    assert asked.data["text"] == told["text"] and asked.asked_on == today(), "the time for an answer begins where it can be read"
    assert "text" not in Act.objects.get().data, "what the member may take back lies nowhere else"
    assert questions.due([org("A")])[0].paper == asked.pk


def test_a_question_that_cannot_be_taken_is_shown_with_its_text_until_it_is_put_away(office: Office, an: User) -> None:
    act = Phone(an).send(None, "ask", to="C", sort="opinion", text="Ý kiến chưa gửi được")
    assert act.outcome == Outcome.REFUSED and not Question.objects.exists()
    phone = pages(an)
    for name in ("talk", "sent"):
        assert "Ý kiến chưa gửi được" in phone.get(reverse(f"member:{name}")).content.decode()
    assert "Ý kiến chưa gửi được" not in member(office, "a1").get(reverse("member:sent")).content.decode()
    row = Act.objects.raw("SELECT pk.id, pk.data AS sealed FROM handbook_act pk")[0]
    assert "chưa gửi" not in row.sealed, "it lies sealed"
    phone.post(reverse("member:put_away", args=[act.pk]))
    assert "Ý kiến chưa gửi được" not in phone.get(reverse("member:talk")).content.decode()
    assert "text" not in Act.objects.get().data


def test_a_name_that_is_forgotten_is_taken_out_of_what_was_not_taken(an: User) -> None:
    assert Phone(an).send(None, "ask", to="C", sort="opinion", text="Nên khen Quách Thế Nhượng").outcome == Outcome.REFUSED
    assert (Act, ("data",)) in erasure.TEXTS and sum(erasure._redact("Quách Thế Nhượng")) == 1
    assert Act.objects.get().data["text"] == f"Nên khen {erasure.GONE}"


def test_a_vote_is_never_an_act(an: User) -> None:
    assert not {"vote", "poll"} & set(Act.What.values) and set(arrivals.DOING) == set(arrivals.ABOUT) == set(Act.What.values)
    with pytest.raises(Refused, match="Không đọc được"):
        Phone(an).send(None, "vote", choice="1")


def test_a_phone_whose_key_is_gone_is_told_to_ask_for_another(an: User) -> None:
    phone = pages(an)
    answer = phone.post(reverse("member:send"), {"device": 999, "body": "{}", "signature": "é"}, content_type="application/json")
    assert answer.status_code == 409 and "không còn được nhận" in answer.json()["why"]
