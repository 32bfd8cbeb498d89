"""The page to proofread on: pasted, dropped, refused, with the rights of the reader; the report's and the meeting's warnings."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from dangvu.orgs.models import Grant, Organisation, Person, Role, User
from dangvu.privacy.models import Consent, Reading
from dangvu.reports import demo, services
from dangvu.reports.models import Report
from tests import case

pytestmark = pytest.mark.django_db
WHEN = "?ngay=2023-03-23"
TEXT = "Đến tháng 3/2023, Đảng bộ Khối có 62 chi bộ trực thuộc với 667 đảng viên."


@pytest.fixture
def org() -> int:
    return case.load()


def client(role: Role, code: str = "DUK") -> Client:
    user = User.objects.create_user(username=role.value, password="x")
    Grant.objects.create(user=user, organisation=Organisation.objects.get(code=code), role=role, valid_from=dt.date(2020, 1, 1))
    reader = Client()
    reader.force_login(user)
    return reader


def test_a_text_is_marked_and_not_kept(org: int) -> None:
    clerk = client(Role.CLERK)
    person = Person.objects.exclude(name="").first()
    assert person is not None
    shown = clerk.post(f"/soat-chu/{WHEN}", {"text": f"{TEXT} Đồng chí {person.name} vui mừng."}).content.decode()
    assert 'class="claim agrees"' in shown and 'class="claim disagrees"' in shown and "sổ cho 647" in shown.lower()
    assert "/so-lieu/member_total/" in shown and 'class="personal"' in shown
    assert Reading.objects.filter(page="proofread", seen__person=person).exists()
    assert not Reading.objects.exclude(detail="").exists()


def test_a_word_file_is_read_and_a_broken_one_refused(org: int) -> None:
    clerk, raw, word = client(Role.CLERK), io.BytesIO(), Document()
    word.add_paragraph(TEXT)
    word.save(raw)
    shown = clerk.post(f"/soat-chu/{WHEN}", {"file": SimpleUploadedFile("bai.docx", raw.getvalue())}).content.decode()
    assert 'class="claim disagrees"' in shown
    for name, data in (("bai.exe", b"MZ"), ("bai.docx", b"PK\x03\x04zz"), ("bai.txt", b"\xff\xfe\x00")):
        shown = clerk.post(f"/soat-chu/{WHEN}", {"file": SimpleUploadedFile(name, data)}).content.decode()
        assert 'role="alert"' in shown and 'class="claim' not in shown
    assert 'role="alert"' in clerk.post(f"/soat-chu/{WHEN}", {"text": " "}).content.decode()


def test_a_reader_without_persons_is_told_no_hidden_figure(org: int) -> None:
    superior = client(Role.SUPERIOR, "HU")
    text = "Đảng bộ khối Doanh nghiệp huyện Đông Anh hiện có 7 đảng viên có đạo."
    shown = superior.post(f"/soat-chu/{WHEN}&tc=DUK", {"text": text}).content.decode()
    assert 'class="claim not_derived"' in shown and 'class="claim disagrees"' not in shown and 'class="claim agrees"' not in shown


def test_consent_is_recorded_by_who_records(org: int) -> None:
    clerk = client(Role.CLERK)
    assert clerk.post("/dang-vien/DV0001/neu-ten/", {"how": "giấy ký ngày 3/2/2023"}).status_code == 302
    assert Consent.objects.get().how == "giấy ký ngày 3/2/2023"
    assert clerk.post("/dang-vien/DV0001/neu-ten/", {"what": "withdraw"}).status_code == 302
    assert Consent.objects.get().ended is not None
    assert client(Role.SECRETARY).post("/dang-vien/DV0001/neu-ten/", {"how": "x"}).status_code == 403


def test_what_is_typed_into_a_report_is_checked(org: int) -> None:
    demo.prepare(org, "vanphong")
    report = Report.objects.get(kind="mid_term")
    assert "text_against_books" not in [each.rule for each in services.check(report)]
    text = report.sections.get(key="features").text + "\nĐến nay, Đảng bộ có 667 đảng viên.\n"
    services.save_narrative(report, "features", text, "vanphong")
    (told,) = [each for each in services.check(report) if each.rule == "text_against_books"]
    assert "667" in told.message and told.severity == "warning"
    clerk = client(Role.CLERK)
    assert "“667 đảng viên”" in clerk.post(f"/bao-cao/{report.pk}/muc/features/xem-truoc/", {"text": text}).content.decode()
