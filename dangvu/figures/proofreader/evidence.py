"""Whether a number that the books do not bear out may be called wrong: an alarm needs the text's own committee, and its own time.

What speaks against it is a *doubt*, a key of ``WHY``: found in the words when a text is read, in the books when it is answered.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as lazy

from dangvu.figures.base import Number
from dangvu.figures.proofreader.lexicon import Hit
from dangvu.figures.proofreader.places import SELF, Named
from dangvu.figures.proofreader.reading import Claim, Days
from dangvu.figures.proofreader.sentences import Sentence
from dangvu.figures.proofreader.spelling import older
from dangvu.figures.proofreader.tokens import DIGITS, SIGN
from dangvu.figures.services import Query

QUOTED, YEARLY, PARTIAL, BOUND, OTHER, PAST, EMPTY, TOLD = "quoted", "yearly", "partial", "bound", "other", "past", "empty", "told"
GOING_ON: Final = "going_on"
WHY: Final = {
    QUOTED: lazy("Số nằm trong lời được dẫn, không rõ là số của tổ chức nào; hãy xem lại."),
    YEARLY: lazy("Câu nói về nhiều năm hoặc từng năm, nên không so được với một kỳ của sổ."),
    PARTIAL: lazy("Câu nói riêng một nơi hoặc một phần, không phải cả tổ chức."),
    BOUND: lazy("Câu chỉ nói mức tối thiểu hoặc tối đa."),
    OTHER: lazy("Câu nói về tổ chức khác trong sổ; hãy xem lại."),
    PAST: lazy("Kỳ được nói tới đã qua lâu, sổ có thể chưa ghi đủ."),
    EMPTY: lazy("Sổ chưa ghi việc nào loại này cho kỳ được nói tới; nếu có thật thì hãy ghi bổ sung."),
    GOING_ON: lazy("Câu nói về việc đang làm, chưa xong."),
    TOLD: lazy("Số đúng của cả tổ chức đã có ở chỗ khác trong bài; số này có lẽ là của một phần."),
}
LONG_PAST: Final = dt.timedelta(days=150)
"""How long ago a period must have ended to be told of as one that is past."""
JUST_OVER: Final = dt.timedelta(days=60)
"""How long ago a period may have ended that a report still tells of."""
LATELY: Final = dt.timedelta(days=730)
"""How long ago something of a kind must have been written down, for its absence to say anything."""
BEGUN: Final = 3
"""A period less than a third of which is over has just begun: what is told of it and not in the books is mostly a plan."""
MANY: Final = 3
"""A number so many times what the books have is hardly of the same committee."""
COMMITTEE = ("", "đảng bộ", "đảng ủy")
"""Words that name the committee without saying that all of it is meant: “một cán bộ Đảng ủy cho biết có doanh nghiệp …”."""
_QUOTE = re.compile(r"[“\"«]([^“”\"«»\n]{40,})(?:[”\"»]|$)", re.MULTILINE)
_OWN = re.compile(r"(?<!\w)(?:đảng bộ|đảng ủy)(?!\w)")
_WHOLE = re.compile(older(r"(?<!\w)(?:toàn|tổng|tổng số|đảng bộ|đảng ủy|cả)(?!\w)"))


_KINDS = (
    "xã|phường|thị trấn|cơ quan|trường học|trường|doanh nghiệp|nông thôn|lực lượng vũ trang|thôn|khu dân cư|khu phố|tổ dân phố|"
    "hợp tác xã|y tế|"
    "sự nghiệp|quân sự|công an|đơn vị|nhà máy|phòng ban"
)
_KIND = re.compile(
    older(
        rf"(?:(?:các|những) (?:chi|đảng) (?:bộ|ủy) (?:khối |ở |tại |trong )?|(?<!bộ )(?<!ủy )(?<!\w)khối )(?:{_KINDS})(?!\w)"
        r"|(?:các|những) (?:chi|đảng) (?:bộ|ủy) (?:cơ sở |trực thuộc )?(?:ở|tại) "
    )
)
"""“Các đảng bộ xã kết nạp 112”, “khối cơ quan 84”: those of one kind."""
PROGRESS: Final = 4
"""Tokens before a number in which “đang” makes what is told unfinished: “đang hoàn thiện 6 hồ sơ”."""


def goes_on(sentence: Sentence, lead: int) -> bool:
    """Whether something is told that is being done and may not be done."""
    return older("đang") in (token.text for token in sentence.tokens[max(lead - PROGRESS, 0) : lead])


def of_those_counted(sentence: Sentence, lead: int) -> bool:
    """“12/30 xã có tỷ lệ kết nạp trên 4%”: a rate that some counted places have, each for itself."""
    said = [token.text for token in sentence.tokens[:lead]]
    has = next((at for at in range(len(said) - 3, -1, -1) if said[at] == "có" and said[at + 1 : at + 3] == ["tỷ", "lệ"]), -1)
    return any(
        hit.sort == "unit" and hit.last == has and hit.first and sentence.tokens[hit.first - 1].kind == DIGITS for hit in sentence.hits
    )


def quotes(shown: str) -> list[tuple[int, int]]:
    """Where somebody's words are told; a name or a title in quotation marks is shorter."""
    return [match.span() for match in _QUOTE.finditer(shown)]


