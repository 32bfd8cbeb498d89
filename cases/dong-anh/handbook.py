"""Registrations in the e-handbook, from October 2021 on, cell by cell in waves."""

from datetime import date, timedelta
from itertools import pairwise

from book import Book, Member, workday

# How many of the members in the stock are registered on these days; straight lines in between.
CURVE = [
    (date(2021, 10, 4), 12),
    (date(2021, 12, 30), 121),
    (date(2022, 6, 30), 268),
    (date(2022, 12, 29), 402),
    (date(2023, 2, 15), 446),
    (date(2023, 3, 14), 461),
]
LAST_TWO = (date(2023, 3, 20), date(2023, 3, 28))  # true before the review, recorded after it


def plan_handbook(book: Book) -> None:
    day = CURVE[0][0]
    while day < CURVE[-1][0]:
        book.plan(workday(day), lambda on: wave(book, on, wanted(on)), 6)
        day += timedelta(days=9)
    book.plan(CURVE[-1][0], lambda on: wave(book, on, CURVE[-1][1]), 6)
    for withdrawn in (date(2022, 5, 12), date(2022, 9, 21), date(2022, 12, 7), date(2023, 1, 16)):
        book.plan(withdrawn, lambda on: withdraw(book, on), 6)
    book.plan(LAST_TWO[0], lambda on: wave(book, on, CURVE[-1][1] + 2, LAST_TWO[1]), 6)


def wanted(day: date) -> int:
    """The registrations the curve asks for on a day between its first and its last."""
    for (first, low), (last, high) in pairwise(CURVE):
        if first <= day <= last:
            return low + round((high - low) * (day - first).days / (last - first).days)
    raise ValueError(f"{day} is outside the curve")


def registered(book: Book) -> list[Member]:
    return [p for p in book.people.values() if p.org and book.cells[p.org].under_duk and p.handbook]


def wave(book: Book, day: date, count: int, recorded: date | None = None) -> None:
    """Register members, one cell after the other, until `count` are registered."""
    cells = [c.code for c in book.open_cells()]
    book.rng.shuffle(cells)
    missing = count - len(registered(book))
    free = [p for cell in cells for p in book.members(cell) if not p.handbook and not p.flags and p.clear < day]
    for person in free[: max(missing, 0)]:
        book.write("handbook_registered", day, f"so-tay-{person.code}", recorded=recorded, person=person.code)
        person.handbook = True


def withdraw(book: Book, day: date) -> None:
    free = [p for p in registered(book) if p.clear < day and not p.reserved]
    person = book.rng.choice(free)
    book.write("handbook_ended", day, f"thoi-so-tay-{person.code}", person=person.code,
               note="Không còn sử dụng điện thoại thông minh")  # fmt: skip
    person.handbook = False
