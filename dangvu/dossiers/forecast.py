"""Who earns which badge in which round: Party age reckoned ahead, against the rule's rounds and windows (domain guide §4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dangvu.core.periods import add_months, full_months
from dangvu.dossiers.honours import Honours, honours
from dangvu.ledger import book
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
    return sorted(person for person, told in honours(set(persons)).items() if told.start is None)


def candidates(
    persons: Iterable[int], on: dt.date, count: int = 1, path: Sequence[int] = (), rulebook: rules.Rulebook | None = None
) -> list[Candidate]:
    """Who earns a badge in the coming rounds, the next round first; then the late ones, who should have had theirs."""
    return list(_reckoned(book.head(), frozenset(persons), on, count, tuple(path), rulebook or rules.Rulebook()))


@lru_cache(maxsize=64)
def _reckoned(
    _head: str, persons: frozenset[int], on: dt.date, count: int, path: tuple[int, ...], rulebook: rules.Rulebook
) -> tuple[Candidate, ...]:
    """Reckoned once for each state of the book and of the rules: the first page and the due list ask for it again and again."""
    rounds = [
        (round_, sorted(rulebook.get("badge.grades", on=round_.on, path=path).value, reverse=True))
        for round_ in next_rounds(on, count, path, rulebook)
    ]
    found = [
        each
        for person, told in honours(persons).items()
        if told.start is not None and told.came is not None
        for round_, grades in rounds
        if (each := _candidate(person, told, round_, grades, path, rulebook)) is not None
    ]
    seen: set[tuple[int, int]] = set()
    first = []
    for each in sorted(found, key=lambda each: (each.round.on, each.late, each.earned_on, each.person)):
        if (each.person, each.years) not in seen:
            seen.add((each.person, each.years))
            first.append(each)
    return tuple(first)


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
