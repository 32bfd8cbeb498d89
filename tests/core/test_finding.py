"""Finding by words: what is forgiven and what is not, and which comes first."""

from __future__ import annotations

import unicodedata

import pytest

from dangvu.core.finding import WordIndex, near, stands_for

NAMES = ("Đảng ủy khối Doanh nghiệp", "Chi bộ Hòa Bình", "Chi bộ Hợp tác xã Rau an toàn", "Chi bộ Bình An")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("hoang", "hoang", True), ("haong", "hoang", True), ("hoan", "hoang", True), ("hhoang", "hoang", True), ("hoqng", "hoang", True),
        ("ohang", "hoang", True), ("hoangg", "hoang", True), ("hagno", "hoang", False), ("ho", "hoang", False), ("hoang", "thuan", False),
        ("ab", "ba", True), ("", "a", True),
    ],
)  # fmt: skip
def test_one_slip_is_near_and_two_are_not(one: str, other: str, alike: bool) -> None:
    assert near(one, other) is alike
    assert near(other, one) is alike


def test_a_word_stands_for_itself_before_anything_else() -> None:
    vocabulary = ("an", "anh", "hoa", "hoang", "hong")
    assert stands_for("an", vocabulary) == ["an"]
    assert stands_for("an", vocabulary, unfinished=True) == ["an", "anh"]
    assert stands_for("hoan", vocabulary) == ["hoang"]
    assert stands_for("ohang", vocabulary) == ["hoang"]
    assert stands_for("xy", vocabulary) == []


@pytest.mark.parametrize(
    "typed",
    [
        "hoà bình", "hòa bình", "HOA BINH", "binh hoa", "bo hoa binh", "hoa bihn", unicodedata.normalize("NFD", "Hòa Bình"), "chi hoà bì",
    ],
)  # fmt: skip
def test_spelling_habits_order_case_and_a_slip_make_no_difference(typed: str) -> None:
    assert WordIndex((name,) for name in NAMES).find(typed)[0] == 1


@pytest.mark.parametrize("typed", ["dang uy", "Đảng uỷ", "ĐẢNG ỦY", "Ðảng ủy", "đang uy khoi"])
def test_d_and_uy_in_every_spelling(typed: str) -> None:
    assert WordIndex((name,) for name in NAMES).find(typed) == [0]


def test_every_word_must_be_there_and_the_closest_comes_first() -> None:
    index = WordIndex((name,) for name in (*NAMES, "Bình An"))
    assert index.find("binh an") == [4, 3]
    assert index.find("binh rau") == []
    assert index.find("") == [] and index.find("  ") == [] and index.find("…") == []


def test_another_name_finds_the_same_thing() -> None:
    index = WordIndex([("Mở hồ sơ: Kết nạp đảng viên", "ghi kết nạp"), ("Kết nạp lại",)])
    assert index.find("ghi ket nap") == [0]
    assert index.find("ket nap") == [1, 0]


def test_parts_of_numbers_and_codes_are_words() -> None:
    assert WordIndex([("Quyết định 12-QĐ/ĐUK",)]).find("12 qd") == [0]
    assert WordIndex([("01.017.062",)]).find("01.017") == [0]
