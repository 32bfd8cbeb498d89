"""Dossiers, ceremonies and recognitions: the 65 admissions of the term and what the committee considered for them."""

from datetime import date, timedelta

from book import Book, Member, decided, workday
from enterprises import WOMEN
from names import draw_birth, draw_person, shift_years
from opening import Cast

# Ceremonies of the term: 9 admissions in 2020, 17 in 2021, 30 in 2022, 9 in the first quarter of 2023.
CEREMONIES = [
    (date(2020, 7, 10), 2), (date(2020, 9, 2), 3), (date(2020, 11, 6), 2), (date(2020, 12, 22), 2),
    (date(2021, 2, 3), 3), (date(2021, 4, 16), 1), (date(2021, 5, 19), 4), (date(2021, 7, 27), 1),
    (date(2021, 9, 2), 2), (date(2021, 10, 20), 2), (date(2021, 11, 5), 2), (date(2021, 12, 22), 2),
    (date(2022, 1, 18), 3), (date(2022, 2, 3), 5), (date(2022, 3, 26), 2), (date(2022, 5, 19), 6),
    (date(2022, 6, 28), 2), (date(2022, 9, 2), 5), (date(2022, 10, 14), 3), (date(2022, 11, 7), 2),
    (date(2022, 12, 22), 2), (date(2023, 1, 10), 3), (date(2023, 2, 3), 5), (date(2023, 2, 15), 1),
]  # fmt: skip
# Dossiers of people who are still no members at the end of the case; the last three are those of the first quarter.
WAITING = [(2020, 11), (2021, 6), (2022, 4), (2022, 9), (2023, 2), (2023, 3), (2023, 3)]
RECORDED_LATE = {date(2023, 2, 15): date(2023, 3, 10)}
FAILS = date(2021, 5, 19)  # one of this ceremony is not recognised
RECOGNISED_UNTIL = date(2023, 3, 15)
LATE_RECOGNITION = (date(2022, 2, 3), date(2023, 3, 27))  # two of this ceremony are recorded after the review


def meeting(year: int, month: int) -> date:
    """The day of the month on which the committee considers dossiers."""
    return workday(date(year, month, 12))


def meeting_before(day: date) -> date:
    """The last meeting of the committee on or before the day."""
    found = meeting(day.year, day.month)
    if found > day:
        earlier = day.replace(day=1) - timedelta(days=1)
        found = meeting(earlier.year, earlier.month)
    return found


def meeting_after(day: date) -> date:
    """The first meeting of the committee on or after the day."""
    found = meeting(day.year, day.month)
    if found < day:
        later = day.replace(day=28) + timedelta(days=5)
        found = meeting(later.year, later.month)
    return found


def plan_admissions(book: Book, cast: Cast) -> None:
    for ceremony, count in CEREMONIES:
        for n in range(count):
            plan_admission(book, ceremony, n)
    for year, month in WAITING:
        book.plan(meeting(year, month), lambda day: consider(book, declare(book, book.roomy(day), day), day))
    for code, admitted in cast.newcomers.items():
        plan_recognition(book, book.people[code], admitted)


def plan_admission(book: Book, ceremony: date, n: int) -> None:
    """The dossier goes before the committee about six weeks before the ceremony, unless that was before the book."""
    considered = meeting_before(ceremony - timedelta(days=40))

    def start(day: date) -> None:
        cell = book.roomy(day, most=24)
        person = declare(book, cell, day)
        if day < ceremony:
            consider(book, person, day)
        book.plan(ceremony, lambda on: admit(book, person, cell, on, n))

    book.plan(considered if considered >= date(2020, 6, 1) else ceremony, start, 4)


def declare(book: Book, cell: str, day: date) -> Member:
    """A person new to the book, of working age, from the cell's enterprise."""
    birth = draw_birth(book.rng, day, 20, 46, 28)
    person = book.add_person(draw_person(book.rng, WOMEN[book.cells[cell].trade], birth, day))
    book.write("person", day, f"nguoi-{person.code}", recorded=day, person=person.code, **person.values)
    return person


def consider(book: Book, person: Member, day: date) -> None:
    book.write("dossier_considered", day, f"xet-ket-nap-{person.code}", recorded=day, org="DUK",
               procedure="admission", person=person.code)  # fmt: skip


def admit(book: Book, person: Member, cell: str, day: date, n: int) -> None:
    decision = decided("HU", day - timedelta(days=book.rng.randrange(8, 20)))
    book.write("admitted", day, f"ket-nap-{person.code}", recorded=RECORDED_LATE.get(day), person=person.code,
               org=cell, decision=decision)  # fmt: skip
    person.org, person.status = cell, "probationary"
    if day == FAILS and n == 0:
        book.plan(date(2022, 6, 10), lambda on: fail(book, person, on))
    else:
        late = LATE_RECOGNITION[1] if day == LATE_RECOGNITION[0] and n < 2 else None
        plan_recognition(book, person, day, late)


def plan_recognition(book: Book, person: Member, admitted: date, late: date | None = None) -> None:
    due = shift_years(admitted, 1)
    if due <= RECOGNISED_UNTIL:
        book.plan(due, lambda on: recognise(book, person, on, late), 3)


def recognise(book: Book, person: Member, day: date, late: date | None) -> None:
    """True from exactly twelve months on, though considered at the next meeting and decided weeks after it."""
    considered = meeting_after(max(day + timedelta(days=5), date(2020, 6, 8)))
    book.write("dossier_considered", considered, f"xet-chinh-thuc-{person.code}", recorded=considered, org="DUK",
               procedure="official_recognition", person=person.code)  # fmt: skip
    decision = decided("HU", considered + timedelta(days=25))
    recorded = late or date.fromisoformat(decision["date"]) + timedelta(days=3)
    book.write("recognised", day, f"chinh-thuc-{person.code}", recorded=recorded, person=person.code,
               decision=decision)  # fmt: skip
    person.status = "official"


def fail(book: Book, person: Member, day: date) -> None:
    """Not fit after probation: struck off, as a probationary member."""
    book.write("struck_off", day, f"xoa-ten-{person.code}", person=person.code,
               decision=decided("HU", day - timedelta(days=4)), note="Không đủ tư cách sau dự bị")  # fmt: skip
    person.org, person.handbook = None, False
