"""Vietnamese text: searching without diacritics, sorting names, writing numbers."""

import unicodedata
from decimal import Decimal
from functools import lru_cache

import icu

_TONES = "\u0300\u0309\u0303\u0301\u0323"
_MARKS = dict.fromkeys(range(0x0300, 0x0370))
# Old keyboards and copied files put eth (ð) and the African đ (ɖ) where đ is meant: they look the same in print.
_LETTERS = {ord(letter): "d" for letter in "đĐðÐɖƉ"}
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_PLAIN = _MARKS | _LETTERS | _INVISIBLE


def fold(text: str) -> str:
    """The form in which text is searched: lower case, no diacritics, đ → d, single spaces.

    NFC and NFD, *uỷ* and *ủy*, *hoà* and *hòa* give the same: ``fold("Đảng  Uỷ") == fold("ĐẢNG ỦY") == "dang uy"``.
    """
    return " ".join(unicodedata.normalize("NFKD", text).translate(_PLAIN).lower().split())


def name_key(full_name: str) -> str:
    """A sort key for a person's name: hexadecimal text which sorts right on any database, in any collation.

    Sorted by given name (the last word), then family name, then middle names, each by the Vietnamese alphabet and
    its order of tones: the order Party and state prescribe for election lists. The place of the tone mark (*Thuý*,
    *Thúy*) and case make no difference. Usual names give about 60 characters, long ones about 3 a letter; an empty name
    gives an empty key and sorts first.
    """
    words = _syllables(full_name)
    if not words:
        return ""
    fields = (words[-1], words[0] if len(words) > 1 else "", " ".join(words[1:-1]))
    collator = _collator()
    # Field by field: a difference in tone of the given name weighs more than any family name. Keys end with a zero
    # byte, so a shorter field sorts before a longer one that begins alike.
    return "".join(collator.getSortKey(field).hex() for field in fields)


@lru_cache(maxsize=1)
def _collator() -> icu.Collator:
    return icu.Collator.createInstance(icu.Locale("vi"))


def spelled(text: str) -> list[str]:
    """The words of a text with their diacritics, in the one form that spelling habits (*thuý*, *thúy*) and keyboards do not change."""
    return _syllables(text)


def _syllables(name: str) -> list[str]:
    """Words in lower case, decomposed, the tone moved to the end of the word, where spelling habits cannot differ."""
    plain = unicodedata.normalize("NFKD", name).translate(_INVISIBLE).lower()
    return [_tone_last(word) for word in plain.split()]


# Vietnamese has some seven thousand syllables, and a register of persons says them over and over.
@lru_cache(maxsize=16384)
def _tone_last(word: str) -> str:
    tones = "".join(mark for mark in word if mark in _TONES)
    return "".join(letter for letter in word if letter not in _TONES) + tones if tones else word


def vn_number(number: int | Decimal | None) -> str:
    """``1.234.567`` and ``1.234,5``: points between thousands, a comma before decimals, a true minus sign.

    Decimals are printed as they are (``Decimal("70.0")`` → ``70,0``): round before. ``None`` is unknown: ``…``.
    """
    if number is None:
        return "…"
    text = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,d}"
    return text.translate(str.maketrans(",.-", ".,−"))
