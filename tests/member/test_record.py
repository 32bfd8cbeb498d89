"""The member's own record: what the books hold, who read it, a correction that becomes the office's task, a copy to take along."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dangvu.core.days import today, vn_day
from dangvu.dossiers.models import Dossier
from dangvu.orgs.models import Person, User
from tests.drawn import PNG
from tests.scenarios.office import Case, Office

pytestmark = pytest.mark.django_db


def test_i_see_my_values_with_their_source_and_who_read_them(office: Office, member: Client) -> None:
    office.page("person", "an")
    page = member.get(reverse("member:record")).content.decode()
    assert "Nguyễn Văn An" in page and "Kinh" in page and "bút toán" in page
    assert "vanphong" in page and "Trần Thị Bình" not in page


def test_a_correction_goes_to_the_office_and_into_the_books(office: Office, member: Client) -> None:
    told = {"field": "occupation", "wanted": "Kỹ sư cơ khí", "why": "Quyết định tuyển dụng"}
    photo = SimpleUploadedFile("giay.png", PNG, "image/png")
    assert member.post(reverse("member:ask"), {**told, "photo": photo}).status_code == 302
    dossier = Dossier.objects.get(kind="correction")
    assert dossier.papers.get().files.count() == 1
    assert "Trả lời đề nghị sửa lý lịch" in office.page("due")
    assert "chờ trả lời" in member.get(reverse("member:record")).content.decode()
    Case(office, dossier).take("correct", vn_day(today()))
    assert "Kỹ sư cơ khí" in member.get(reverse("member:record")).content.decode()
    assert Person.objects.get(code="an").extra["occupation"] == "Kỹ sư cơ khí"


def test_a_correction_that_is_refused_tells_its_member_why(office: Office, member: Client) -> None:
    member.post(reverse("member:ask"), {"field": "occupation", "wanted": "Kỹ sư", "why": ""})
    Case(office, Dossier.objects.get()).take("refuse", vn_day(today()), reason="Giấy tờ chưa đủ dấu")
    page = member.get(reverse("member:record")).content.decode()
    assert "không sửa, đã trả lời" in page and "Nghề nghiệp: Kỹ sư" in page and "Giấy tờ chưa đủ dấu" in page


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"field": "birth", "wanted": "hôm nọ"}, "ngày"),
        ({"field": "sex", "wanted": "x"}, "nam hoặc nữ"),
        ({"field": "name", "wanted": ""}, "errorlist"),
    ],
)
def test_what_cannot_be_written_is_said_at_once(member: Client, told: dict[str, str], sentence: str) -> None:
    answer = member.post(reverse("member:ask"), told)
    assert answer.status_code == 200 and sentence in answer.content.decode() and not Dossier.objects.exists()


def test_a_photograph_that_is_none_is_refused_and_nothing_is_opened(member: Client) -> None:
    told = {"field": "occupation", "wanted": "Kỹ sư", "photo": SimpleUploadedFile("giay.png", b"MZ" + bytes(50), "image/png")}
    assert member.post(reverse("member:ask"), told).status_code == 200 and not Dossier.objects.exists()


def test_the_copy_opens_in_excel(member: Client) -> None:
    answer = member.get(reverse("member:copy"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert (
        len(book.sheetnames) == 12
        and {"Kinh", "nam", "1/5/1970", "Giới tính"} <= set(cells)
        and any("Bản sao do chính đảng viên" in each for each in cells)
    )


def test_who_has_only_the_own_record_comes_there_after_the_login(office: Office, member: Client) -> None:
    user = User.objects.get(username="an")
    user.set_password("một câu rất dài")
    user.save()
    browser = Client()
    done = browser.post(reverse("account_login"), {"login": "an", "password": "một câu rất dài"})
    assert done["Location"] == reverse("member:home")


def test_a_member_who_opens_the_sites_first_page_is_led_to_the_own_pages(member: Client) -> None:
    assert member.get(reverse("staff:home"))["Location"] == reverse("member:home")