def of_words(sentence: Sentence, lead: int, lowered: str, quoted: Sequence[tuple[int, int]], named: Sequence[Named],
             times: Sequence[int]) -> str:  # fmt: skip
    """What in a sentence speaks against holding a number (its first token is ``lead``) against the books. ``times``: where times begin."""
    at = sentence.tokens[lead].start
    if any(first <= at < last for first, last in quoted) and not _OWN.search(lowered, sentence.start, at):
        return QUOTED
    before = [hit for hit in sentence.hits if hit.last <= lead]
    if any(hit.sort == "yearly" for hit in before):
        return YEARLY
    if any(hit.sort == "formerly" for hit in before):
        return PAST
    begun = max((token.end for token in sentence.tokens[:lead] if token.text == ";"), default=sentence.start)
    if _KIND.search(lowered, begun, at):
        return PARTIAL
    return PARTIAL if any(_sets_apart(sentence, hit, named, times) for hit in before if hit.sort == "partial") else ""


def _sets_apart(sentence: Sentence, hit: Hit, named: Sequence[Named], times: Sequence[int]) -> bool:
    """“Riêng Công ty A …”; “riêng năm 2019”, “riêng Đảng bộ xã ta” set apart a time or are the committee itself."""
    if hit.last >= len(sentence.tokens) or sentence.tokens[hit.last].start in times:
        return False
    return not any(each.org == SELF and each.first >= hit.first for each in named)


def says_whole(sentence: Sentence, lead: int, lowered: str) -> str:
    """The word before a number, back to the last sign, that speaks of the whole committee; empty for none."""
    signs = [token.end for token in sentence.tokens[:lead] if token.kind == SIGN]
    found = _WHOLE.findall(lowered, signs[-1] if signs else sentence.start, sentence.tokens[lead].start)
    return next((word for word in found if word not in COMMITTEE), found[0] if found else "")


def of_books(claim: Claim, query: Query, on: dt.date, *, own: bool, told_here: bool) -> str:
    """What in the question itself speaks against calling a number wrong. ``told_here``: the sentence itself says when."""
    if claim.manner in ("at_least", "at_most"):
        return BOUND
    last = query.end or query.as_of
    # How many there are is told of now, unless the sentence itself goes back: “sau nửa năm” one sentence earlier does not.
    if last is not None and last < on - LONG_PAST and (told_here or query.start is not None):
        return PAST
    return "" if own else OTHER


def is_plan(claim: Claim, days: Sequence[Days], on: dt.date, books: Number | None) -> bool:
    """“quý II kết nạp tối thiểu 45 đảng viên”, told when the quarter has just begun: it is what is wanted."""
    whole = days[0].whole if days else None
    if whole is None or whole <= on:
        return False
    start = days[0].start
    begun = start is not None and (on - start) * BEGUN < whole - start
    return claim.manner == "at_least" or (begun and not books)


def slip(one: Claim, other: Claim) -> bool:
    """Whether two numbers of as many digits differ in one of them, or in the order of two."""
    return one.scale == other.scale and one.is_percent == other.is_percent and _near(str(one.value), str(other.value))


def _near(first: str, second: str) -> bool:
    if len(first) != len(second) or len(first) < 2:
        return False
    odd = [at for at, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    return len(odd) == 1 or (len(odd) == 2 and sorted(first) == sorted(second))


def same_part(one: Claim, other: Claim) -> bool:
    return (one.figure, one.by, one.part) == (other.figure, other.by, other.part)


def of_a_part(claim: Claim, right: Claim, *, whole: bool) -> bool:
    """Whether a number is likely of some of those only whose right number stands elsewhere in the text."""
    if whole or slip(claim, right) or claim.is_percent or right.is_percent:
        return False
    value, other = claim.value * claim.scale, right.value * right.scale
    return value < other or value > other * MANY


def some_only(claim: Claim, books: Number | None, *, whole: str) -> bool:
    """“Quý I có 32 đảng viên …”: less than half of all there are, and nobody says that it is all of them."""
    return whole in COMMITTEE and not claim.is_percent and books is not None and claim.value * claim.scale * 2 < books


def first_year(query: Query, term: Days | None) -> Query | None:
    """The first year of two or more that are not the term; None for any other time. Books that hold nothing in it may have begun later."""
    if query.start is None or query.end is None or query.end - query.start < LATELY or (term is not None and query.start == term.start):
        return None
    return Query(query.org, query.start + LATELY / 2, query.start, query.start + LATELY / 2, query.known)


def lately(query: Query, on: dt.date) -> Query:
    """The same question for the last two years up to the day of the text: books nobody has kept since say nothing against it."""
    return Query(query.org, on, on - LATELY, on, query.known)
