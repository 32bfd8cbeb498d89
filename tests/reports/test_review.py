"""The mid-term review: written from the books, checked, issued, and equal for ever."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import docx
import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from dangvu.core.docx_writer import TemplateError
from dangvu.figures import services as figures
from dangvu.ledger.models import Entry
from dangvu.orgs.models import Organisation, Person
from dangvu.reports import codec, demo, services
from dangvu.reports.compose import document
from dangvu.reports.content import Content
from dangvu.reports.errors import NotFound, Refused
from dangvu.reports.later import compare, numbers
from dangvu.reports.models import Report
from dangvu.reports.proof import prove
from tests import case
from tests.cast import line, record
from tests.once import once

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 3, 23)
Asserter = Callable[[int], AbstractContextManager[object]]


@pytest.fixture(scope="module")
def case_with_reports(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The case, loaded once: each test's own writing is taken back after it."""
    with once(django_db_blocker):
        demo.prepare(case.load(), "vanphong")
        yield


@pytest.fixture
def review(case_with_reports: None) -> Report:
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


def test_a_check_names_five_cells_and_says_how_many_more_there_are(review: Report) -> None:
    told = {each.rule: each.message for each in services.check(review)}
    assert told["cell_has_secretary"].startswith("62 chi bộ") and "và 57 chi bộ khác" in told["cell_has_secretary"]
    assert "0 vi phạm" not in told["discipline_violation"] and "chưa ghi nội dung vi phạm nào" in told["discipline_violation"]


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
    told = {each.key: each for each in services.as_then_and_now(issued)}
    assert (told["member_total"].then, told["member_total"].now) == (647, 648)
    (late,) = services.entries_since(issued)
    assert late.kind == "admitted"
    assert told["member_total"].entries == told["admitted@term"].entries == (late.number,)
    assert told["org_founded@term"].entries == () and not told["org_founded@term"].changed
    titles = [each.title for each in told.values()]
    # Told in the words of the paper, the same name of two days apart.
    assert "Tổng số đảng viên (22/3/2023)" in titles and len(set(titles)) == len(titles)
    assert any("Cơ khí Ánh Dương" in each for each in titles) and not [
        each for each in titles if "CB01" in each or "@" in each or ": G," in each
    ]
    assert (told["table:by_cell:CB01:member_total"].entries, "table:by_cell:CB02:member_total" in told) == ((late.number,), False)
    # What a table reckons from its own cells, and what a chart draws, is printed just as well.
    assert told["table:movement:B:value"].changed and told["chart:membership:2023-03-22"].changed


def test_a_row_that_only_the_books_of_now_have_differs_too(review: Report) -> None:
    issued = services.issue(review, "bithu", DAY)
    then = codec.load(Content, issued.frozen)
    table = then.tables["by_cell"]
    issued.frozen = codec.dump(replace(then, tables={**then.tables, "by_cell": replace(table, rows=table.rows[1:])}))
    told = {each.key: each for each in services.as_then_and_now(issued)}
    (new, *_rest) = [each for key, each in told.items() if key.startswith(f"table:by_cell:{table.rows[0].key}:")]
    assert (new.then, new.changed) == (None, True)


def test_a_reversal_and_an_amendment_are_named_for_the_numbers_they_change(review: Report) -> None:
    issued = services.issue(review, "bithu", DAY)
    admission = Entry.objects.filter(kind="admitted", effective_on__year=2023).latest("number")
    woman = rows_of(issued, "member_by_gender")[0]
    record(line("reversal", "2023-03-28", of=admission.ref))
    record(line("amended", "2021-01-01", person=Person.objects.get(pk=woman).code, changes={"sex": "male"}))
    told = {each.key: each for each in services.as_then_and_now(issued)}
    reversal, amendment = services.entries_since(issued)
    assert (told["admitted@term"].then, told["admitted@term"].now) == (65, 64)
    assert told["admitted@term"].entries == (reversal.number,)
    assert amendment.number in told["member_by_gender[sex=female]"].entries
    assert services.recompute(issued) == []


def rows_of(report: Report, code: str) -> list[int]:
    """The persons behind a stock on the report's day."""
    found = figures.rows(code, figures.Query(org=report.organisation_id, as_of=report.as_of))
    return [row.person for row in found if row.person is not None]


def test_every_printed_number_asks_for_what_it_prints(review: Report) -> None:
    content = services.content_of(review)
    asked = [each for each in numbers(content).values() if each.asked is not None]
    assert len(asked) > 400
    for each in asked:
        assert each.asked is not None
        query = figures.Query(each.asked.org, each.asked.as_of, each.asked.start, each.asked.end, content.known)
        if not each.asked.by:
            assert figures.evaluate([each.asked.code], query)[each.asked.code].value == each.value, each
            continue
        parts = {part.key: part.value for part in figures.breakdown(each.asked.code, query, each.asked.by)}
        assert parts[each.asked.part] == each.value, each


def test_wording_may_change_and_numbers_may_not(review: Report) -> None:
    issued = services.issue(review, "bithu", DAY)
    content = services.content_of(issued)
    table = replace(content.tables["targets"], title="Tên bảng khác", note="")
    assert compare(content, replace(content, tables={**content.tables, "targets": table})) == []
    damaged = replace(content.facts["member_total"], value=667)
    found = compare(content, replace(content, facts={**content.facts, "member_total": damaged}))
    assert [(each.frozen, each.now) for each in found] == [("647", "667")]


def test_what_was_frozen_is_read_back_equal(review: Report) -> None:
    content = services.content_of(review)
    text = codec.dump(content)
    assert codec.load(Content, text) == content and codec.dump(codec.load(Content, text)) == text


def test_an_issued_report_is_shown_without_the_ledger(review: Report, django_assert_num_queries: Asserter) -> None:
    issued = services.issue(review, "bithu", DAY)
    with django_assert_num_queries(0):
        shown = document(issued, services.content_of(issued), on=issued.issued_on)
    assert shown.check_code == issued.check_code and not shown.draft


def test_the_word_file_has_headings_tables_charts_and_the_layout(review: Report) -> None:
    word = docx.Document(io.BytesIO(services.write_docx(services.issue(review, "bithu", DAY))))
    headings = [paragraph.text for paragraph in word.paragraphs if paragraph.style and paragraph.style.name.startswith("Heading")]
    assert headings[:3] == ["I. ĐẶC ĐIỂM TÌNH HÌNH", "II. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI", "1. Các chỉ tiêu của Nghị quyết"]
    assert len(word.inline_shapes) == 3
    page = word.sections[0]
    assert [round(side.mm) for side in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)] == [20, 20, 30, 15]
    by_cell = next(table for table in word.tables if table.rows[0].cells[1].text == "Chi bộ")
    assert len(by_cell.rows) == 1 + 62 + 1 and by_cell.rows[-1].cells[2].text == "647"
    targets = next(table for table in word.tables if table.rows[0].cells[1].text == "Chỉ tiêu")
    assert [cell.text for cell in targets.rows[1].cells] == [
        "1", "Kết nạp đảng viên mới", "đảng viên", "≥ 120", "≥ 67", "65", "54,2", "chậm",
    ]  # fmt: skip


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
    with pytest.raises(Refused, match="trước ngày đầu kỳ"):
        services.create("quarterly", org, case.START, DAY, dt.date(2020, 5, 31), "vanphong")
