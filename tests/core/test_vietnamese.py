import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.core.vietnamese import fold, name_key, vn_number


@pytest.mark.parametrize(
    ("one", "other"),
    [("Đảng uỷ", "ĐẢNG  ỦY"), ("hoà", "hòa"), ("Thuý", "thúy"), ("Đỗ Văn Đức", "do van duc"), ("Ðà Nẵng", "đà nẵng"),
     ("Lê\u00a0Hạnh", " lê hạnh\ufeff"), (unicodedata.normalize("NFD", "Ngô Thị Quỳnh"), "Ngô Thị Quỳnh")],
)  # fmt: skip
def test_folding_forgives_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_folding_gives_plain_lower_case_letters() -> None:
    assert fold("ẮẰẲẴẶ Ấầẩẫậ ĐđƠơ ƯưÝỳỷỹỵ") == "aaaaa aaaaa ddoo uuyyyyy"


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more_for_composed_or_decomposed_text(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_names_sort_by_given_then_family_then_middle_names() -> None:
    right = [
        "Trần Bá An", "Trần Văn An", "Vũ Ái An", "Hồ Ăn", "Lê Thị Ân", "Bùi Bình", "An Bính", "Phan Dũng", "Đào Đức",
        "Nguyễn Hoà", "Trần Hòa", "Trần Hoà Bảo Thùy", "Đỗ Thủy", "Lê Thuý", "Hồ Thuỵ", "Y",
    ]  # fmt: skip
    assert sorted(sorted(right), key=name_key) == right


def test_tones_sort_in_the_vietnamese_order() -> None:
    right = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(sorted(right), key=name_key) == right


@pytest.mark.parametrize(("one", "other"), [("Lê Thuý", "LÊ  THÚY"), ("Nguyễn Hoà", unicodedata.normalize("NFD", "Nguyễn Hòa"))])
def test_one_name_in_two_spellings_has_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_that_differ_have_keys_that_differ() -> None:
    names = ["An Bình", "Bình An", "An", "Ân", "Lê An", "Lê Văn An", "Lê Vân An"]
    assert len({name_key(name) for name in names}) == len(names)


@given(st.text(max_size=40))
def test_a_key_is_lower_hexadecimal_and_nothing_else(name: str) -> None:
    assert set(name_key(name)) <= set("0123456789abcdef")


def test_an_empty_name_sorts_first() -> None:
    assert name_key("  ") == "" < name_key("A")


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (647, "647"), (1234567, "1.234.567"), (-1234, "−1.234"), (Decimal("1234.5"), "1.234,5"),
     (Decimal("70.0"), "70,0"), (Decimal("1E+3"), "1.000"), (None, "…")],
)  # fmt: skip
def test_numbers_are_written_the_vietnamese_way(number: int | Decimal | None, text: str) -> None:
    assert vn_number(number) == text
