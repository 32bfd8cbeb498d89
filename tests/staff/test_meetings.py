"""The pages of meetings as a cell's secretary works through them, and what others may not."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dangvu.meetings.models import Attendee, Meeting
from dangvu.orgs.models import Role
from tests.drawn import PNG
from tests.figures.asking import value
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def docx_text(raw: bytes) -> str:
    return zipfile.ZipFile(BytesIO(raw)).read("word/document.xml").decode()


def called(client: Client, **more: str) -> Meeting:
    told = {"place_of": "A", "sort": "monthly", "title": "Sinh hoạt tháng 11", "on": "3/11/2025", **more}
    answer = client.post(reverse("staff:meeting_new"), told)
    assert answer.status_code == 302
    return Meeting.objects.latest("pk")


def write(client: Client, meeting: Meeting, what: str, **told: Any) -> str:
    return client.post(reverse("staff:meeting_write", args=[meeting.pk, what]), told, follow=True).content.decode()


def test_a_cells_secretary_holds_the_monthly_meeting_on_a_phone(office: Office) -> None:
    client = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    meeting = called(client)
    roll = client.get(reverse("staff:roll", args=[meeting.pk])).content.decode()
    one = meeting.roll.get(person__code="an")
    assert "Nguyễn Văn An" in roll and "vắng không lý do" in roll
    part = client.post(reverse("staff:roll_mark", args=[meeting.pk, one.pk]), {"presence": "present"}, headers={"HX-Request": "true"})
    assert 'id="roll-count"' in part.content.decode() and "<html" not in part.content.decode()
    write(client, meeting, "bieu-quyet", matter="Nghị quyết tháng", in_favour="1")
    write(client, meeting, "bien-ban", chair="Nguyễn Văn An", taker="Nguyễn Văn An", resolution="Hoàn thành kế hoạch")
    write(client, meeting, "dien-bien", **{f"note_{meeting.items.all()[0].pk}": "Đã thông báo thời sự"})
    done = write(client, meeting, "khep")
    assert "Đã họp, đã ghi sổ" in done and "Đã thông báo thời sự" in done and "tán thành 1/1" in done
    assert (
        value("meetings_monthly", "A", "2025-11-01", "2025-11-30"),
        value("meeting_attendance_rate", "A", "2025-11-01", "2025-11-30"),
    ) == (1, 100)
    word = client.get(reverse("staff:meeting_written", args=[meeting.pk, "bien-ban"]))
    assert word.content[:2] == b"PK" and "attachment" in word["Content-Disposition"]
    assert (
        "Đã mời họp" in write(client, meeting, "mo-lai", why="ghi nhầm") and value("meetings_monthly", "A", "2025-11-01", "2025-11-30") == 0
    )


def test_the_list_names_the_cells_that_have_not_met(office: Office) -> None:
    page = office.page("meetings", ngay="2025-11-10")
    assert "4 chi bộ chưa ghi sinh hoạt thường kỳ" in page
    meeting = called(office.clerk)
    write(office.clerk, meeting, "con-lai")
    write(office.clerk, meeting, "bien-ban", chair="A", taker="B")
    write(office.clerk, meeting, "khep")
    assert "3 chi bộ chưa ghi sinh hoạt thường kỳ" in office.page("meetings", ngay="2025-11-10")


def test_what_is_refused_is_told_and_nothing_is_booked(office: Office) -> None:
    meeting = called(office.clerk)
    assert "chưa điểm danh" in write(office.clerk, meeting, "khep")
    assert "chữ số" in write(office.clerk, meeting, "bieu-quyet", matter="x", in_favour="ba")
    assert "quá số người" in write(office.clerk, meeting, "bieu-quyet", matter="x", in_favour="30")
    assert "Hãy cho điểm đủ" in write(office.clerk, meeting, "cham-diem", score_1="5")
    assert "Hãy chọn ảnh" in write(office.clerk, meeting, "anh", caption="x")
    assert "lý do" in write(office.clerk, meeting, "khong-hop")
    assert office.clerk.post(reverse("staff:meeting_write", args=[meeting.pk, "gi-do"])).status_code == 404
    refused = office.clerk.post(reverse("staff:meeting_new"), {"place_of": "K1", "sort": "monthly", "title": "x", "on": "3/11/2025"})
    assert "là của chi bộ" in refused.content.decode()
    assert Meeting.objects.count() == 1 and value("meetings_held", "R", "2025-01-01", "2025-12-31") == 0


def test_a_conference_with_guests_costs_and_a_photograph(office: Office) -> None:
    meeting = called(office.clerk, place_of="K1", sort="conference", further="an")
    write(office.clerk, meeting, "khach", name="Bà Khách", office="Phòng Văn hóa", **{"from": "roll"})
    write(office.clerk, meeting, "chi-phi", title="Nước uống", amount="350.000")
    write(office.clerk, meeting, "muc", kind="talk", title="Chuyển đổi số", speaker="Bà Khách")
    page = write(office.clerk, meeting, "anh", photo=SimpleUploadedFile("anh.png", PNG, "image/png"), caption="Quang cảnh hội nghị")
    assert all(said in page for said in ("350.000 đồng", "Phòng Văn hóa", "Chuyển đổi số", "Quang cảnh hội nghị"))
    write(
        office.clerk,
        meeting,
        "tai-lieu",
        handout=SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7 x", "application/pdf"),
        title="Báo cáo sơ kết",
    )
    paper = office.clerk.get(reverse("staff:meeting_handout", args=[meeting.pk, meeting.handouts.get().pk]))
    assert paper.content == b"%PDF-1.7 x" and "attachment" in paper["Content-Disposition"]
    invited = docx_text(office.clerk.get(reverse("staff:meeting_written", args=[meeting.pk, "giay-moi"])).content)
    assert all(said in invited for said in ("GIẤY MỜI", "Chuyển đổi số", "Báo cáo sơ kết"))
    each = docx_text(office.clerk.get(reverse("staff:meeting_written", args=[meeting.pk, "giay-moi-tung-nguoi"])).content)
    asked = list(meeting.roll.all())
    assert len(asked) > 1 and each.count("GIẤY MỜI") == len(asked) and "Kính mời: …" not in each
    for who in asked:
        assert f"Kính mời: {'đồng chí ' if who.person else ''}{who.name}" in each
    assert each.index("Bà Khách") > max(each.index(f"đồng chí {who.name}") for who in asked if who.person)
    assert office.clerk.get(reverse("staff:meeting_written", args=[meeting.pk, "gi-do"])).status_code == 404
    assert "Hãy chọn tệp" in write(office.clerk, meeting, "tai-lieu", title="x")
    picture = office.clerk.get(reverse("staff:meeting_photo", args=[meeting.pk, meeting.photos.get().pk]))
    assert picture.content.startswith(PNG[:16]) and picture["Content-Type"] == "image/png"


def test_a_cells_secretary_keeps_to_the_cell(office: Office) -> None:
    other = office.login("bithu-b", "B", Role.CELL_SECRETARY)
    meeting = called(office.clerk)
    who = Attendee.objects.filter(meeting=meeting).first()
    assert who is not None
    assert other.get(reverse("staff:meeting", args=[meeting.pk])).status_code == 404
    assert other.post(reverse("staff:roll_mark", args=[meeting.pk, who.pk]), {"presence": "absent"}).status_code == 404
    assert (
        other.post(reverse("staff:meeting_new"), {"place_of": "A", "sort": "monthly", "title": "x", "on": "3/11/2025"}).status_code == 200
    )
    assert Meeting.objects.count() == 1


def test_two_at_the_same_minutes_write_over_nothing(office: Office) -> None:
    """Each page says what it showed: what only one of them changed is kept, what both changed is asked about."""
    meeting = called(office.clerk)

    def opened(what: str) -> str:
        page = office.page("meeting", meeting.pk).split(f"/{what}/", 1)[1]
        return page.split('name="seen" value="', 1)[1].split('"', 1)[0]

    both = {"chair": "", "taker": "", "content": "", "resolution": "", "seen": opened("bien-ban")}
    write(office.clerk, meeting, "bien-ban", **{**both, "content": "Người thứ nhất"})
    write(office.clerk, meeting, "bien-ban", **{**both, "resolution": "Người thứ hai"})
    meeting.refresh_from_db()
    assert (meeting.content, meeting.resolution) == ("Người thứ nhất", "Người thứ hai")
    assert "khác vừa lưu bản khác" in write(office.clerk, meeting, "bien-ban", **{**both, "content": "Người thứ ba"})
    note, marks = f"note_{meeting.items.all()[0].pk}", opened("dien-bien")
    write(office.clerk, meeting, "dien-bien", **{note: "Một", "seen": marks})
    assert "khác vừa lưu bản khác" in write(office.clerk, meeting, "dien-bien", **{note: "Hai", "seen": marks})
    meeting.refresh_from_db()
    assert meeting.content == "Người thứ nhất" and meeting.items.all()[0].note == "Một"
