"""The mid-term review: written from the books, checked, issued, and equal for ever."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from dangvu.core.docx_writer import TemplateError
from dangvu.orgs.models import Organisation
from dangvu.reports import demo, services
from dangvu.reports.errors import NotFound, Refused
from dangvu.reports.models import Report
from dangvu.reports.proof import prove
from tests import case
from tests.cast import line, record

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 3, 23)


@pytest.fixture
def review() -> Report:
    org = case.load()
    demo.prepare(org, "vanphong")
    return Report.objects.get(kind="mid_term")


def words(raw: bytes) -> str:
    """All that a Word file says, tables too."""
    word = docx.Document(io.BytesIO(raw))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def test_the_checks_show_the_papers_contradiction_with_its_proof(review: Report) -> None:
    found = [each for each in services.check(review) if each.rule == "printed_elsewhere"]
    assert len(found) == 1 and "667" in found[0].message and "647" in found[0].message
    asked = found[0].asked
    assert asked is not None and (asked.code, asked.as_of) == ("member_total", case.REVIEW)
    assert not [each for each in services.check(review) if each.severity == "error"]


def test_the_document_says_what_the_seed_says(review: Report) -> None:
    text = words(services.write_docx(review))
    for told in (
        "62 chi bộ",
        "647 đảng viên",
        "thành lập mới 07 chi bộ",
        "tiếp nhận 01 chi bộ",
        "với 50 đảng viên",
        "kết nạp 65 quần chúng",
    ):
        assert told in text, told
    assert "09 cuộc kiểm tra" in text and "40 lượt chi bộ" in text and "06 cuộc giám sát" in text and "11 chi bộ" in text
    assert "{{" not in text and "DỰ THẢO" in text


def test_issue_takes_the_next_number_and_freezes_everything(review: Report) -> None:
    issued = services.issue(review, "bithu", DAY)
    assert (issued.symbol, issued.issued) == ("12-BC/ĐUK", True)
    assert "Số 12-BC/ĐUK" in words(services.file_of(issued, "docx"))
    pages = PdfReader(io.BytesIO(services.file_of(issued, "pdf"))).pages
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in pages[0].extract_text() and issued.check_code in pages[-1].extract_text()
    assert services.verify_number("12")[1] == []
    assert services.verify_number("12-BC/ĐUK", issued.organisation_id)[1] == []
    with pytest.raises(NotFound):
        services.verify_number("13")


def test_what_is_recorded_later_changes_nothing_that_was_issued(review: Report) -> None:
    issued = services.issue(review, "bithu", DAY)
    before = services.file_of(issued, "docx")
    record(line("person", "2023-03-01", person="x1", name="Người Giả Định", birth="1990-01-01"))
    record(line("admitted", "2023-03-02", person="x1", org="CB01"))
    assert services.recompute(issued) == []
    assert services.file_of(issued, "docx") == before
    told = {each.key: (each.then, each.now) for each in services.as_then_and_now(issued)}
    assert told["member_total"] == (647, 648)
    assert [entry.kind for entry in services.entries_since(issued)] == ["person", "admitted"]


def test_an_issued_report_is_changed_neither_here_nor_in_the_database(review: Report) -> None:
    issued = services.issue(review, "bithu", DAY)
    with pytest.raises(Refused, match="đã ban hành"):
        services.save_narrative(issued, "members", "x", "vanphong")
    with pytest.raises(Refused, match="đã ban hành"):
        services.issue(issued, "bithu", DAY)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Report.objects.filter(pk=issued.pk).update(title="x")


def test_a_slip_in_a_mark_is_told_and_keeps_the_report_from_being_issued(review: Report) -> None:
    services.save_narrative(review, "members", "Có {{admited}} đảng viên và {{admitted@never}}.", "vanphong")
    errors = [each.message for each in services.check(review) if each.severity == "error"]
    assert len(errors) == 2 and "admitted" in errors[0] + errors[1]
    with pytest.raises(Refused, match="Chưa ban hành được"):
        services.issue(review, "bithu", DAY)


def test_a_damaged_file_and_a_damaged_number_are_found(review: Report, settings: object) -> None:
    issued = services.issue(review, "bithu", DAY)
    assert prove(lambda done: None)[0] == []
    path = services.path_of(issued, "pdf")
    path.write_bytes(path.read_bytes()[:-1])
    assert [each.table for each in prove(lambda done: None)[0]] == ["reports_report"]


def test_the_quarter_prints_its_figures() -> None:
    org = case.load()
    demo.prepare(org, "vanphong")
    text = words(services.write_docx(Report.objects.get(kind="quarterly")))
    assert "cho 03 đảng viên" in text and "xét 03 hồ sơ đề nghị kết nạp và 10 hồ sơ" in text


def test_a_committees_own_template_takes_the_place_of_ours(review: Report) -> None:
    word = docx.Document()
    word.add_paragraph("MẪU RIÊNG {{ co_quan }}")
    word.add_paragraph("{{ noi_dung }}")
    raw = io.BytesIO()
    word.save(raw)
    services.keep_template(review.organisation_id, "mid_term", "rieng.docx", raw.getvalue(), "vanphong")
    text = words(services.write_docx(review))
    assert "MẪU RIÊNG" in text and "647 đảng viên" in text
    with pytest.raises(TemplateError):
        services.keep_template(review.organisation_id, "mid_term", "hong.docx", b"not a document", "vanphong")


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    case.load()
    org = Organisation.objects.get(code="DUK").pk
    with pytest.raises(Refused, match="trước khi bắt đầu"):
        services.create("quarterly", org, DAY, case.START, DAY, "vanphong")
