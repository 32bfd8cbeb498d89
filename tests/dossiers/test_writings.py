"""Standard papers: every one that a dossier offers can be written, and says what the dossier knows."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest

from dangvu.core.docx_writer import write_docx
from dangvu.dossiers import writings
from dangvu.dossiers.cases import Case
from dangvu.dossiers.errors import Refused
from dangvu.dossiers.kinds.base import REGISTRY
from dangvu.dossiers.models import Dossier
from tests.cast import book, line, record
from tests.dossiers.cast import begin, prospect, take, until_decided

pytestmark = pytest.mark.django_db
DESK = writings.Desk("Đông Anh", "Nguyễn Văn Mẫu")


@pytest.fixture(autouse=True)
def _book() -> None:
    record(*book())


def text(dossier: Dossier, code: str) -> str:
    """All that the Word file says."""
    raw = write_docx(writings.document(Case(dossier), code, DESK), created=dt.datetime(2021, 7, 1, tzinfo=dt.UTC))
    word = docx.Document(io.BytesIO(raw))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def test_each_writing_belongs_to_procedures_that_exist() -> None:
    for each in writings.REGISTRY.values():
        assert set(each.procedures) <= set(REGISTRY), each.code
    assert {"6-KNĐ", "8-KNĐ", "9-KNĐ", "16-KNĐ", "GGT", "1-SHĐ", "DS-HHĐ", "2-HSĐV"} <= set(writings.REGISTRY)


def test_the_resolution_prints_the_vote_whole_and_the_decision_its_number() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    until_decided(dossier)
    resolution = text(dossier, "6-KNĐ")
    for told in ("Phạm Văn Dũng", "4/3/1995", "8/9", "CHI BỘ A", "NGHỊ QUYẾT", "ngày 10 tháng 4 năm 2021"):
        assert told in resolution, told
    decision = text(dossier, "9-KNĐ")
    assert "7-QĐ/HU" in decision and "ngày 28 tháng 5 năm 2021" in decision and "Điều 1." in decision
    assert "Phạm Văn Dũng" in text(dossier, "2-HSĐV")


def test_before_a_vote_the_lines_are_left_to_fill_in() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    assert writings.DOTS in text(dossier, "6-KNĐ")


@pytest.mark.parametrize(
    ("kind", "given", "boxes"), [("transfer_out", {"to": "Đảng bộ tỉnh khác"}, 10), ("transfer_inside", {"to_cell": "B"}, 7)]
)
def test_a_transfer_letter_has_the_boxes_of_its_form(kind: str, given: dict[str, str], boxes: int) -> None:
    dossier = begin(kind, "A", "2026-01-05", "an", **given)
    document = writings.document(Case(dossier), "GGT", DESK)
    [table] = [block for block in document.blocks if hasattr(block, "rows")]
    assert len(table.rows) == boxes
    assert "Nguyễn Văn An" in text(dossier, "GGT")


def test_recognition_slip_and_list() -> None:
    record(line("admitted", "2021-01-15", person=prospect("dung"), org="A"))
    recognition = begin("official_recognition", "A", "2022-01-18", "dung")
    assert "15/1/2021" in text(recognition, "16-KNĐ") and "12 tháng" in text(recognition, "16-KNĐ")
    slip = begin("transfer_out", "C", "2021-01-05", "binh", to="Đảng bộ tỉnh khác")
    take(slip, "agree", "2021-01-10")
    take(slip, "introduce", "2021-01-20")
    assert "20/1/2021" in text(slip, "1-SHĐ")
    batch = begin("badge_round", "K1", "2021-01-01", people=["an", "binh"], round="2021-02-03")
    assert "Trần Thị Bình" in text(batch, "DS-HHĐ")


def test_a_paper_of_another_procedure_is_refused() -> None:
    with pytest.raises(Refused):
        writings.document(Case(begin("admission", "A", "2021-01-01", prospect())), "GGT", DESK)
