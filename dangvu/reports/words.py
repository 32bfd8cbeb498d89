"""Whole numbers in Vietnamese words, as resolutions write them: 15 → mười lăm, 105 → một trăm linh năm."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS: Final = ("", "nghìn", "triệu")
LARGEST: Final = 10**15 - 1


def in_words(number: int) -> str:
    """The number in words, small letters. Raises ``ValueError`` below 0 and above 10¹⁵ − 1."""
    if not 0 <= number <= LARGEST:
        raise ValueError("Chỉ viết được bằng chữ số nguyên từ 0 đến dưới một triệu tỷ; hãy dùng chữ số.")
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    words = [*_below_billion(billions, leading=True), "tỷ"] if billions else []
    return " ".join(words + _below_billion(rest, leading=not billions))


def _below_billion(number: int, *, leading: bool) -> list[str]:
    words: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words += _group(group, leading=leading and not words)
            words += [_GROUPS[power]] if power else []
    return words


def _group(number: int, *, leading: bool) -> list[str]:
    """Three digits; behind a higher group the empty places are said: một nghìn không trăm linh năm."""
    hundreds, rest = divmod(number, 100)
    words = [] if leading and not hundreds else [_DIGITS[hundreds], "trăm"]
    tens, units = divmod(rest, 10)
    if tens == 0:
        return words + (["linh"] if words and units else []) + ([_DIGITS[units]] if units else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return words + ([_unit(tens, units)] if units else [])


def _unit(tens: int, units: int) -> str:
    if units == 5:
        return "lăm"
    return "mốt" if units == 1 and tens > 1 else _DIGITS[units]
