"""Personal data in a text that is to go out: numbers of persons, telephones, addresses, names of people who did not agree."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.vietnamese import fold
from dangvu.figures.proofreader.spelling import UPPER, clean, normal
from dangvu.ledger import accounts, book
from dangvu.ledger.models import Posting
from dangvu.orgs.models import Person
from dangvu.privacy import consent

KINDS: Final = ("identity", "phone", "email", "address", "card", "name")
PATTERNS: Final = tuple(
    (kind, sure, re.compile(pattern))
    for kind, sure, pattern in (
        ("card", True, r"(?:thẻ\s+đảng(?:\s+viên)?|thẻ\s+đv|số\s+thẻ(?:\s+đảng(?:\s+viên)?)?|số\s+lý\s+lịch)\s*(?:có\s+)?(?:số)?\s*[:.]?\s*(\d[\d. ]{4,12}\d)"),
        ("identity", True, r"(?:cccd|cmnd|cmtnd|căn\s+cước(?:\s+công\s+dân)?|chứng\s+minh(?:\s+nhân\s+dân)?|định\s+danh(?:\s+cá\s+nhân)?)\D{0,15}(\d[\d. ]{7,14}\d)"),
        ("phone", True, r"(?<![\w.,/-])((?:\+?84|0)[\s.-]?(?:[35789]\d|2\d{1,2})(?:[\s.-]?\d){7})(?![\w/-])"),
        ("identity", True, r"(?<![\w.,/-])(\d{12})(?![\w/-])"),
        ("identity", False, r"(?<![\w.,/-])(\d{9}|\d{3} \d{3} \d{3})(?![\w/-]|[.,]\d|\s*(?:đồng|đ\b|vnđ))"),
        ("email", True, r"(?<![\w.])([\w.+-]+@[\w-]+(?:\.[\w-]+)+)"),
        (
            "address",
            True,
            r"(?:(?:thường\s+|tạm\s+|cư\s+)?trú(?=\s+(?:tại|ở))|(?:thường|tạm|cư)\s+trú|ngụ|nhà\s+riêng|hộ\s+khẩu|nơi\s+ở|địa\s+chỉ(?:\s+nhà)?)\s*(?:tại|ở|:)*\s*"
            r"((?:số\s+(?:nhà\s+)?|ngõ\s+|ngách\s+|nhà\s+|căn\s+hộ\s+|thôn\s+|tổ\s+|xóm\s+|ấp\s+)[^.;\n]{2,80})",
        ),
        ("address", True, r"(số\s+nhà\s+\d+[^.;\n,]{0,40})"),
        ("address", False, r"(?<!trụ sở )(?<!tại )(?<!trụ sở tại )(số\s+\d+\w?\s*(?:/\d+)*,?\s+(?:đường|phố|ngõ|ngách)\s+[^.;\n,]{2,40})"),
    )
)  # fmt: skip
MESSAGES: Final = {
    "identity": lazy("Có vẻ là số căn cước hoặc chứng minh nhân dân; hãy bỏ đi."),
    "phone": lazy("Số điện thoại; hãy bỏ đi, trừ khi là số của cơ quan."),
    "email": lazy("Địa chỉ thư điện tử; hãy bỏ đi, trừ khi là của cơ quan."),
    "address": lazy("Có vẻ là địa chỉ nhà riêng; hãy bỏ đi."),
    "card": lazy("Số thẻ đảng viên hoặc số lý lịch; hãy bỏ đi."),
}
_NAME = re.compile(rf"(?<!\w)[{UPPER}]\w*(?: [{UPPER}]\w*){{1,9}}")
WORDS = (2, 5)
"""Words of the shortest and the longest name looked for."""
LIKELY = 3
"""Words from which a name that is not in the books is told of."""
AROUND = 60
"""Letters behind a name in which an office is looked for."""


@dataclass(frozen=True, slots=True)
class Personal:
    """One piece of personal data and where it stands in the cleaned text. ``sure`` is False where it only looks like one.

    ``persons``: whom of the books the answer speaks of: a page that shows it logs that.
    """

    start: int
    end: int
    text: str
    kind: str
    sure: bool
    message: str
    persons: tuple[int, ...] = ()


@cache
def _words() -> dict[str, Any]:
    told = tomllib.loads(Path(__file__).with_name("personal.toml").read_text(encoding="utf-8"))
    return {name: tuple(normal(clean(each)) for each in phrases) for name, phrases in told.items()}


def check_personal(text: str, *, org: int, on: dt.date, known: int | None = None, persons: frozenset[int] | None = None) -> list[Personal]:
    """Personal data in a text, in order of place.

    ``org``: whose text it is. ``on``: the day it goes out: who holds a post or has agreed on that day may be named.
    ``persons``: organisations whose people the reader may see, None for all. Names of others are judged without the books, so that nobody
    learns from the answer who is a member.
    """
    shown = clean(text)
    found = [*_patterns(shown), *_names(shown, on, book.last_number() if known is None else known, persons)]
    return sorted(_apart(found), key=lambda each: each.start)


def named_in_address(slug: str, *, on: dt.date, known: int | None = None) -> list[Personal]:
    """People of the books who are named in the address of a page (*le-ket-nap-tran-thi-hoa*), hold no post and did not agree.

    An address has no diacritics and no capitals: only whole names of the books that begin with a family name are told of.
    """
    parts = slug.lower().split("-")
    families = {fold(each) for each in _words()["families"]}
    told = {
        " ".join(parts[first : first + count])
        for count in range(WORDS[0], WORDS[1] + 1)
        for first in range(len(parts) - count + 1)
        if parts[first] in families
    }
    people = _people(told, on, book.last_number() if known is None else known, None)
    public = _public({pk for several in people.values() for pk in several}, on, book.last_number() if known is None else known)
    message = _("Địa chỉ của bài có tên một người trong sổ, không giữ chức vụ và chưa đồng ý được nêu tên; hãy sửa ô Đường dẫn.")
    return [
        Personal(slug.index(name.replace(" ", "-")), slug.index(name.replace(" ", "-")) + len(name), name.replace(" ", "-"), "name", True, message,
                 tuple(sorted(mine)))
        for name, mine in people.items()
        if not public.intersection(mine)
    ]  # fmt: skip


def _patterns(shown: str) -> Iterator[Personal]:
    lowered = normal(shown)
    for kind, sure, pattern in PATTERNS:
        for match in pattern.finditer(lowered):
            start, end = match.span(1)
            yield Personal(start, end, shown[start:end], kind, sure, str(MESSAGES[kind]))


def _apart(found: list[Personal]) -> Iterator[Personal]:
    """Of what overlaps, what was found first: patterns stand in the order of how much they say."""
    taken: list[Personal] = []
    for each in found:
        if not any(each.start < other.end and other.start < each.end for other in taken):
            taken.append(each)
            yield each


@dataclass(frozen=True, slots=True)
class _Called:
    """Words of a text that may be a name."""

    start: int
    end: int
    folded: str
    words: int
    run: tuple[int, int]


def _called(shown: str) -> Iterator[_Called]:
    """Every two to five capitalised words in a row, the longest first."""
    for run in _NAME.finditer(shown):
        places = [(run.start() + word.start(), run.start() + word.end()) for word in re.finditer(r"\S+", run[0])]
        for count in range(min(WORDS[1], len(places)), WORDS[0] - 1, -1):
            for first in range(len(places) - count + 1):
                start, end = places[first][0], places[first + count - 1][1]
                yield _Called(start, end, fold(shown[start:end]), count, run.span())


def _names(shown: str, on: dt.date, known: int, reach: frozenset[int] | None) -> Iterator[Personal]:
    called = list(_called(shown))
    if not called:
        return
    people = _people({each.folded for each in called}, on, known, reach)
    public = _public({pk for several in people.values() for pk in several}, on, known)
    told: set[tuple[int, int]] = set()
    for each in called:
        inside = any(each.start < end and start < each.end for start, end in told)
        if inside:
            continue
        mine = people.get(each.folded) if not _elsewhere(shown, each) else None
        if mine:
            told.add((each.start, each.end))
            if not public.intersection(mine):
                message = _("Tên một người có trong sổ, không giữ chức vụ và chưa đồng ý được nêu tên; hãy bỏ tên hoặc hỏi người ấy.")
                yield Personal(each.start, each.end, shown[each.start : each.end], "name", True, message, tuple(sorted(mine)))
        elif _like_a_name(shown, each):
            told.add((each.start, each.end))
            message = _("Có vẻ là tên người; hãy chắc rằng người ấy giữ chức vụ hoặc đã đồng ý được nêu tên.")
            yield Personal(each.start, each.end, shown[each.start : each.end], "name", False, message)


def _people(names: set[str], on: dt.date, known: int, reach: frozenset[int] | None) -> dict[str, set[int]]:
    """People of the books by folded name; only those in reach, when the reader may not see everybody's."""
    found: dict[str, set[int]] = defaultdict(set)
    for pk, folded in Person.objects.filter(folded__in=names).values_list("pk", "folded"):
        found[folded].add(pk)
    if reach is None:
        return found
    everybody = {pk for several in found.values() for pk in several}
    legs = Posting.objects.filter(person__in=everybody, account__in=accounts.ids("member"), on__lte=on, entry__lte=known, org__in=reach)
    mine = set(legs.values_list("person", flat=True))
    return {name: several & mine for name, several in found.items() if several & mine}


