"""The copy of everything the program holds about a member: each thing told once is in it, nobody else's, and no key."""

from __future__ import annotations

import io
import uuid

import openpyxl
import pytest
from django.apps import apps
from django.utils import timezone

from dangvu.core.days import today
from dangvu.handbook import acts, arrivals, calendars, library, questions, studying
from dangvu.handbook.models import Act, Subscription
from dangvu.ledger import book
from dangvu.meetings import services as meetings
from dangvu.orgs.models import Person, User
from dangvu.privacy import consent, copies
from tests.cast import org
from tests.handbook.kept import member, office
from tests.scenarios.office import Office

__all__ = ["office"]
pytestmark = pytest.mark.django_db
# Every table of ours that refers to a person or to an account, and the sheet of the copy that it is in.
IN_THE_COPY = {
    "User": "Tài khoản và máy", "Grant": "Tài khoản và máy", "Slip": "Tài khoản và máy", "ApiToken": "Tài khoản và máy",
    "AccountAct": "Tài khoản và máy", "Posting": "Quá trình", "Sealed": "Lý lịch", "Merged": "Quá trình", "Dossier": "Hồ sơ",
    "Attendee": "Cuộc họp", "Question": "Câu hỏi, ý kiến", "Subscription": "Tài khoản và máy", "CalendarKey": "Tài khoản và máy",
    "Bookmark": "Dấu trang", "Learner": "Học tập", "Device": "Tài khoản và máy", "Jotting": "Cuộc họp", "Act": "Việc gửi từ máy",
    "Seen": "Ai đã xem", "Consent": "Đồng ý nêu tên",
}  # fmt: skip
# And those that are not, with the reason.
LEFT_OUT = {
    "PersonKey": "how a name is searched", "PersonWord": "how a name is searched", "Exclusion": "the paper of a dossier",
    "Participant": "the paper of a dossier", "Paper": "the paper of a dossier", "IntakeRow": "a list of the office, judged and thrown away",
    "Reading": "what an account of the office read", "Apart": "the office's word that two persons are two", "Taken": "steps of the guide",
}  # fmt: skip


def copy_of(code: str) -> dict[str, str]:
    raw = copies.workbook(Person.objects.get(code=code), watermark="x", now=timezone.now())
    sheets = openpyxl.load_workbook(io.BytesIO(raw))
    return {
        each.title.partition(". ")[2]: "\n".join(str(cell.value) for row in each.iter_rows() for cell in row if cell.value)
        for each in sheets
    }


def ours() -> set[str]:
    found = set()
    for model in apps.get_models():
        refers = any(field.related_model in (User, Person) for field in model._meta.fields)
        if refers and model.__module__.startswith("dangvu.") and not model.__module__.startswith("dangvu.pages."):
            found.add(model.__name__)
    return found


def test_every_table_about_a_person_is_in_the_copy_or_said_why_not() -> None:
    assert ours() == IN_THE_COPY.keys() | LEFT_OUT.keys() and not IN_THE_COPY.keys() & LEFT_OUT.keys()


def told(office: Office) -> User:
    """An, who did one of everything."""
    member(office, "an")
    user, an = User.objects.get(username="m-an"), Person.objects.get(code="an")
    asked = questions.ask(person=an, to=org("A"), sort="question", text="HỎI-MỘT")
    questions.answer(question=asked, text="ĐÁP-MỘT", actor="bithu")
    met = meetings.call("monthly", place_of=book.tree().timelines[org("A")].states[-1], title="HỌP-MỘT", on=today(), actor="x")
    acts.reply(user=user, meeting=met, answer="away", reason="ỐM-MỘT")
    acts.jot(user=user, meeting=met, text="GHI-HỌP")
    head = library.Head("resolution", "1", "", "VĂN-BẢN-MỘT")
    edition = library.newest(library.publish(org=org("K1"), head=head, parts=[{"text": "Một", "level": 0}], actor="x"))
    library.mark(user=user, edition=edition, paragraph=1)
    study = studying.begin(publication=edition.publication, org=org("A"), on=today(), questions="", actor="x")
    studying.note(learner=studying.mine(user)[0], text="GHI-HỌC")
    now = timezone.now()
    Act.objects.create(
        user=user, uid=uuid.uuid4(), what="ask", data={"text": "CHƯA-GỬI"}, done_at=now, received_at=now, outcome="refused", why="vì sao"
    )
    data = {"endpoint": "https://push.example.vn/MẬT-ĐỊA-CHỈ", "p256dh": "KHÓA", "auth": "KHÓA", "told": []}
    Subscription.objects.create(user=user, digest="0" * 64, data=data)
    consent.agree(an, on=today(), how="GIẤY-ĐỒNG-Ý", actor="x")
    calendars.make(user)
    assert study.open
    return user


def test_what_a_member_said_wrote_and_marked_is_in_the_copy_and_no_key(office: Office) -> None:
    user = told(office)
    number, key = arrivals.new_device(user)
    sheets = copy_of("an")
    assert set(IN_THE_COPY.values()) <= set(sheets)
    for sheet, words in {
        "Câu hỏi, ý kiến": ("HỎI-MỘT", "ĐÁP-MỘT", "đã trả lời"), "Cuộc họp": ("HỌP-MỘT", "xin vắng", "ỐM-MỘT", "GHI-HỌP"),
        "Học tập": ("VĂN-BẢN-MỘT", "GHI-HỌC"), "Dấu trang": ("VĂN-BẢN-MỘT",), "Việc gửi từ máy": ("CHƯA-GỬI", "không ghi được", "vì sao"),
        "Tài khoản và máy": ("m-an", "Đảng viên", "push.example.vn", "địa chỉ lịch", f"việc lúc không có mạng\n{number}"),
        "Đồng ý nêu tên": ("GIẤY-ĐỒNG-Ý",),
    }.items():  # fmt: skip
        assert [word for word in words if word not in sheets[sheet]] == [], sheet
    whole = "\n".join(sheets.values())
    assert not [word for word in ("MẬT-ĐỊA-CHỈ", "KHÓA", key) if word in whole]
    others = "\n".join(copy_of("a1").values())
    assert not [word for word in ("HỎI-MỘT", "GHI-HỌP", "GHI-HỌC", "CHƯA-GỬI", "GIẤY-ĐỒNG-Ý", "m-an") if word in others]
