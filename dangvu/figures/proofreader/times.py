"""The expressions of time of a text, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dangvu.figures.proofreader.expressions import FIRST, SORTS
from dangvu.figures.proofreader.moments import EARLY, FUTURE, NAMED, POINT, Calendar, Place, Said
from dangvu.figures.proofreader.spelling import older

# “Hướng dẫn số 16-HD/BTCTW ngày 24/9/2019”: the day of a paper.
_PAPER = re.compile(
    older(
        r"(?:[-/][a-zđư]{2,}|(?:nghị quyết|nq|chỉ thị|quy định|kết luận|kế hoạch|kh|hướng dẫn|hd|quyết định|công văn|thông tri|chương trình|thông báo|đề án|luật"
        r"|nghị định|thông tư|tờ trình|báo cáo)(?:\s+số)?\s+\d[\w/-]*(?:\s+của(?:\s+[^\s\d.;,]+){1,4})?)\s*,?\s*\(?$"
    )
)
# “cùng kỳ năm 2016”: what is told is of another year.
_BASE_YEAR = re.compile(r"(?:cùng\s+kỳ|so\s+với)(?:\s+của)?(?:\s+năm)?\s+$")
_YEAR = re.compile(r"(?<![\d.,])20[0-4]\d(?![\d.,]\d|\d)")
_TERM_YEARS = re.compile(r"nhiệm\s+kỳ\s*,?\s*\(?20\d\d\s*[-–]\s*20\d\d|đại hội[^.\n]{0,40}20\d\d\s*[-–]\s*20\d\d|20\d\d\s*[-–]\s*20\d\d")


def times(lowered: str, calendar: Calendar) -> list[Said]:
    """Every expression of time in a text, in order; where two fit, the one that begins first, then the longer."""
    years = _years_around(lowered)
    found: list[Said] = []
    places = [match.start() for match in FIRST.finditer(lowered)]
    for pattern, make in SORTS:
        for match in _matches(pattern, lowered, places):
            if match.end() < len(lowered) and lowered[match.end()].isalpha():
                continue
            made = make(_place(calendar, lowered, years, match.start()), match)
            if made is not None:
                days = made[1] and replace(made[1], said=match[0].strip())
                sort = NAMED if made[0] in (POINT, FUTURE) and _is_of_paper(lowered, match.start()) else made[0]
                found.append(Said(match.start(), match.end(), sort, days))
    return list(_apart(found))


def _matches(pattern: re.Pattern[str], lowered: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """What ``finditer`` gives, tried only where an expression of time may begin."""
    end = 0
    for place in places:
        match = pattern.match(lowered, place) if place >= end else None
        if match is not None:
            end = match.end()
            yield match


def _is_of_paper(lowered: str, at: int) -> bool:
    return lowered.startswith("ngày", at) and _PAPER.search(lowered, max(at - 60, 0), at) is not None


def _years_around(lowered: str) -> list[tuple[int, int]]:
    """Years with their places; those of a term are no year anything happened in."""
    terms = [match.span() for match in _TERM_YEARS.finditer(lowered)]
    return [
        (match.start(), int(match[0]))
        for match in _YEAR.finditer(lowered)
        if not any(first <= match.start() < last for first, last in terms)
        and not _BASE_YEAR.search(lowered, max(match.start() - 20, 0), match.start())
    ]


def _place(calendar: Calendar, lowered: str, years: list[tuple[int, int]], at: int) -> Place:
    """The year said last before a place, not after the day of the text, and in the same line where it is
    long past; else the first one said behind it, else that of the text."""
    line = lowered.rfind("\n", 0, at)
    before = [year for start, year in years if start < at and year <= calendar.on.year and (start > line or year >= calendar.on.year - 1)]
    # Only in the first months of a year does a text tell of another year without having said so.
    behind = [
        year
        for start, year in years
        if start >= at and year <= calendar.on.year and (year == calendar.on.year or calendar.on.month <= EARLY)
    ]
    if before:
        return Place(calendar, before[-1], True)
    return Place(calendar, behind[0], True) if behind else Place(calendar, calendar.on.year, False)


def _apart(found: list[Said]) -> Iterator[Said]:
    end = -1
    for said in sorted(found, key=lambda each: (each.start, -each.end)):
        if said.start >= end:
            yield said
            end = said.end
