"""The backup handed over by the site, and the page on which anybody has a report judged."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dangvu.core.sealed_file import unseal
from dangvu.exchange import backup, engines
from dangvu.orgs.models import Role
from dangvu.reports import services
from dangvu.reports.models import Report
from tests.cast import org
from tests.reports.test_book_checks import END, START
from tests.scenarios.office import Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.django_db
def test_only_who_manages_saves_and_only_under_a_password(
    office: Office, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(engines, "dump", lambda target: target.write_bytes(b"books"))
    manager, address = office.login("quantri", "R", Role.ADMINISTRATOR), reverse("staff:backup")
    assert office.clerk.get(address).status_code == 403 and "Sao lưu" in manager.get(address).content.decode()
    assert "ít nhất 10" in manager.post(address, {"password": "ngắn", "again": "ngắn"}).content.decode()
    assert "khác nhau" in manager.post(address, {"password": "một câu dài", "again": "một câu khác"}).content.decode()
    saved = manager.post(address, {"password": "một câu rất dài", "again": "một câu rất dài"})
    raw = b"".join(saved.streaming_content)  # type: ignore[attr-defined]
    assert ".tar.gz.sealed" in saved["Content-Disposition"] and b"books" not in raw
    (tmp_path / "sealed").write_bytes(raw)
    unseal(tmp_path / "sealed", tmp_path / "plain", "một câu rất dài")
    assert (tmp_path / "plain").read_bytes()[:2] == b"\x1f\x8b" and not list(tmp_path.glob("backup-*"))


@pytest.mark.django_db
def test_two_backups_of_one_second_are_two_files(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.HOME, stick, moment = tmp_path, tmp_path / "usb", timezone.now()
    stick.mkdir()
    monkeypatch.setattr(engines, "dump", lambda target: target.write_bytes(b"books"))
    monkeypatch.setattr(timezone, "now", lambda: moment)
    first = backup.make(stick).path
    kept = first.read_bytes()
    half = stick / first.name.replace(".tar.gz", "_2.tar.gz.part")
    half.write_bytes(b"another is being written")
    second = backup.make(stick).path
    assert sorted(stick.glob("*.tar.gz")) == [first, second], "the older sorts first: old ones are cleared away in this order"
    assert first.read_bytes() == kept and half.exists() and tarfile.is_tarfile(second)


@pytest.fixture
def issued(office: Office) -> Iterator[Report]:
    yield services.issue(services.create("free", org("K1"), START, END, END, "clerk"), "bithu", END)


def judged(raw: bytes, name: str = "bao-cao.docx") -> str:
    return Client().post(reverse("staff:judge"), {"file": SimpleUploadedFile(name, raw)}).content.decode()


@pytest.mark.django_db
def test_an_outsider_with_only_the_file(issued: Report) -> None:
    for form in ("docx", "pdf"):
        page = judged(services.file_of(issued, form))
        assert issued.symbol in page and "vẫn nguyên vẹn" in page
    changed = judged(services.file_of(issued, "docx") + b"\0")
    assert "không giống từng byte" in changed and "nguyên vẹn" not in changed
    assert "không phải báo cáo đã ban hành" in judged(b"%PDF-1.7 gi do", "x.pdf")
    assert "Hãy chọn tệp" in Client().post(reverse("staff:judge")).content.decode()


@pytest.mark.django_db
def test_other_books_do_not_bear_a_report_out(issued: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dangvu.reports.proof.check_code", lambda frozen, known: "0000-0000-0000")
    assert "không phải sổ đã dùng" in judged(services.file_of(issued, "pdf"))
