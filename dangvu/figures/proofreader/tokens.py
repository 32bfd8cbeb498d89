"""Words, digits and signs of a text, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD, DIGITS, SIGN = "w", "d", "s"
_TOKEN = re.compile(r"(?P<d>\d+(?:[.,]\d+)*)|(?P<w>đ/c(?:s\b)?|[^\W\d_]+)|(?P<s>[^\w\s]|_)")


@dataclass(slots=True)
class Token:
    """A word, a number in digits, or a single sign. ``capital``: it begins with a capital letter in the text."""

    start: int
    end: int
    text: str
    kind: str
    capital: bool = False


def tokens(cleaned: str, lowered: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a stretch of the text; ``lowered`` is its normal form."""
    return [
        Token(found.start(), found.end(), found[0], found.lastgroup or SIGN, cleaned[found.start()].isupper())
        for found in _TOKEN.finditer(lowered, start, len(lowered) if end is None else end)
    ]


def words(phrase: str) -> tuple[str, ...]:
    """A phrase of the lexicon as tokens' texts."""
    return tuple(found[0] for found in _TOKEN.finditer(phrase))
