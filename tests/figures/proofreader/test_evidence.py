"""What speaks against calling a number wrong, one doubt at a time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dangvu.figures.proofreader import evidence
from dangvu.figures.proofreader.reading import Claim
from dangvu.figures.services import Query

ON = dt.date(2023, 5, 5)


def claim(value: str, manner: str = "") -> Claim:
    return Claim(0, len(value), value, Decimal(value), manner=manner)


@pytest.mark.parametrize(("one", "other", "same"), [("647", "667", True), ("168", "186", True), ("62", "9", False), ("7", "9", False)])
def test_a_slip_of_the_pen(one: str, other: str, same: bool) -> None:
    assert evidence.slip(claim(one), claim(other)) is same


@pytest.mark.parametrize(
    ("value", "right", "whole", "part"),
    [
        ("9", "62", False, True),
        ("9", "62", True, False),
        ("61", "62", False, False),
        ("75", "65", False, False),
        ("5430", "73", False, True),
    ],
)
def test_a_number_of_a_part(value: str, right: str, whole: bool, part: bool) -> None:
    assert evidence.of_a_part(claim(value), claim(right), whole=whole) is part


def test_a_minimum_a_long_past_time_and_another_organisation_are_no_ground() -> None:
    year = Query(1, ON, dt.date(2023, 1, 1), ON)
    past = Query(1, dt.date(2021, 12, 31), dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    assert evidence.of_books(claim("5"), year, ON, own=True, told_here=True) == ""
    assert evidence.of_books(claim("5", "at_least"), year, ON, own=True, told_here=True) == evidence.BOUND
    assert evidence.of_books(claim("5"), past, ON, own=True, told_here=True) == evidence.PAST
    assert evidence.of_books(claim("5"), year, ON, own=False, told_here=True) == evidence.OTHER


def test_words_are_quoted_and_names_are_not() -> None:
    text = "Mô hình “Dân vận khéo” được nhân rộng. Bà nói: “Chi bộ tôi có 34 đảng viên, quá nửa đã nghỉ hưu từ lâu”."
    ((first, last),) = evidence.quotes(text)
    assert text[first:last].startswith("“Chi bộ tôi")


@pytest.mark.parametrize(("whole", "some"), [("", True), ("đảng bộ", True), ("tổng", False)])
def test_less_than_half_of_all_is_some_of_them(whole: str, some: bool) -> None:
    assert evidence.some_only(claim("32"), 200, whole=whole) is some
    assert not evidence.some_only(claim("120"), 200, whole=whole)


def test_books_nobody_has_kept_for_two_years_say_nothing() -> None:
    """“Từ đầu nhiệm kỳ …”, in a text of years ago that is read by today's date."""
    asked = evidence.lately(Query(1, ON, dt.date(2023, 1, 1), ON), ON)
    assert (asked.start, asked.end) == (dt.date(2021, 5, 5), ON)
