"""The term a text lives in: the longest period the organisation's targets were set for, else the five years every congress is held in."""

from __future__ import annotations

import datetime as dt

from dangvu.figures.engines.live import LIVE
from dangvu.figures.engines.stated import stated
from dangvu.figures.proofreader.reading import Days
from dangvu.orgs.tree import TreeDay

YEARS = 5
SHORTEST = dt.timedelta(days=3 * 365)
"""Targets of fewer days are those of a year, not of a term."""


def term_of(tree: TreeDay | None, org: int | None, on: dt.date, known: int) -> Days:
    """The term that holds a day; ``loose`` where nobody set a target for one: then only the year it began in is known."""
    above = list(tree.path(org)) if tree is not None and org is not None else []
    given = [each for each in stated("target_set", LIVE, known) if each.org in above] if above else []
    fits = [(each.start, each.end) for each in given if each.start <= on <= each.end and each.end - each.start >= SHORTEST]
    if fits:
        start = max(fits, key=lambda days: days[1] - days[0])[0]
        return Days(start, on, on)
    return Days(dt.date(on.year - on.year % YEARS, 6, 1), on, on, loose=True)
