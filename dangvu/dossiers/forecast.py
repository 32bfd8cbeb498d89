"""Who earns which badge in which round: Party age reckoned ahead, against the rule's rounds and windows (domain guide §4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dangvu.core.periods import add_months, full_months
from dangvu.dossiers.holdings import standing
from dangvu.dossiers.honours import Honours, honours, ids, promising, unstarted
from dangvu.ledger import book
from dangvu.ledger.followed import Followed
from dangvu.ledger.packed import Ints
from dangvu.rules import services as rules


@dataclass(frozen=True, slots=True)
class Round:
    """A day on which badges are awarded, and between which days one must come of Party age for it."""

    on: dt.date
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who earns a grade. ``late``: it was earned before this round's window and never awarded.

    ``waits_until``: the day a discipline stops holding it back, None where there is none.
    """

    person: int
    years: int
    earned_on: dt.date
    round: Round
    late: bool
    waits_until: dt.date | None


def next_rounds(after: dt.date, count: int, path: Sequence[int] = (), rulebook: rules.Rulebook | None = None) -> list[Round]:
    """The coming rounds from a day on, that day's own among them."""
    rulebook = rulebook or rules.Rulebook()
    days = rulebook.get("badge.rounds", on=after, path=path).value
    windows = rulebook.get("badge.round_windows", on=after, path=path).value
    found = [_round(_day(year, text), windows[text]) for year in range(after.year, after.year + 1 + count) for text in days]
    return sorted((each for each in found if each.on >= after), key=lambda each: each.on)[:count]


def _round(on: dt.date, window: tuple[str, str]) -> Round:
    first, last = window
    end = _day(on.year, last)
    begin = _day(on.year, first)
    return Round(on, begin if begin <= end else _day(on.year - 1, first), end)


def _day(year: int, text: str) -> dt.date:
    """A day of a year from ``month-day``; 29 February is the last of February in other years."""
    month, day = (int(part) for part in text.split("-"))
    return add_months(dt.date(year, month, 1), 1) - dt.timedelta(days=1) if (month, day) == (2, 29) else dt.date(year, month, day)


def without_start(persons: Iterable[int]) -> list[int]:
    """Members of whom the books do not know when Party age began: nothing can be told of their badges."""
    found: list[int] = np.sort(unstarted(ids(set(persons)))).tolist()
    return found


def of_members(
    orgs: Collection[int], on: dt.date, count: int, path: Sequence[int], rulebook: rules.Rulebook
) -> list[tuple[Candidate, int]]:
    """The same as ``candidates`` of the members of some organisations, each with the cell; kept while the book only grows."""

    def reckon(among: Collection[int] | None) -> dict[int, Found]:
        return found_among(standing(orgs, on, among=among), on, count, path, rulebook)

    asked = (frozenset(orgs), on, count, tuple(path), rulebook)
    told = _kept.of(asked, book.state(), reckon).values()
    return sorted(((each, cell) for cell, earned in told for each in earned), key=lambda pair: _order(pair[0]))


def candidates(
    persons: Iterable[int], on: dt.date, count: int = 1, path: Sequence[int] = (), rulebook: rules.Rulebook | None = None
) -> list[Candidate]:
    """Who earns a badge in the coming rounds, the next round first; then the late ones, who should have had theirs."""
    wanted = np.unique(ids(set(persons)))
    told = found_among((wanted, wanted), on, count, path, rulebook or rules.Rulebook())
    return sorted((each for _cell, earned in told.values() for each in earned), key=_order)


Found = tuple[int, tuple[Candidate, ...]]
"""A member's cell, and what is earned."""
_kept: Followed[Found] = Followed(8)


def _order(each: Candidate) -> tuple[dt.date, bool, dt.date, int]:
    return each.round.on, each.late, each.earned_on, each.person


def found_among(there: tuple[Ints, Ints], on: dt.date, count: int, path: Sequence[int], rulebook: rules.Rulebook) -> dict[int, Found]:
    """Of some persons, in their order and each with the cell, those who earn anything."""
    rounds = [
        (round_, sorted(rulebook.get("badge.grades", on=round_.on, path=path).value, reverse=True))
        for round_ in next_rounds(on, count, path, rulebook)
    ]
    persons, cells = there
    some = np.unique(np.concatenate([persons[:0], *(promising(persons, grades, round_.last) for round_, grades in rounds)]))
    found = {}
    for person, told in honours(some.tolist()).items():
        all_ = (_candidate(person, told, round_, grades, path, rulebook) for round_, grades in rounds)
        # Of a grade that is earned in one round and late in the next ones, the first is told.
        earned = {each.years: each for each in sorted((each for each in all_ if each), key=_order, reverse=True)}
        if earned:
            found[person] = int(cells[np.searchsorted(persons, person, side="right") - 1]), tuple(earned.values())
    return found


def _candidate(
    person: int, told: Honours, round_: Round, grades: Sequence[int], path: Sequence[int], rulebook: rules.Rulebook
) -> Candidate | None:
    """The highest grade earned by the end of the window and not awarded yet.

    What was earned before the person came into this book is left out: whether it was awarded there, the book cannot know.
    """
    assert told.start is not None and told.came is not None
    lost = sum(full_months(first, last) for first, last in told.outside(round_.last))
    # Of most grades the months alone tell that they are not earned yet.
    most = 12 * (round_.last.year - told.start.year) + round_.last.month - told.start.month - lost
    for years in (each for each in grades if 12 * each <= most):
        earned = add_months(told.start, 12 * years + lost)
        if earned <= round_.last:
            if any(years <= other for other in told.grades) or earned < told.came:
                return None
            return Candidate(person, years, earned, round_, earned < round_.first, _waits(told, round_.on, path, rulebook))
    return None


def _waits(told: Honours, on: dt.date, path: Sequence[int], rulebook: rules.Rulebook) -> dt.date | None:
    table = rulebook.get("badge.wait_after_discipline", on=on, path=path).value
    ends = [add_months(event.on, int(table.get(str(event.told["form"]), 0))) for event in told.disciplined if event.on <= on]
    return max((end for end in ends if end > on), default=None)
