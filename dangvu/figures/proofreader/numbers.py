"""The numbers of a sentence that count something: digits, words, ranges, n of m, with how they are meant and their unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from dangvu.figures.proofreader.lexicon import Hit
from dangvu.figures.proofreader.sentences import Sentence
from dangvu.figures.proofreader.spelled import LEADING, spelled, value_of
from dangvu.figures.proofreader.tokens import DIGITS, SIGN, WORD, Token

JOINING = frozenset({",", "và", ";", "-", "/", "."})
NOT_ALONE = frozenset({"một", "năm"})
"""“một” is mostly no number, “năm” mostly a year: alone they count only where a figure is found for them."""
BEFORE_YEAR = frozenset(
    {"trong", "cuối", "đầu", "mỗi", "hằng", "hàng", "cả", "từng", "các", "nhiều", "những", "giữa", "qua", "theo", "của"}
)
NONE = {"không": ("có", "còn"), "chưa": ("có",)}
BEGINNING = LEADING | NONE.keys()
"""Words a number may begin with."""
AT_LEAST, NEAR_BY = "at_least", 4
SHARE = 4
"""Tokens of a share in brackets: “(72,7%)”."""
LONGEST = 8
"""Digits of the longest number without separators that is taken for a count."""
YEARS = (1900, 2100)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(slots=True)
class Number:
    """A number of a sentence. Tokens: ``lead`` (with its manner) – ``first`` – ``last`` – ``tail`` (behind its unit)."""

    lead: int
    first: int
    last: int
    tail: int
    value: Decimal
    places: int = 0
    upto: Decimal | None = None
    of: Decimal | None = None
    manner: str = ""
    units: frozenset[str] = frozenset()
    unit: str = ""
    scale: int = 1
    weak: bool = False
    shared: bool = False


class Hits:
    """The hits of a sentence by where they begin and where they end."""

    def __init__(self, sentence: Sentence) -> None:
        self.all = sentence.hits

    @cached_property
    def begin(self) -> dict[int, list[Hit]]:
        found: dict[int, list[Hit]] = defaultdict(list)
        for hit in self.all:
            found[hit.first].append(hit)
        return found

    @cached_property
    def end(self) -> dict[int, list[Hit]]:
        found: dict[int, list[Hit]] = defaultdict(list)
        for hit in self.all:
            found[hit.last].append(hit)
        return found

    def begins(self, at: int, *sorts: str) -> list[Hit]:
        return [hit for hit in self.begin.get(at, ()) if hit.sort in sorts]

    def ends(self, at: int, *sorts: str) -> list[Hit]:
        return [hit for hit in self.end.get(at, ()) if hit.sort in sorts]


def numbers(sentence: Sentence, hits: Hits, masked: Sequence[tuple[int, int]], money: Mapping[str, int]) -> list[Number]:
    """Every number of a sentence that may count something, in order. ``masked``: places of the text that hold days."""
    found: list[Number] = []
    index, name = 0, -1
    while index < len(sentence.tokens):
        if sentence.tokens[index].kind != DIGITS and sentence.tokens[index].text not in BEGINNING:
            index += 1
            continue
        number = None if _in(sentence.tokens[index], masked) else _at(sentence, hits, index, money)
        if number is None:
            index += 1
            continue
        if number.lead >= 0 and not number.value and found and found[-1].tail == number.first and _in_words(sentence, number):
            # “6 doanh nghiệp chưa có tổ chức đảng”: said of those counted.
            index = number.last
            continue
        if number.lead >= 0 and not (_listed(sentence.tokens, name, number)):
            found.append(number)
        elif number.first >= name:
            name = number.last
        index = max(number.last, index + 1)
    return found


def _in_words(sentence: Sentence, number: Number) -> bool:
    """Whether a zero is told in words: “không có”, “chưa có”."""
    return sentence.tokens[number.first].text in NONE


def _listed(tokens: Sequence[Token], name: int, number: Number) -> bool:
    """“Nghị quyết số 10, 11 và 12”: what follows a number that is a name, with nothing but a joining sign between, is one too."""
    return name >= 0 and not number.units and number.first == name + 1 and tokens[name].text in JOINING


def _in(token: Token, masked: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in masked)


def _at(sentence: Sentence, hits: Hits, index: int, money: Mapping[str, int]) -> Number | None:
    tokens = sentence.tokens
    if tokens[index].kind == DIGITS:
        return _counted(sentence, hits, _digits(tokens, index), money)
    if tokens[index].text in NONE and index + 1 < len(tokens) and tokens[index + 1].text in NONE[tokens[index].text]:
        # “Không có chi bộ nào yếu kém”, “chưa có tổ chức đảng nào”: a number too.
        return _counted(sentence, hits, Number(index, index, index + 2, index + 2, Decimal(0), weak=True), money)
    if tokens[index].kind == WORD and tokens[index].text in LEADING:
        return _counted(sentence, hits, _spelled(tokens, index), money)
    return None


def _digits(tokens: Sequence[Token], index: int) -> Number | None:
    last = index + 1
    value, places = value_of(tokens[index].text)
    # “82 774”: thousands set apart by a space.
    while places == 0 and last < len(tokens) and _thousand(tokens, last):
        value, last = value * 1000 + int(tokens[last].text), last + 1
    number = Number(index, index, last, last, value, places)
    if last + 1 < len(tokens) and tokens[last + 1].kind == DIGITS:
        sign, (behind, decimals) = tokens[last].text, value_of(tokens[last + 1].text)
        if sign == "/" and behind >= value:
            number.of, number.last = behind, last + 2
        elif behind > value and (sign in "-–—" or (sign in ("đến", "tới") and _from(tokens, index))):
            number.upto, number.manner, number.last, number.places = behind, "range", last + 2, max(places, decimals)
    if number.last == last < len(tokens) and tokens[last].text == "+" and tokens[last].start == tokens[last - 1].end:
        # “400+ tin, bài”
        number.manner, number.last = "over", last + 1
    number.tail = number.last
    return number


def _from(tokens: Sequence[Token], index: int) -> bool:
    """“từ 15 đến 20%” is a range; “tăng từ 15 đến 20” is none."""
    before = [token.text for token in tokens[max(index - 3, 0) : index]]
    return not set(before) & {"tăng", "giảm", "nâng", "lên"}


def _thousand(tokens: Sequence[Token], at: int) -> bool:
    before, here = tokens[at - 1], tokens[at]
    return here.kind == DIGITS and len(here.text) == 3 and here.text.isdecimal() and len(before.text) <= 3 and here.start == before.end + 1


def _spelled(tokens: Sequence[Token], index: int) -> Number | None:
    """A number in words: “một trăm hai mươi lăm”. A lone word is weak: it counts only where a figure is found for it."""
    value, last = spelled([token.text for token in tokens[index : index + 14]])
    if not last:
        return None
    if last == 1 and tokens[index].text == "năm" and index and tokens[index - 1].text in BEFORE_YEAR:
        return None
    return Number(index, index, index + last, index + last, Decimal(value), weak=last == 1 and tokens[index].text != "mười")


def _counted(sentence: Sentence, hits: Hits, number: Number | None, money: Mapping[str, int]) -> Number | None:
    """The number with its unit and manner; one that names something, or is glued to letters, has ``lead`` −1."""
    if number is None:
        return None
    _unit(sentence, hits, number, money)
    if _is_name(sentence, hits, number):
        number.lead = -1
        return number
    _manner(sentence.tokens, hits, number)
    return number


def _unit(sentence: Sentence, hits: Hits, number: Number, money: Mapping[str, int]) -> None:
    found = hits.begins(number.last, "unit")
    if not found and _share(sentence.tokens, number.last):
        # “48/66 (72,7%) tổ chức cơ sở đảng”: what is counted stands behind the share.
        found = hits.begins(number.last + SHARE, "unit")
        number.shared, number.units = bool(found), frozenset(hit.name for hit in found)
        return
    if not found and number.last < len(sentence.tokens) and sentence.tokens[number.last].text in ("tr", "nghìn", "ngàn"):
        return
    if not found:
        return
    tail = max(hit.last for hit in found)
    longest = [hit for hit in found if hit.last == tail]
    number.units, number.tail = frozenset(hit.name for hit in longest), tail
    number.unit = " ".join(token.text for token in sentence.tokens[number.last : tail])
    for hit in longest:
        if hit.name == "money":
            number.scale = money[hit.key]
            # “12,345 tỷ đồng” is no twelve thousand.
            text = sentence.tokens[number.first].text
            if "," in text and "." not in text and number.places == 0:
                number.value, number.places = Decimal(text.replace(",", ".")), len(text.rpartition(",")[2])


def _share(tokens: Sequence[Token], at: int) -> bool:
    said = [token.text for token in tokens[at : at + SHARE]]
    return len(said) == SHARE and (said[0], said[2], said[3]) == ("(", "%", ")") and tokens[at + 1].kind == DIGITS


def _is_name(sentence: Sentence, hits: Hits, number: Number) -> bool:
    tokens, first, last = sentence.tokens, number.first, number.last
    digits = tokens[first].kind == DIGITS
    if digits and (_glued(tokens, first, last) or (tokens[first].text.isdecimal() and len(tokens[first].text) > LONGEST)):
        return True
    if number.weak and (not number.units or _article(tokens, first)):
        return True
    if digits and not number.units and number.places == 0 and YEARS[0] <= number.value < YEARS[1] and len(tokens[first].text) == 4:
        return True
    if first == 0 and last < len(tokens) and tokens[last].text in ".)" and not number.units:
        return True
    if hits.begins(last, "measures") and not _longer_unit(hits, number):
        return True
    return _named(tokens, hits, number) if digits else False


def _article(tokens: Sequence[Token], first: int) -> bool:
    """“là một đảng viên”, “mỗi một chi bộ”: no count."""
    return tokens[first].text == "một" and first > 0 and tokens[first - 1].text in ("là", "mỗi", "như", "của", "theo", "từ", "cho")


def _longer_unit(hits: Hits, number: Number) -> bool:
    """Whether the unit is more than the word of a measure: “5 tháng” is none, “5 tập thể” is one."""
    most = max(hit.last for hit in hits.begins(number.last, "measures"))
    return bool(number.units) and number.tail >= most


def _named(tokens: Sequence[Token], hits: Hits, number: Number) -> bool:
    first = number.first
    if first and tokens[first - 1].kind == SIGN and tokens[first - 1].text in "-/–." and tokens[first - 1].end == tokens[first].start:
        # “9 cuộc/40 lượt chi bộ” are two counts.
        return not (tokens[first - 1].text == "/" and number.units and tokens[first - 2].kind == WORD)
    if hits.ends(first, "numbered") and not number.units:
        return True
    if first > 1 and tokens[first - 1].text == "." and hits.ends(first - 1, "named"):
        return True
    if not hits.ends(first, "named") or _is_a_number(tokens, hits, first):
        return False
    return not number.units or not hits.ends(first, "loosely")


def _is_a_number(tokens: Sequence[Token], hits: Hits, first: int) -> bool:
    """“con số 1.900”, “trong số 30 đảng viên”: it says that a number follows, and no name."""
    if first > 1 and tokens[first - 1].text == "số" and tokens[first - 2].text in ("trong", "tổng"):
        return True
    return tokens[first - 1].text == "số" and any(hit.last - hit.first > 1 for hit in hits.ends(first, "harmless"))


def _glued(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether letters or more digits stand right before or behind the digits: “12A1”, “05-CT”, “18-NQ/TW”, “0912 345 678”."""
    if len(tokens[first].text) > 3 and tokens[first].text.startswith("0") and tokens[first].text.isdecimal():
        return True
    if first > 0 and tokens[first - 1].kind == DIGITS and tokens[first - 1].text.startswith("0"):
        return True
    before = first > 0 and tokens[first - 1].kind != SIGN and tokens[first - 1].end == tokens[first].start
    if before:
        return True
    if last >= len(tokens) or tokens[last].start != tokens[last - 1].end:
        return False
    if tokens[last].kind == WORD:
        return tokens[last].text not in ("đ", "tr", "tỷ", "đồng", "triệu")
    behind = tokens[last + 1] if last + 1 < len(tokens) else None
    return tokens[last].text in "-/_" and behind is not None and behind.start == tokens[last].end


def _manner(tokens: Sequence[Token], hits: Hits, number: Number) -> None:
    before = hits.ends(number.first, "manner")
    if before:
        word = max(before, key=lambda hit: hit.last - hit.first)
        if word.name != "at_least" or tokens[word.first].text != "từ" or _upwards(hits, number):
            number.lead = word.first
            number.manner = number.manner or (AT_LEAST if word.name == "at_most" and _denied(tokens, word.first) else word.name)
    if hits.begins(number.tail, "manner_behind") and not number.manner:
        number.manner = hits.begins(number.tail, "manner_behind")[0].name


def _denied(tokens: Sequence[Token], at: int) -> bool:
    """“không năm nào dưới 83%” is at least 83."""
    return any(token.text in NONE for token in tokens[max(at - NEAR_BY, 0) : at])


def _upwards(hits: Hits, number: Number) -> bool:
    return any(hit.name == "at_least" for hit in hits.begins(number.tail, "manner_behind"))
