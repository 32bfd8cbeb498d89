"""Which questions to the books the words of a claim may mean, the plainest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.figures import services
from dangvu.figures.base import Figure, year_before
from dangvu.figures.errors import UnknownFigure
from dangvu.figures.proofreader.draft import Draft
from dangvu.figures.proofreader.meaning import Asked
from dangvu.figures.proofreader.reading import Days
from dangvu.figures.services import Query

STEPS: Final = 6
"""Days of a month that are tried besides its last."""
STRUCTURE = ("rating_cell_count", "rating_org_count", "org_grassroots_total", "cell_count", "rating_member_count", "member_total")
"""What the m of “n/m” may be: all there are, or all that were judged."""


@dataclass(frozen=True, slots=True)
class Question:
    """One way to ask the books: a part of a figure, for an organisation, in a time. ``change``: how the number was meant."""

    asked: Asked
    query: Query
    change: str = ""
    against: Query | None = None


@dataclass(frozen=True)
class Asking:
    """What the questions of a text have in common."""

    org: int
    on: dt.date
    known: int | None

    def ways(self, draft: Draft, org: int, *, by_commission: bool) -> Iterator[tuple[Figure, Question]]:
        """Every figure and question the words of a claim may mean. ``by_commission``: the sentence speaks of the inspection commission."""
        change = draft.meaning.change if draft.meaning else ""
        if change in ("up", "down"):
            change = "growth" if draft.claim.is_percent else change
        known = [(figure, asked) for asked in _asked(draft, by_commission=by_commission) if (figure := figure_of(asked)) is not None]
        for days, (figure, asked) in product(draft.days, known):
            yield from ((figure, each) for each in self.questions(figure, asked, org, days, change, draft.base))

    def questions(self, figure: Figure, asked: Asked, org: int, days: Days, change: str, against: Days | None) -> Iterator[Question]:
        """Every way the words may be meant, the plainest first."""
        for query in self._queries(figure, org, days):
            if not change or change == "above":
                yield Question(asked, query)
            elif against is not None:
                for before in self._queries(figure, org, against):
                    yield Question(asked, query, change, before)
            else:
                yield Question(asked, query, change, year_before_of(query))

    def _queries(self, figure: Figure, org: int, days: Days) -> Iterator[Query]:
        plain = Query(org, days.last, days.start or days.first, days.last, self.known)
        if figure.how.is_stock:
            yield Query(org, days.last, None, None, self.known)
            if days.first < days.last:
                yield from (Query(org, day, None, None, self.known) for day in _days_between(days.first, days.last))
            return
        yield plain
        if days.loose and days.start is not None:
            yield from (Query(org, days.last, day, days.last, self.known) for day in _month_starts(days.start) if day <= days.last)


def year_before_of(query: Query) -> Query:
    """The same question a year earlier."""
    return replace(query, as_of=query.as_of and year_before(query.as_of), start=query.start and year_before(query.start),
                   end=query.end and year_before(query.end))  # fmt: skip


def _days_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Some days of a month besides its last: a stock may have been told of any."""
    span = (last - first).days
    return [last - dt.timedelta(days=back) for back in sorted({span * at // STEPS for at in range(1, STEPS + 1)} - {0})]


def _month_starts(start: dt.date) -> list[dt.date]:
    """The first of each month of a year: the days a congress may have been held on."""
    return [dt.date(start.year, month, 1) for month in range(1, 13)]


def figure_of(asked: Asked) -> Figure | None:
    try:
        return services.get(asked[0].partition("+")[0])
    except UnknownFigure:
        return None


def _has_part(asked: Asked) -> bool:
    figure = figure_of(asked)
    return not asked[1] or (figure is not None and asked[1] in figure.dimensions)


def _without_parts(asked: Iterable[Asked]) -> Iterator[Asked]:
    """Different ones cannot be told apart by type: “11 chi bộ” are asked for as a whole."""
    return ((code, "", "") for code, by, part in asked if by == "type" and not _has_part((code, by, part)))


def _asked(draft: Draft, *, by_commission: bool) -> list[Asked]:
    meaning = draft.meaning
    assert meaning is not None
    if draft.whole_of is not None:
        return [(code, "", "") for code in (meaning.asked[0], *STRUCTURE)]
    asked = [*(each for each in (meaning.asked, *meaning.also) if _has_part(each)), *_without_parts((meaning.asked, *meaning.also))]
    if meaning.rule is None or not meaning.rule.twin or not by_commission:
        return asked
    # “Ủy ban kiểm tra đã kiểm tra …”: the commission's own figure, the committees', or both together.
    twins = [(f"{code}_commission", by, part) for code, by, part in asked]
    return [*twins, *asked, *((f"{code}+{code}_commission", by, part) for code, by, part in asked)]


def when_of(question: Question) -> str:
    """The time a question asks for, in words."""
    query = question.query
    if query.start is None:
        return _("ngày %(day)s") % {"day": vn_day(query.as_of)} if query.as_of else ""
    assert query.end is not None
    return _("từ %(start)s đến %(end)s") % {"start": vn_day(query.start), "end": vn_day(query.end)}
