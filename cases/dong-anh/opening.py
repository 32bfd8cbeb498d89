"""The opening of the book on 31 May 2020: organisations, their people and the balances carried over (all invented)."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

import enterprises
from book import Book, Cell, Line, Member
from names import draw_birth, draw_person, shift_years

OPENS = date(2020, 5, 31)
BOOKED = date(2020, 6, 1)
MEMBERS = 561  # under DUK; with the movements of the term this gives the 647 of March 2023
PROBATIONARY = 12
RECEIVED = "CB57"
ABSORBED, ABSORBING = "CB17", "CB28"
WOUND_UP = "CB41"
ASSUMED = "Số dư mở sổ giả định, không phải số liệu thật"
POSTHUMOUS_START = date(1992, 11, 20)
GRADES = (30, 40, 45, 50, 55, 60, 65, 70)

# Badges of the term: the round's day, the years of each badge, the first day of the round's window.
BADGES = [
    (date(2020, 9, 2), (30, 30, 40), date(2020, 6, 2)),
    (date(2020, 11, 7), (30,), date(2020, 10, 2)),
    (date(2021, 2, 3), (30, 30, 40), date(2020, 12, 2)),
    (date(2021, 5, 19), (30, 50), date(2021, 3, 2)),
    (date(2021, 9, 2), (30, 40), date(2021, 6, 2)),
    (date(2021, 11, 7), (30, 45), date(2021, 10, 2)),
    (date(2022, 2, 3), (30, 30, 40), date(2021, 12, 2)),
    (date(2022, 5, 19), (30, 45), date(2022, 3, 2)),
    (date(2022, 9, 2), (30, 40), date(2022, 6, 2)),
    (date(2022, 11, 7), (30, 55), date(2022, 10, 2)),
    (date(2023, 2, 3), (30, 30, 40), date(2022, 12, 2)),
]


@dataclass
class Cast:
    """Who has a part of its own in the term."""

    newcomers: dict[str, date]  # on probation when the book opens: the day of the ceremony
    badges: list[tuple[date, Member, int]]
    posthumous: Member
    mistaken: Member  # the transfer of `namesake` is first recorded for this person
    namesake: Member


def open_book(book: Book) -> Cast:
    """Write organisations, people and balances; everything is recorded on 1 June 2020."""
    organisations(book)
    for cell, size in cell_sizes(book.rng).items():
        for _ in range(size):
            person = new_person(book, cell, draw_birth(book.rng, OPENS, 23, 71, 38))
            person.org, person.status = cell, "official"
    newcomers = probationary(book)
    starts: dict[str, date] = {}
    badges = assign_badges(book, starts)
    posthumous = badge_holder(book, starts, POSTHUMOUS_START)
    mistaken, namesake = namesakes(book)
    for person in book.people.values():
        admitted = carry_over(book, person, starts.get(person.code))
        if person.code in newcomers:
            newcomers[person.code] = admitted
    return Cast(newcomers, badges, posthumous, mistaken, namesake)


def organisations(book: Book) -> None:
    write = book.write
    write("organisation_established", date(2000, 1, 1), "to-chuc-HU", recorded=BOOKED, org="HU",
          name="Đảng bộ huyện Đông Anh", org_kind="direct_superior", official_code="01.017",
          note="Ngày ghi sổ, không phải ngày thành lập Đảng bộ huyện")  # fmt: skip
    write("organisation_established", date(2013, 10, 15), "to-chuc-DUK", recorded=BOOKED, org="DUK",
          name="Đảng bộ khối Doanh nghiệp huyện Đông Anh", org_kind="grassroots_committee", parent="HU",
          official_code="01.017.062", note="Năm 2013 theo kỷ niệm 10 năm; ngày và tháng là giả định")  # fmt: skip
    for n, (firm, trade) in enumerate(enterprises.OPENING, 1):
        founded = date(2013, 10, 15) if n <= 31 else random_day(book.rng, date(2014, 1, 2), date(2019, 11, 20))
        established(book, f"CB{n:02d}", firm, trade, founded, "DUK", "attached_cell")
    firm, trade = enterprises.RECEIVED
    consent = {"number": "1356-QĐ/HU", "date": "2014-05-05", "issuer": "Ban Thường vụ Huyện ủy Đông Anh"}
    established(book, RECEIVED, firm, trade, date(2014, 5, 12), "HU", "grassroots_cell", consent)
    book.cells[RECEIVED].under_duk = False
    for code in (ABSORBED, WOUND_UP):
        book.cells[code].frozen = True


def established(book: Book, code: str, firm: str, trade: str, day: date, parent: str, kind: str, decision: Line | None = None) -> None:
    prefix = "01.017.062.000" if parent == "DUK" else "01.017"
    serial = int(code[2:])
    book.cells[code] = Cell(code, f"Chi bộ {firm}", trade, day)
    book.write("organisation_established", day, f"to-chuc-{code}", recorded=BOOKED, org=code, name=f"Chi bộ {firm}",
               org_kind=kind, parent=parent, official_code=f"{prefix}.{serial:03d}", decision=decision)  # fmt: skip


def random_day(rng: random.Random, first: date, last: date) -> date:
    """A day of the span, never the 29th to 31st, so that every later year has it too."""
    while True:
        day = first + timedelta(days=rng.randrange((last - first).days + 1))
        if day.day <= 28:
            return day


def cell_sizes(rng: random.Random) -> dict[str, int]:
    """Members of each cell: many small cells, a few big ones; 561 under DUK and 50 in the cell still under HU."""
    codes = [f"CB{n:02d}" for n in range(1, len(enterprises.OPENING) + 1)]
    sizes = {code: int(rng.triangular(3, 26, 5)) for code in codes}
    sizes[ABSORBED], sizes[WOUND_UP], sizes["CB51"] = 5, 4, 3
    others = [c for c in codes if c not in (ABSORBED, WOUND_UP, "CB51")]
    while sum(sizes.values()) != MEMBERS:
        code, step = rng.choice(others), 1 if sum(sizes.values()) < MEMBERS else -1
        if 4 <= sizes[code] + step <= 26:
            sizes[code] += step
    return {**sizes, RECEIVED: 50}


def new_person(book: Book, cell: str, birth: date) -> Member:
    women = enterprises.WOMEN[book.cells[cell].trade]
    return book.add_person(draw_person(book.rng, women, birth, OPENS))


def probationary(book: Book) -> dict[str, date]:
    """The members still in their twelve months when the book opens: younger people of the bigger cells."""
    fits = [p for p in book.people.values() if book.usable(p.org or "") and len(book.members(p.org or "")) >= 8]
    chosen = book.rng.sample([p for p in fits if p.birth > date(1980, 1, 1)], PROBATIONARY)
    for person in chosen:
        person.status = "probationary"
    return {person.code: OPENS for person in chosen}


def assign_badges(book: Book, starts: dict[str, date]) -> list[tuple[date, Member, int]]:
    """Who receives which badge in which round; their Party age starts so that it is full inside the round's window."""
    return [
        (day, badge_holder(book, starts, shift_years(random_day(book.rng, opens, day), -years)), years)
        for day, grades, opens in BADGES
        for years in grades
    ]