def _public(people: set[int], on: dt.date, known: int) -> set[int]:
    """Those who hold a post of the Party on the day, or have agreed to be named."""
    legs = Posting.objects.filter(person__in=people, account__in=accounts.ids("officer"), on__lte=on, entry__lte=known)
    held = legs.values("person").annotate(held=Sum("quantity")).filter(held__gt=0)
    return set(held.values_list("person", flat=True)) | consent.agreed(people, on)


def _elsewhere(shown: str, each: _Called) -> bool:
    """Whether the words name a school, a street, or somebody of history."""
    words, before = _words(), normal(shown[max(each.start - AROUND, 0) : each.start]).rstrip()
    said = normal(shown[each.start : each.end])
    return any(re.search(rf"(?<!\w){re.escape(word)}$", before) for word in words["places"]) or any(
        name in said for name in words["history"]
    )


def _like_a_name(shown: str, each: _Called) -> bool:
    """A family name with at least two more words, all of a run; no school, street or byline, and nobody named with an office."""
    words, lowered = _words(), normal(shown)
    said = lowered[each.start : each.end]
    if each.words < LIKELY or (each.start, each.end) != each.run or said.split()[0] not in words["families"]:
        return False
    before, behind = lowered[max(each.start - AROUND, 0) : each.start], lowered[each.end : each.end + AROUND]
    line = lowered[lowered.rfind("\n", 0, each.start) + 1 : (lowered.find("\n", each.end) + 1 or len(lowered) + 1) - 1].strip()
    byline = line == said
    office = any(word in behind.split(".")[0] for word in words["offices"]) or any(word in before[-30:] for word in words["offices"])
    return not (byline or office or _elsewhere(shown, each))
