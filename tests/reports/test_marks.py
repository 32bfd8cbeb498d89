"""Marks in narratives: what is read, what is told about what cannot be read, how values are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dangvu.reports import marks
from dangvu.reports.marks import Mark, MarkError, printed
from dangvu.reports.runs import paragraphs
from dangvu.reports.words import in_words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{{admitted}}", Mark("admitted")),
        ("{{ admitted @ term }}", Mark("admitted", period="term")),
        ("{{badge_total[years=30]@quarter|02}}", Mark("badge_total", "years", "30", "quarter", "02")),
        ("{{admitted_by_ethnicity[ethnicity=Sán Dìu]}}", Mark("admitted_by_ethnicity", "ethnicity", "Sán Dìu")),
        ("{{org_founded|words}}", Mark("org_founded", form="words")),
    ],
)
def test_a_mark_is_read_and_written_back_alike(written: str, read: Mark) -> None:
    assert marks.parse(written) == read
    assert marks.parse(str(read)) == read


def test_the_manner_of_printing_does_not_make_another_number() -> None:
    assert marks.parse("{{org_founded@term|02}}").key == marks.parse("{{org_founded@term}}").key == "org_founded@term"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{admitted@yesterday}}", "@yesterday"),
        ("{{admitted|roman}}", "|roman"),
        ("{{Kết nạp}}", "không đọc được"),
        ("{{}}", "không đọc được"),
        ("{{admitted", "lẻ"),
        ("admitted}}", "lẻ"),
        ("{{org_name|02}}", "là chữ"),
    ],
)
def test_a_slip_is_told_with_its_line(written: str, told: str) -> None:
    found = marks.problems(f"Dòng đầu {{{{admitted}}}}.\nDòng sau: {written}")
    assert len(found) == 1 and found[0].line == 2
    assert told in str(found[0]) and "òng 2" in str(found[0])


def test_one_slip_does_not_hide_the_marks_around_it() -> None:
    text = "{{admitted}} {{oops!}} {{member_total}}"
    assert [mark.code for mark in marks.marks(text)] == ["admitted", "member_total"]
    shown = paragraphs(text, {}, {})[0]
    assert "".join(run.text for run in shown.runs) == text and all(run.broken for run in shown.runs if run.mark)


def test_one_mark_is_not_two() -> None:
    with pytest.raises(MarkError):
        marks.parse("{{admitted}}{{admitted}}")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (7, "02", "07"),
        (0, "02", "0"),
        (65, "02", "65"),
        (None, "02", "…"),
        (1234567, "", "1.234.567"),
        (7, "unit", "7 đảng viên"),
        (105, "words", "một trăm linh năm"),
        (2_577_000_000, "million", "2.577"),
        (2_577_350_000, "million", "2.577,4"),
        (Decimal("60.0"), "", "60,0"),
        (Decimal("71.6"), "", "71,6"),
        (Decimal("8420.000"), "", "8.420"),
        (Decimal("8.650"), "", "8,65"),
        (Decimal(100), "", "100"),
    ],
)
def test_values_are_printed_as_the_mark_wants(value: int | Decimal | None, form: str, text: str) -> None:
    assert printed(value, form, "đảng viên") == text


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (1005, "một nghìn không trăm linh năm"),
        (62_000, "sáu mươi hai nghìn"),
        (2_000_000_001, "hai tỷ không trăm linh một"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_words_end_where_they_would_be_guessed() -> None:
    for number in (-1, 10**15):
        with pytest.raises(ValueError, match="bằng chữ"):
            in_words(number)
