"""Meetings from the call to the entry: who is invited, who may decide and vote, what is counted, what is refused."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from typing import Any

import pytest

from dangvu.core.days import today
from dangvu.core.docx_writer import write_docx
from dangvu.dossiers import services as casework
from dangvu.dossiers.services import Asked, Hand
from dangvu.ledger import book as ledger
from dangvu.ledger.verify import verify
from dangvu.meetings import minutes, roll, services
from dangvu.meetings.errors import Refused
from dangvu.meetings.models import Item, Meeting, Sort
from tests.cast import Line, book, line, org, record
from tests.drawn import HEAD, PNG
from tests.figures.asking import parts, value

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 11, 3)
YEAR = ("2025-01-01", "2025-12-31")


def more_members(count: int, cell: str = "A") -> list[Line]:
    lines = []
    for number in range(count):
        code = f"m{number}"
        lines.append(line("person", "2019-01-01", person=code, name=f"Phạm Văn {chr(65 + number)}"))
        lines.append(line("carried_over", "2020-01-01", person=code, org=cell, status="official" if number else "probationary"))
    return lines


@pytest.fixture(autouse=True)
def _book() -> None:
    record(
        *book(),
        *more_members(6),
        line("exempted", "2021-01-01", person="m4", type="age_or_health", until="2030-01-01"),
        line("temporary_out", "2021-01-01", person="m5", to="Đảng bộ bạn"),
        line("appointed", "2020-02-01", person="an", org="A", post="secretary"),
    )  # fmt: skip


def called(sort: str = Sort.MONTHLY, place: str = "A", on: dt.date = DAY, **more: Any) -> Meeting:
    state = ledger.tree().timelines[org(place)].states[-1]
    return services.call(sort, place_of=state, title="Sinh hoạt tháng 11", on=on, actor="vanphong", **more)


def answered(meeting: Meeting, **answers: str) -> Meeting:
    """Mark the named ones, then the rest as present."""
    for code, presence in answers.items():
        services.mark(meeting.roll.get(person__code=code), presence)
    services.mark_rest(meeting)
    services.write(meeting, chair="Nguyễn Văn An", taker="Phạm Văn B")
    return meeting


def test_the_roll_comes_from_the_books_of_the_day() -> None:
    meeting = called()
    told = {each.person.code: (each.flag, each.official, each.bound) for each in meeting.roll.select_related("person") if each.person}
    assert told == {
        "an": ("", True, True), "m0": ("", False, True), "m1": ("", True, True), "m2": ("", True, True), "m3": ("", True, True),
        "m4": ("exempt", True, False), "m5": ("temporary_out", True, False),
    }  # fmt: skip
    count = roll.count(meeting)
    assert (count.bound, count.voters, count.silent, count.need, count.quorate) == (5, 4, 5, 4, False)


def test_who_is_exempt_and_comes_counts_and_votes() -> None:
    meeting = answered(called(), m4="present", m1="leave", m2="absent")
    count = roll.count(meeting)
    assert (count.bound, count.present, count.leave, count.absent, count.voters, count.voters_present) == (6, 4, 1, 1, 5, 3)
    assert count.quorate and count.need == 4


def test_a_closed_meeting_is_one_entry_with_its_absent_by_name() -> None:
    meeting = answered(called(), m1="leave", m2="absent")
    sheet = services.criteria(meeting)
    assert sheet is not None and sum(sheet.value.values()) == 100
    services.score(meeting, {**sheet.value, "Thời gian": 0})
    closed = services.close(meeting, actor="vanphong")
    assert len(closed.entries) == 1 and verify()[0] == []
    found = {
        code: value(code, "K1", *YEAR) for code in ("meetings_held", "meetings_monthly", "meeting_attendance_rate", "meeting_absences")
    }
    assert found == {"meetings_held": 1, "meetings_monthly": 1, "meeting_attendance_rate": 60, "meeting_absences": 2}
    assert parts("meeting_absences", "A", "leave", *YEAR) == {"with_leave": 1, "without_leave": 1}
    assert parts("meeting_grades", "A", "grade", *YEAR) == {"good": 1}
    with pytest.raises(Refused, match="đã khép"):
        services.mark_rest(meeting)


def test_opened_again_its_numbers_are_gone_until_it_is_closed_again() -> None:
    meeting = services.close(answered(called()), actor="vanphong")
    with pytest.raises(Refused, match="lý do"):
        services.reopen(meeting, actor="vanphong", why=" ")
    services.reopen(meeting, actor="vanphong", why="ghi nhầm")
    assert value("meetings_held", "A", *YEAR) == 0
    services.mark(meeting.roll.get(person__code="m1"), "absent")
    services.close(meeting, actor="vanphong")
    assert (value("meetings_held", "A", *YEAR), value("meeting_absences", "A", *YEAR)) == (1, 1)


def test_open_tasks_are_carried_into_the_agenda() -> None:
    hand = Hand("vanphong")
    task = casework.open_dossier("task", org=org("A"), on=dt.date(2025, 10, 1), hand=hand, given={"title": "Rà soát hồ sơ"})
    casework.take(task, Asked("assign", dt.date(2025, 10, 2)), hand)
    items = list(called().items.all())
    assert [item.dossier_id for item in items if item.kind == Item.Kind.TASK] == [task.pk] and items[1].title == "Rà soát hồ sơ"
    casework.take(task, Asked("judge", dt.date(2025, 10, 20), {"grade": "done"}), hand)
    assert not called().items.filter(kind=Item.Kind.TASK).exists()


def test_a_vote_is_counted_against_the_roll() -> None:
    meeting = answered(called(), m1="leave")
    with pytest.raises(Refused, match="quá số người"):
        services.vote(meeting, matter="Nghị quyết tháng", in_favour=4)
    ballot = services.vote(meeting, matter="Nghị quyết tháng", in_favour=2, against=1)
    assert (ballot.eligible, ballot.present, ballot.passed) == (4, 3, False)
    assert services.vote(meeting, matter="Nghị quyết tháng", in_favour=3).passed


def test_a_conference_invites_officers_and_delegates_and_shows_guests() -> None:
    meeting = called(Sort.CONFERENCE, "K1", further=["m1"])
    services.add_guest(meeting, name="Bà Khách", office="Phòng Văn hóa")
    services.add_item(meeting, kind="talk", title="Chuyển đổi số", speaker="Bà Khách")
    services.add_item(meeting, kind="visit", title="Nhà truyền thống")
    services.add_photo(meeting, "anh.png", PNG, caption="Quang cảnh hội nghị")
    services.add_cost(meeting, title="Nước uống", amount=350_000)
    assert sorted(each.person.code for each in meeting.roll.select_related("person") if each.person) == ["an", "m1"]
    services.close(answered(meeting), actor="vanphong", with_activities=True)
    assert (value("event_attendance", "K1", *YEAR), value("activities_total", "K1", *YEAR)) == (2, 2)
    assert parts("activities_total", "K1", "type", *YEAR) == {"talk": 1, "visit": 1}


@pytest.mark.parametrize(("sort", "place"), [(Sort.MONTHLY, "K1"), (Sort.COMMITTEE, "A"), ("party", "A")])
def test_who_holds_what(sort: str, place: str) -> None:
    with pytest.raises(Refused) as refusal:
        called(sort, place)
    assert refusal.value.field == "sort" and not Meeting.objects.exists()


def test_what_cannot_be_closed() -> None:
    meeting = called()
    with pytest.raises(Refused, match="chưa điểm danh"):
        services.close(meeting, actor="x")
    services.mark_rest(meeting)
    with pytest.raises(Refused, match="chủ trì"):
        services.close(meeting, actor="x")
    later = called(on=today() + dt.timedelta(days=30))
    with pytest.raises(Refused, match="chưa tới"):
        services.close(later, actor="x")
    assert value("meetings_held", "A", *YEAR) == 0


def test_points_are_of_the_sheet_of_the_day() -> None:
    sheet = services.criteria(called())
    assert sheet is not None
    for points in ({}, {**sheet.value, "Thời gian": 6}, {**sheet.value, "Khác": 1}):
        with pytest.raises(Refused):
            services.score(called(), points)
    assert services.criteria(called(on=dt.date(2024, 1, 3))) is None


def test_what_is_no_picture_is_no_photograph() -> None:
    meeting = called()
    for name, raw, caption in (
        ("a.pdf", b"%PDF-1.7", "x"),
        ("a.png", b"GIF89a", "x"),
        ("a.png", PNG, " "),
        ("a.png", HEAD + b"\0" * 9, "x"),
    ):
        with pytest.raises(Refused):
            services.add_photo(meeting, name, raw, caption=caption)


def test_the_minutes_say_who_was_there_and_how_it_was_voted() -> None:
    meeting = answered(called(), m2="absent")
    services.vote(meeting, matter="Nghị quyết tháng", in_favour=3)
    services.note(meeting.items.all()[0], "Đã thông báo\nThời sự")
    raw = write_docx(minutes.document(Meeting.objects.get(pk=meeting.pk), "Đông Anh"), created=dt.datetime(2025, 11, 3, tzinfo=dt.UTC))
    text = zipfile.ZipFile(BytesIO(raw)).read("word/document.xml").decode()
    for said in ("BIÊN BẢN", "Phải dự: 5; có mặt: 4", "Phạm Văn C: vắng không lý do", "Nghị quyết tháng", "Đã thông báo"):
        assert said in text, said


def test_a_new_roll_keeps_the_answers_given() -> None:
    meeting = called()
    services.mark(meeting.roll.get(person__code="m1"), "leave", "ốm")
    record(line("died", "2025-11-01", person="m3"), *[each | {"person": "m9"} for each in more_members(1)[:1]])
    roll.invite(meeting)
    assert not meeting.roll.filter(person__code="m3").exists() and meeting.roll.get(person__code="m1").reason == "ốm"
