"""One document in both writers: the Party's layout, the order of its parts, and nothing lost on the way."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Pt

from dangvu.core.charts import bar_chart, line_chart
from dangvu.core.document import (
    ABOVE,
    Bullets,
    Column,
    Document,
    Heading,
    Heads,
    Paragraph,
    Picture,
    Row,
    Signature,
    Table,
    number_line,
    recipient_lines,
)
from dangvu.core.docx_writer import write_docx
from dangvu.core.pdf_writer import write_pdf

MADE = dt.datetime(2023, 3, 22, 8, 0, tzinfo=dt.UTC)
CHART = bar_chart("Kết nạp theo năm", [("2021", 20, 25), ("2022", 30, 25)])


def report(**changes: object) -> Document:
    blocks = (
        Heading(1, "I. ĐẶC ĐIỂM TÌNH HÌNH"),
        Paragraph.of("Đảng bộ có 62 chi bộ."),
        Bullets.of(["Một là, học tập.", "Hai là, kiểm tra."]),
        Table("Chi bộ", (Column("Tên", width=3), Column("Đảng viên", "right")), (Row(("Chi bộ Gạch", "7")), Row(("Cộng", "7"), True))),
        Picture(CHART.png, "Kết nạp", CHART.alt, CHART.svg),
    )
    parts: dict[str, object] = {
        "heads": Heads("Đảng bộ huyện", "Đảng ủy Khối", number_line(5, "BC/ĐUK"), "Đông Anh, ngày 22 tháng 3 năm 2023"),
        "title": "BÁO CÁO",
        "subject": "sơ kết giữa nhiệm kỳ",
        "blocks": blocks,
        "recipients": ("Huyện ủy", "Lưu Văn phòng"),
        "signature": Signature("T/M ĐẢNG ỦY", "BÍ THƯ", "Nguyễn Văn Mẫu"),
        "check_code": "ABCD-1234",
        "annexes": (Heading(1, "PHỤ LỤC"), Table("Phụ bảng", (Column("Năm"),), (Row(("2022",)),))),
    }
    return Document(**{**parts, **changes})  # type: ignore[arg-type]


def opened(document: Document) -> Word:
    return docx.Document(io.BytesIO(write_docx(document, created=MADE)))


def in_order(word: Word) -> str:
    """All text of the body in the order it is read, tables included; what a field is asked is no text."""
    return "\n".join("".join(each.text or "" for each in element.iter(qn("w:t"))) for element in word.element.body)


def in_pdf(document: Document, folder: Path) -> str:
    file = folder / "file.pdf"
    file.write_bytes(write_pdf(document, created=MADE))
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout


def test_the_page_has_the_partys_margins_and_letters() -> None:
    word = opened(report())
    [section] = word.sections
    assert [round(each.mm) for each in (section.page_width, section.page_height) if each] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins if each] == [20, 20, 30, 15]
    body = word.styles["Body Text"]
    assert (body.font.name or word.styles["Normal"].font.name) == "Times New Roman"
    assert (body.font.size or word.styles["Normal"].font.size) == Pt(14)


def test_headings_tables_and_pictures_are_real_ones() -> None:
    word = opened(report())
    assert [each.text for each in word.paragraphs if each.style and each.style.name == "Heading 1"] == ["I. ĐẶC ĐIỂM TÌNH HÌNH", "PHỤ LỤC"]
    data = [table for table in word.tables if table.cell(0, 0).text == "Tên"]
    assert [[cell.text for cell in row.cells] for row in data[0].rows] == [["Tên", "Đảng viên"], ["Chi bộ Gạch", "7"], ["Cộng", "7"]]
    assert len(word.inline_shapes) == 1
    assert CHART.alt in word.inline_shapes[0]._inline.docPr.get("descr", "")


def test_the_check_code_stands_in_the_foot_and_a_draft_says_that_it_is_one() -> None:
    assert "ABCD-1234" in opened(report()).sections[0].footer.paragraphs[0].text
    draft = opened(report(draft=True, check_code=""))
    assert "Dự thảo" in draft.sections[0].footer.paragraphs[0].text
    assert "DỰ THẢO" in in_order(draft)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_both_files_say_the_same_in_the_same_order_and_annexes_follow_the_signature(form: str, tmp_path: Path) -> None:
    text = in_order(opened(report())) if form == "docx" else in_pdf(report(), tmp_path)
    told = (
        "ĐẢNG BỘ HUYỆN", "Số 05-BC/ĐUK", "sơ kết giữa nhiệm kỳ", "I. ĐẶC ĐIỂM", "62 chi bộ", "Hai là", "Bảng 1. Chi bộ", "Hình 1. Kết nạp",
        "Nguyễn Văn Mẫu", "PHỤ LỤC", "Bảng 2. Phụ bảng",
    )  # fmt: skip
    places = [text.find(each) for each in told]
    assert -1 not in places, dict(zip(told, places, strict=True))
    assert places == sorted(places)


def test_equal_documents_give_equal_bytes() -> None:
    assert write_docx(report(), created=MADE) == write_docx(report(), created=MADE)
    assert write_pdf(report(), created=MADE) == write_pdf(report(), created=MADE)
    assert write_docx(report(subject="tổng kết"), created=MADE) != write_docx(report(), created=MADE)


FORM = Table(
    "", (Column("TT", width=1), Column("Họ tên", width=4), Column("Cần ghi", width=4), Column("Ghi", width=4)),
    (Row(("1", "Lê Văn Mẫu", "dân tộc", "")), Row((ABOVE, ABOVE, "tôn giáo", "")), Row(("2", "Trần Thị Hai", "ngày sinh", ""))), room=11,
)  # fmt: skip


def test_a_form_to_fill_in_by_hand_has_room_and_names_each_person_once() -> None:
    word = opened(report(blocks=(FORM,), annexes=()))
    table = next(each for each in word.tables if each.cell(0, 0).text == "TT")
    assert [round(row.height.mm) for row in table.rows if row.height] == [11, 11, 11]
    assert table.cell(1, 1)._tc is table.cell(2, 1)._tc and table.cell(2, 2).text == "tôn giáo" and "Bảng" not in in_order(word)
    with pytest.raises(ValueError, match="none above"):
        Table("", (Column("a"),), (Row((ABOVE,)),))


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_documents_that_follow_have_their_own_heads_and_pages(form: str, tmp_path: Path) -> None:
    cell = Heads("Đảng bộ huyện", "Chi bộ Hai", "", "ngày …")
    other = report(heads=cell, blocks=(FORM,), annexes=(), signature=Signature("T/M CHI BỘ", "", "……"))
    both = report(following=(other,), check_code="", watermark="Bản của văn phòng")
    text = in_order(opened(both)) if form == "docx" else in_pdf(both, tmp_path)
    places = [text.find(each) for each in ("Đảng ủy Khối".upper(), "Nguyễn Văn Mẫu", "PHỤ LỤC", "CHI BỘ HAI", "Trần Thị Hai", "T/M CHI BỘ")]
    assert -1 not in places and places == sorted(places)
    if form == "pdf":
        pages = text.split("\f")
        assert "CHI BỘ HAI" in next(page for page in pages if "Trần Thị Hai" in page)
        assert all("Bản của văn phòng" in page for page in pages if page.strip())


def test_pages_of_each_document_that_follows_are_counted_from_one(tmp_path: Path) -> None:
    long = tuple(Paragraph.of("Một dòng dài. " * 40) for _ in range(20))
    sheets = [report(blocks=blocks, annexes=(), subject=f"Tờ {number}") for number, blocks in enumerate((long, (), long, ()))]
    all_of_them = replace(sheets[0], following=tuple(sheets[1:]))
    first, *rest = opened(all_of_them).sections
    assert len(rest) == 3 and all(each.different_first_page_header_footer for each in (first, *rest))
    starts = [each._sectPr.xpath("w:pgNumType/@w:start") for each in (first, *rest)]
    assert starts == [[], ["1"], ["1"], ["1"]]
    tops = [page.split("\n")[0].strip() for page in in_pdf(all_of_them, tmp_path).split("\f") if page.strip()]
    numbers = [int(top) if top.isdigit() else 1 for top in tops]
    assert numbers.count(1) == 4 and max(numbers) > 1
    assert all(here in (1, before + 1) for before, here in pairwise(numbers))


def test_what_xml_forbids_breaks_no_file() -> None:
    word = opened(report(subject="dán từ\x00 nơi\x0b khác"))
    assert "dán từ nơi" in in_order(word)


def test_recipients_end_with_the_file_copy() -> None:
    assert recipient_lines(report(recipients=("Huyện ủy,", "- Các chi bộ"))) == ["- Huyện ủy,", "- Các chi bộ,", "- Lưu."]
    assert recipient_lines(report(recipients=())) == []


def test_a_chart_writes_every_value_it_draws() -> None:
    assert all(said in CHART.svg for said in ("2021", "20", "30", "25"))
    assert CHART.png.startswith(b"\x89PNG") and "Kết nạp theo năm" in CHART.alt
    line = line_chart("Đảng viên", [(dt.date(2021, 1, 1), 561), (dt.date(2022, 1, 1), None), (dt.date(2023, 1, 1), 1647)])
    assert "1.647" in line.svg and "561" in line.svg
    with pytest.raises(ValueError, match="at least one known point"):
        line_chart("Không rõ", [(dt.date(2021, 1, 1), None)])
