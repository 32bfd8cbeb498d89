"""From a conference to a draft article: what the minutes and reports say, in their order, with live numbers."""

from __future__ import annotations

import datetime as dt

import pytest

from dangvu.ledger import book as ledger
from dangvu.meetings import services as meetings
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import Role
from dangvu.pages import draft, gather, services
from dangvu.pages.errors import Refused
from dangvu.pages.shown import shown
from dangvu.reports.services import create
from tests.cast import book, org, record
from tests.drawn import PNG
from tests.pages.newsroom import user

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 6, 30)


@pytest.fixture
def held() -> Meeting:
    record(*book())
    state = ledger.tree().timelines[org("K1")].states[-1]
    meeting = meetings.call(
        "conference", place_of=state, title="Hội nghị sơ kết sáu tháng", on=DAY, place="Hội trường A", further=["an"], actor="vp"
    )
    meeting.items.all().delete()
    meetings.add_item(meeting, kind="report", title="Báo cáo sáu tháng", speaker="Văn phòng")
    note = meetings.add_item(meeting, kind="visit", title="Tham quan nhà truyền thống")
    meetings.note(note, "Đoàn đi bốn không gian")
    for caption in ("Quang cảnh", "Tham quan"):
        meetings.add_photo(meeting, "anh.png", PNG, caption=caption, credit="vẽ")
    meetings.mark_rest(meeting)
    meetings.write(meeting, chair="Chủ trì", taker="Thư ký", resolution="Thông qua báo cáo.\nLàm <ngay> ba việc")
    return meetings.close(meeting, actor="vp")


def test_the_draft_tells_the_conference_and_its_reports_with_live_numbers(held: Meeting) -> None:
    clerk = user("vanphong", "K1", Role.CLERK)
    report = create("mid_term", org("K1"), dt.date(2020, 6, 1), DAY, DAY, "vanphong")
    further = create("quarterly", org("K1"), dt.date(2021, 4, 1), DAY, DAY, "vanphong")
    assert draft.heard(held, clerk) == [report, further]
    page = draft.from_meeting(held, user=clerk, reports=[report, further])
    text = shown(page, gather.gather(page)).text
    for words in ("Văn phòng trình bày: Báo cáo sáu tháng.", "Đoàn đi bốn không gian.", "với 1 đảng viên", "Làm <ngay> ba việc"):
        assert words in text
    assert (page.as_of, page.start, page.end) == (DAY, dt.date(2020, 6, 1), DAY)
    assert (page.picture_caption, page.live) == ("Quang cảnh", False)
    kinds = [block.block_type for block in page.body]
    assert kinds.count("gallery") == 1
    # What the books do not know has to be taken out by hand; nothing else stands in the way for good.
    assert {each.kind for each in services.objections(page) if not each.waivable} <= {"figure"}


def test_drafts_of_reports_are_only_for_who_may_write_them(held: Meeting) -> None:
    create("mid_term", org("K1"), dt.date(2020, 6, 1), DAY, DAY, "vanphong")
    assert draft.heard(held, user("bientap", "K1")) == []


def test_nobody_drafts_for_another_committee(held: Meeting) -> None:
    stranger = user("bientap-k2", "K2")
    assert draft.meetings_of(stranger) == []
    with pytest.raises(Refused):
        draft.from_meeting(held, user=stranger)
