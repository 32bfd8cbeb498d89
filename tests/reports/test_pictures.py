"""Pictures: one definition for page, Word and PDF, every number from the books and in the table beside it."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from django.utils import translation

from dangvu.core.vietnamese import vn_number
from dangvu.figures.services import Query, evaluate
from dangvu.figures.statement import statement
from dangvu.ledger import book
from dangvu.orgs.models import Organisation
from dangvu.privacy import pictured
from dangvu.reports import marks, services
from dangvu.reports.beside import HELD_BACK, table_of
from dangvu.reports.content import Series
from dangvu.reports.drawing import KINDS, NARROW, WIDE, Manner, drawable, drawn
from dangvu.reports.illustrated import fault
from dangvu.reports.models import Report
from dangvu.reports.spans import Dates
from dangvu.reports.subject import Subject
from dangvu.reports.tables import CHARTS, sketch
from dangvu.reports.targets import target_lines
from tests.cast import book as cast_book
from tests.cast import line, record

pytestmark = pytest.mark.django_db
START, DAY = dt.date(2020, 6, 1), dt.date(2022, 12, 31)


@pytest.fixture
def committee() -> Subject:
    """K1 over its term: An and Dũng in A, Em in B, B absorbed by A, E founded, one inspection, a target."""
    told = [
        line("person", "2019-01-01", person="dung", name="Phạm Dũng", birth="1990-03-03", sex="male"),
        line("person", "2019-01-01", person="em", name="Vũ Thị Em", birth="1960-03-03", sex="female"),
        line("admitted", "2021-02-03", person="dung", org="A"),
        line("transferred_in", "2021-05-19", person="em", org="B", status="official", **{"from": "Đảng bộ xã"}),
        line("organisation_established", "2021-07-01", org="E", name="Chi bộ E", org_kind="attached_cell", parent="K1"),
        line(
            "inspection_round", "2022-03-01", org="K1", type="inspection_thematic", acting="committee", targets=[{"org": "B"}, {"org": "A"}]
        ),
        line("target_set", "2020-06-01", org="K1", figure="admitted", value=4, bound="floor", to="2025-05-31", **{"from": "2020-06-01"}),
        line("organisation_absorbed", "2022-06-30", org="B", into="A"),
    ]
    assert record(*cast_book(), *told).errors == []
    org = Organisation.objects.get(code="K1").pk
    return Subject(org, Dates(START, DAY, DAY, START, dt.date(2025, 5, 31)), book.last_number())


def series(subject: Subject, key: str) -> Series:
    return sketch(key, subject, target_lines(subject))


def test_every_picture_is_drawn_for_desk_and_telephone_with_its_table(committee: Subject) -> None:
    for key in CHARTS:
        found = series(committee, key)
        assert drawable(found), key
        wide, narrow = (drawn(found, Manner(width)) for width in (WIDE, NARROW))
        assert wide.svg.startswith("<svg") and narrow.svg != wide.svg and wide.svg == drawn(found, Manner(WIDE)).svg
        assert "white" not in wide.night.lower() or "#24201d" in wide.night
        assert str(found.title) in wide.alt
        cells = {cell.value for row in table_of(found).rows for cell in row.cells}
        assert {point.value for point in found.points} <= cells, key
    assert {series(committee, key).kind for key in CHARTS} <= set(KINDS)


def test_the_waterfall_is_the_statement(committee: Subject) -> None:
    found = series(committee, "waterfall")
    told = statement(committee.query())
    assert (found.points[0].value, found.points[-1].value) == (told.opening, told.closing) == (1, 3)
    assert [(point.label, point.value) for point in found.points[1:-1]] == [("Kết nạp", 1), ("Chuyển đến từ ngoài sổ", 1)]
    assert all(point.asked is not None for point in found.points)


def test_the_pyramid_tells_men_and_women_and_holds_small_numbers_back(committee: Subject) -> None:
    found = series(committee, "age_pyramid")
    counted = {(point.label, point.side): point.value for point in found.points if point.value}
    assert counted == {("31–35 tuổi", "male"): 1, ("51–55 tuổi", "male"): 1, ("trên 60 tuổi", "female"): 1}
    held = pictured.held(found, committee.query())
    assert {point.value for point in held.points} == {0, None} and all(point.asked is None for point in held.points if point.value is None)
    assert HELD_BACK in {cell.text for row in table_of(held).rows for cell in row.cells}


def test_who_may_not_see_persons_gets_the_pyramid_at_quarter_ends_of_the_own_organisation_only() -> None:
    assert pictured.refused(dt.date(2022, 12, 31), None, granted=True) is None
    assert pictured.refused(dt.date(2022, 12, 30), None, granted=True)
    assert pictured.refused(dt.date(2022, 12, 31), 5, granted=True)
    assert pictured.refused(dt.date(2022, 12, 31), None, granted=False)


def test_the_lineage_leads_to_the_organisation_that_took_the_members(committee: Subject) -> None:
    lives = {point.label: point for point in series(committee, "lineage").points}
    assert set(lives) == {"A", "B", "E"}
    assert (lives["B"].until, lives["B"].into, lives["B"].value) == (dt.date(2022, 6, 30), "A", 1)
    assert (lives["A"].until, lives["A"].value) == (None, 3) and lives["E"].day == dt.date(2021, 7, 1)


def test_the_coverage_shows_who_was_not_reached(committee: Subject) -> None:
    found = series(committee, "inspection_coverage")
    turns = {(point.label, point.side): point.value for point in found.points}
    assert turns["A", "inspected_orgs"] == 1 and turns["E", "inspected_orgs"] == 0
    assert "1 trong 2" in found.note


def test_the_numbers_of_a_coverage_do_not_change_with_what_is_recorded_later() -> None:
    record(*cast_book())
    subject = Subject(Organisation.objects.get(code="K1").pk, Dates(START, DAY, DAY, START, DAY), book.last_number())
    before = series(subject, "inspection_coverage")
    record(line("inspection_round", "2022-03-01", org="K1", type="inspection_thematic", acting="committee", targets=[{"org": "A"}]))
    assert series(subject, "inspection_coverage") == before


def test_a_mark_of_a_picture_stands_alone_and_names_one_there_is() -> None:
    text = "Kết quả.\n{{hinh:waterfall@term}}\n{{ hinh : tree }}\nVà {{hinh:tree}} ở đây."
    assert [mark.key for mark in marks.picture_marks(text)] == ["waterfall@term", "tree"]
    assert len(marks.problems(text)) == 1 and "riêng một dòng" in str(marks.problems(text)[0])
    assert marks.marks(text) == []
    assert fault(marks.PictureMark("waterfall", "term")) == ""
    assert "waterfall" in fault(marks.PictureMark("thac_nuoc")) and "@term" in fault(marks.PictureMark("tree", "bao_gio"))


def test_a_report_prints_the_pictures_its_text_asks_for_in_vietnamese_whoever_writes_it(committee: Subject) -> None:
    with translation.override("en"):
        report = services.create("free", committee.org, START, DAY, DAY, "vanphong")
        key = report.sections.exclude(text="").order_by("order").values_list("key", flat=True)[0]
        services.save_narrative(report, key, "Trước hình.\n{{hinh:waterfall}}\nSau hình.\n{{hinh:khong_co}}\n", "vanphong")
        word = docx.Document(io.BytesIO(services.write_docx(report)))
        found = [each for each in services.check(Report.objects.get(pk=report.pk)) if each.rule == "marks_resolve"]
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert len(word.inline_shapes) == 1 and "Hình 1. Biến động đảng viên" in text and "SỐ LIỆU CỦA CÁC HÌNH" in text
    assert text.index("Trước hình.") < text.index("Hình 1.") < text.index("Sau hình.")
    assert any(cell.text == "Kết nạp" for table in word.tables for row in table.rows for cell in row.cells)
    assert len(found) == 1 and "There is no picture" in found[0].message


def test_numbers_of_a_picture_are_written_in_the_readers_language(committee: Subject) -> None:
    found = Series("x", "x", "rows", "", series(committee, "tree").points[:1])
    big = Series("x", "x", "rows", "", tuple(type(point)(point.label, 12345) for point in found.points))
    assert "12.345" in drawn(big, Manner(number=vn_number)).alt
    assert "12,345" in drawn(big, Manner(number=lambda value: f"{value:,}")).alt


def test_a_query_of_the_picture_is_one_of_the_figures(committee: Subject) -> None:
    """What a picture shows of a cell is what the figure's own page says."""
    point = next(each for each in series(committee, "tree").points if each.label == "Chi bộ A")
    assert point.asked is not None
    asked = Query(point.asked.org, point.asked.as_of, point.asked.start, point.asked.end, committee.known)
    assert evaluate([point.asked.code], asked)[point.asked.code].value == point.value == 3