def badge_holder(book: Book, starts: dict[str, date], starts_on: date) -> Member:
    """A free official member; the birth is set again so that the person joined at a plausible age."""
    person = free_member(book)
    birth = draw_birth(book.rng, starts_on, 19, 27, 22)
    person.values.update(birth=birth.isoformat(), schooling="10/10" if birth.year < 1964 else "12/12")
    if birth < date(1958, 1, 1):
        person.values["occupation"] = "Nghỉ hưu"
    starts[person.code] = starts_on
    return person


def free_member(book: Book) -> Member:
    """An official member of a cell that can spare one, from now on kept for a part of its own."""
    cells = [c for c in book.cells if book.usable(c) and len(book.members(c)) >= 7]
    person = book.rng.choice([p for c in cells for p in book.members(c, "official") if not p.reserved])
    person.reserved = True
    return person


def namesakes(book: Book) -> tuple[Member, Member]:
    """Two members of different cells with one name: the ground of the mistake that is reversed in 2022."""
    one, other = free_member(book), free_member(book)
    while other.org == one.org:
        other = free_member(book)
    for person in (one, other):
        person.values.update(name="Nguyễn Văn Hưng", sex="male", ethnicity="Kinh")
    return one, other


def carry_over(book: Book, person: Member, starts_on: date | None) -> date:
    """The person's two opening lines; answers the day of the admission ceremony."""
    newcomer = person.status == "probationary"
    starts_on, admitted = party_dates(book.rng, person, newcomer, starts_on)
    book.write("person", OPENS, f"nguoi-{person.code}", recorded=BOOKED, person=person.code, **person.values)
    book.write("carried_over", OPENS, f"mo-so-{person.code}", recorded=BOOKED, person=person.code, org=person.org,
               status=person.status, party_age_from=starts_on.isoformat(), admitted_on=admitted.isoformat(),
               official_on=None if newcomer else shift_years(admitted, 1).isoformat(), note=ASSUMED)  # fmt: skip
    return admitted


def party_dates(rng: random.Random, person: Member, newcomer: bool, starts_on: date | None) -> tuple[date, date]:
    """The decision's day (Party age) and, two to four weeks later, the ceremony's day."""
    while starts_on is None:
        if newcomer:
            starts_on = random_day(rng, date(2019, 6, 1), date(2020, 4, 20))
        else:
            joined = person.birth + timedelta(days=int(rng.triangular(18.5, 48, 27) * 365.25))
            starts_on = None if joined > date(2019, 4, 1) or reaches_a_grade(joined) else joined
    while True:
        admitted = starts_on + timedelta(days=rng.randrange(12, 31))
        if (admitted.month, admitted.day) != (2, 29):
            return starts_on, admitted


def reaches_a_grade(starts_on: date) -> bool:
    """Whether a badge falls due in the term: only the people of BADGES may, so that nobody's badge is forgotten."""
    return any(date(2020, 4, 1) <= shift_years(starts_on, years) <= date(2023, 9, 30) for years in GRADES)
