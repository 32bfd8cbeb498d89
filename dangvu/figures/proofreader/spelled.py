"""A number as it is printed: in digits with dots and commas, or in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

ONES = {
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
LEADING = frozenset({"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười"})


def value_of(text: str) -> tuple[Decimal, int]:
    """A number in digits as Vietnamese print it, and its decimal places: 1.550, 76,3, 1.234,5; 76.3 as calculators print it."""
    if "," in text and "." in text:
        thousands, decimal = (".", ",") if text.rindex(",") > text.rindex(".") else (",", ".")
        whole, _sign, part = text.replace(thousands, "").partition(decimal)
        return Decimal(f"{whole}.{part.replace(decimal, '')}"), len(part)
    sign = "," if "," in text else "."
    groups = text.split(sign)
    if len(groups) == 1:
        return Decimal(text), 0
    grouped = all(len(each) == 3 for each in groups[1:]) and 1 <= len(groups[0]) <= 3 and not groups[0].startswith("0")
    if grouped or len(groups) > 2:
        return Decimal("".join(groups)), 0
    return Decimal(f"{groups[0]}.{groups[1]}"), len(groups[1])


def spelled(said: Sequence[str]) -> tuple[int, int]:
    """The value of the words a list begins with, and how many of them are the number (0: none)."""
    total = group = used = 0
    index = 0
    while index < len(said):
        ones, step = _ones(said, index)
        if ones is None:
            break
        index += step
        group, index = _hundreds(said, index, group, ones)
        used = index
        if index < len(said) and said[index] in ("nghìn", "ngàn"):
            total, group, index = (total + group) * 1000, 0, index + 1
            used = index
        elif index < len(said) and said[index] in ("linh", "lẻ"):
            index += 1
        elif group % 100 or group == 0 or index >= len(said) or said[index] not in LEADING:
            break
    return total + group, used


def _ones(said: Sequence[str], index: int) -> tuple[int | None, int]:
    """A number under a hundred: “hai mươi lăm”, “mười hai”, “bảy”."""
    word = said[index]
    behind = said[index + 1] if index + 1 < len(said) else ""
    if word == "mười":
        unit = ONES.get(behind, 0) if behind not in ("mốt", "tư", "năm") else 0
        return 10 + unit, 2 if unit else 1
    if word not in ONES or (word in ("lăm", "mốt", "tư", "nhăm") and index == 0):
        return None, 0
    if behind in ("mươi", "chục"):
        third = said[index + 2] if index + 2 < len(said) else ""
        unit = ONES.get(third, 0) if third != "năm" else 0
        return ONES[word] * 10 + unit, 3 if unit else 2
    return ONES[word], 1


def _hundreds(said: Sequence[str], index: int, group: int, ones: int) -> tuple[int, int]:
    if index < len(said) and said[index] == "trăm":
        return group + ones * 100, index + 1
    return group + ones, index
