"""One spelling for all: what a text is compared in. Every form has the length of the text it was made of, so places stay places."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SIGNS = str.maketrans(
    {
        "ð": "đ", "Ð": "Đ", "ɖ": "đ", "Ɖ": "Đ", "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None, "\r": None,
    }
)  # fmt: skip
UPPER = "".join(
    letter for letter in map(chr, range(0x41, 0x1EFA)) if letter.isupper() and letter.isalpha() and ord(letter) not in range(0x0370, 0x1E00)
)
"""The capital letters of the Latin alphabet with all their marks: a range of codes would hold small ones too."""
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_PAIRS = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize("NFC", first + tone + second)
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for tone in _TONES
}
_NEW_STYLE = re.compile("|".join(_PAIRS))
# “kỉ luật”, “tỉ lệ”, “quí”, “lí luận”, “kì”: the i of newer school books for the y of offices.
_DASHES = str.maketrans("–—−‑", "----")
_WITH_I = re.compile(r"\b(?:kỉ|tỉ|lí|kì|quí|mĩ|sĩ)\b")
_WORDS = {"kỉ": "kỷ", "tỉ": "tỷ", "lí": "lý", "kì": "kỳ", "quí": "qúy", "mĩ": "mỹ", "sĩ": "sỹ"}


def clean(text: str) -> str:
    """The text as it is shown and counted in: composed letters, plain spaces, no invisible signs."""
    return unicodedata.normalize("NFC", text.translate(_SIGNS))


def normal(cleaned: str) -> str:
    """The text for comparing: lower case, the tone where the older style puts it, y for i, one dash. As long as ``cleaned``."""
    lowered = cleaned.translate(_DASHES).lower()
    if len(lowered) != len(cleaned):
        lowered = "".join(_low(letter) for letter in cleaned.translate(_DASHES))
    return _WITH_I.sub(lambda found: _WORDS[found[0]], older(lowered))


def older(words: str) -> str:
    """Small letters with the tone where the older style puts it (*tòan*, *ngóai*): what words and patterns in code are written in."""
    return _NEW_STYLE.sub(lambda found: _PAIRS[found[0]], words)


@lru_cache(maxsize=512)
def _low(letter: str) -> str:
    """A letter in lower case, unless that takes more room than one."""
    low = letter.lower()
    return low if len(low) == 1 else letter
