"""The movement statement by direct counting: opening + increases − decreases + received − handed over = closing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.oracle.figures import Asked, members, movements
from tests.oracle.fold import Book, days_of

ONE_DAY = timedelta(days=1)


@dataclass
class Statement:
    """Members on the evening before the first day, what changed it by reason, members on the last evening."""

    opening: int
    closing: int
    increase: Counter[str] = field(default_factory=Counter)
    decrease: Counter[str] = field(default_factory=Counter)
    received: int = 0
    handed_over: int = 0

    @property
    def balances(self) -> bool:
        gained = self.increase.total() + self.received
        lost = self.decrease.total() + self.handed_over
        return self.opening + gained - lost == self.closing


def statement(book: Book, org: str, start: date, end: date) -> Statement:
    asked = Asked(book, org, start, end)
    result = Statement(stock_at(asked, start - ONE_DAY), stock_at(asked, end))
    add_movements(result, asked)
    for day in days_of(book.lines):
        if start <= day <= end:
            add_tree_changes(result, asked, day)
    return result


def stock_at(asked: Asked, day: date) -> int:
    return len(members(Asked(asked.book, asked.org, day, day)))


def add_movements(result: Statement, asked: Asked) -> None:
    """A movement is in the statement when it crosses the border; with a closing organisation it is a reception."""
    for moved, source, target in movements(asked):
        if source == target:
            continue
        if moved.reason == "with_organisation":
            result.received += target
            result.handed_over += source
        elif target:
            result.increase[moved.reason] += 1
        else:
            result.decrease[moved.reason] += 1


def add_tree_changes(result: Statement, asked: Asked, day: date) -> None:
    """Whoever stood the evening before in an organisation that changed sides this day came or went with it."""
    before, after = asked.book.at(day - ONE_DAY), asked.book.at(day)
    for person in before.people.values():
        if not person.is_member:
            continue
        was, now = before.inside(person.cell, asked.org), after.inside(person.cell, asked.org)
        result.received += now and not was
        result.handed_over += was and not now
