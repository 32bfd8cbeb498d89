"""Files of papers: checked by their bytes, stored once, proved when they are read."""

from __future__ import annotations

import pytest

from dangvu.dossiers import files, papers
from dangvu.dossiers.cases import Case
from dangvu.dossiers.errors import Refused
from dangvu.dossiers.models import Paper
from dangvu.dossiers.papers import Status
from tests.cast import book, record
from tests.dossiers.cast import begin, day, prospect

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 mot trang"


@pytest.fixture
def paper() -> Paper:
    record(*book())
    return papers.add(begin("admission", "A", "2021-01-01", prospect()), "1-KNĐ", actor="vanphong", dated=day("2021-01-05"))


def test_what_was_attached_comes_back_and_lies_once_outside_what_is_served(paper: Paper) -> None:
    one = files.attach(paper, "C:\\scan\\đơn.pdf", PDF, actor="vanphong")
    two = files.attach(paper, "bản hai.pdf", PDF, actor="vanphong")
    assert files.content(one) == PDF and (one.name, one.size) == ("đơn.pdf", len(PDF))
    assert files.path_of(one) == files.path_of(two)
    assert "static" not in files.path_of(one).parts


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("don.pdf", b"MZ\x90"),
        ("don.exe", PDF),
        ("don.jpg", PDF),
        ("don.pdf", b""),
        ("don.docx", b"PK\x03\x04 nothing"),
        ("x.html", b"<html>"),
    ],
)
def test_what_is_not_what_it_says_is_refused(paper: Paper, name: str, raw: bytes) -> None:
    with pytest.raises(Refused):
        files.attach(paper, name, raw, actor="vanphong")
    assert paper.files.count() == 0


def test_a_file_too_large_is_refused_with_the_limit(paper: Paper) -> None:
    with pytest.raises(Refused, match="20 MB"):
        files.attach(paper, "don.pdf", PDF + b"0" * files.LARGEST, actor="vanphong")


def test_a_file_changed_on_the_disk_is_not_handed_out_until_its_like_is_brought_again(paper: Paper) -> None:
    kept = files.attach(paper, "don.pdf", PDF + b"!", actor="vanphong")
    files.path_of(kept).write_bytes(b"%PDF something else")
    with pytest.raises(Refused, match="bản sao lưu"):
        files.content(kept)
    files.attach(paper, "don-lai.pdf", PDF + b"!", actor="vanphong")
    assert files.content(kept) == PDF + b"!"


def test_the_checklist_tells_present_missing_expired_and_where_the_original_is(paper: Paper) -> None:
    items = {item.code: item for item in papers.checklist(Case(paper.dossier), day("2021-06-01"))}
    assert (items["1-KNĐ"].status, items["1-KNĐ"].expires) == (Status.PRESENT, day("2022-01-05"))
    assert items["2-KNĐ"].status is Status.MISSING
    later = {item.code: item for item in papers.checklist(Case(paper.dossier), day("2022-01-06"))}
    assert later["1-KNĐ"].status is Status.EXPIRED
    papers.send(paper, "transit", day("2021-02-01"), actor="vanphong", to="Huyện ủy")
    paper.refresh_from_db()
    assert (paper.where, paper.moves.count()) == ("transit", 1)
    papers.withdraw(paper)
    assert {item.code: item for item in papers.checklist(Case(paper.dossier), day("2021-06-01"))}["1-KNĐ"].status is Status.MISSING
    with pytest.raises(Refused):
        papers.send(paper, "moon", day("2021-02-01"), actor="vanphong")
    with pytest.raises(Refused):
        papers.add(paper.dossier, " ", actor="vanphong", dated=day("2099-01-01"))
