"""What happens to organisations in the term: seven founded, one received, one absorbed, one renamed, one wound up."""

from datetime import date, timedelta
from functools import partial

import enterprises
from admissions import declare
from book import Book, Cell, Member, decided
from opening import ABSORBED, ABSORBING, RECEIVED, WOUND_UP

# Day of founding; founding members who come from other cells of the bloc, and from outside it.
FOUNDINGS = [
    (date(2020, 10, 15), 2, 2),
    (date(2021, 3, 18), 1, 3),
    (date(2021, 6, 25), 2, 3),
    (date(2021, 12, 10), 0, 4),
    (date(2022, 4, 20), 3, 1),
    (date(2022, 7, 15), 1, 3),
    (date(2022, 11, 25), 2, 2),
]
RECEIVED_ON = date(2021, 7, 1)
RENAMED_ON = date(2021, 9, 15)
ABSORBED_ON = date(2022, 1, 5)
WOUND_UP_ON = date(2022, 9, 29)
RENAMED = "CB10"
COMES_FROM = [
    "Đảng bộ xã nơi cư trú, huyện Đông Anh",
    "Đảng bộ quận Long Biên, thành phố Hà Nội",
    "Đảng bộ huyện Sóc Sơn, thành phố Hà Nội",
    "Đảng bộ huyện Mê Linh, thành phố Hà Nội",
    "Đảng bộ Khối các cơ quan tỉnh Bắc Ninh",
    "Đảng bộ thành phố Phúc Yên, tỉnh Vĩnh Phúc",
    "Đảng bộ Quân khu 1",
]


def plan_structure(book: Book) -> None:
    for n, (day, inside, outside) in enumerate(FOUNDINGS):
        book.plan(day, partial(found, book, n, inside, outside), 0)
    book.plan(RECEIVED_ON, partial(receive, book), 0)
    book.plan(RENAMED_ON, partial(rename, book), 0)
    book.plan(ABSORBED_ON, partial(absorb, book), 0)
    book.plan(WOUND_UP_ON, partial(wind_up, book), 0)


def found(book: Book, n: int, inside: int, outside: int, day: date) -> None:
    """A new cell, with at least three official members from its first day on."""
    firm, trade = enterprises.FOUNDED[n]
    code = f"CB{58 + n}"
    book.write("organisation_established", day, f"thanh-lap-{code}", recorded=day, org=code, name=f"Chi bộ {firm}",
               org_kind="attached_cell", parent="DUK", official_code=f"01.017.062.000.{58 + n:03d}",
               decision=decided("DUK", day - timedelta(days=6)))  # fmt: skip
    book.cells[code] = Cell(code, f"Chi bộ {firm}", trade, day)
    for _ in range(inside):
        transfer(book, book.pick(day, spare=6), code, day, recorded=day)
    for _ in range(outside):
        transfer_in(book, code, day, recorded=day)


def transfer(book: Book, person: Member, to: str, day: date, recorded: date | None = None) -> None:
    book.write("transferred", day, f"chuyen-noi-bo-{person.code}", recorded=recorded, person=person.code, org=to)
    person.org = to


def transfer_in(book: Book, cell: str, day: date, recorded: date | None = None) -> None:
    person = declare(book, cell, day)
    book.write("transferred_in", day, f"chuyen-den-{person.code}", recorded=recorded, person=person.code, org=cell,
               status="official", **{"from": book.rng.choice(COMES_FROM)})  # fmt: skip
    person.org, person.status = cell, "official"


def receive(book: Book, day: date) -> None:
    """The cell of 50 members comes from HU with everybody in it; nobody is transferred or admitted for it."""
    decision = decided("HU", day - timedelta(days=8))
    book.write("organisation_kind_changed", day, f"doi-loai-hinh-{RECEIVED}", recorded=day, org=RECEIVED,
               org_kind="attached_cell", decision=decision,
               note="Huyện ủy đồng ý bằng văn bản để chi bộ trực thuộc có trên 30 đảng viên")  # fmt: skip
    book.write("organisation_moved", day, f"tiep-nhan-{RECEIVED}", recorded=day, org=RECEIVED, parent="DUK",
               official_code="01.017.062.000.057", decision=decision,
               note="Huyện ủy chuyển giao, Đảng ủy Khối tiếp nhận cùng 50 đảng viên")  # fmt: skip
    book.cells[RECEIVED].under_duk = True
    book.cells[RECEIVED].opened = day


def rename(book: Book, day: date) -> None:
    book.write("organisation_renamed", day, f"doi-ten-{RENAMED}", recorded=day, org=RENAMED,
               name=f"Chi bộ {enterprises.RENAMED}", decision=decided("DUK", day - timedelta(days=5)),
               note="Doanh nghiệp chuyển đổi thành công ty cổ phần")  # fmt: skip


def absorb(book: Book, day: date) -> None:
    cell = book.cells[ABSORBED]
    book.write("organisation_absorbed", day, f"sap-nhap-{ABSORBED}", recorded=max(day, cell.touched), org=ABSORBED,
               into=ABSORBING, decision=decided("DUK", day - timedelta(days=6)),
               note="Hai doanh nghiệp hợp nhất")  # fmt: skip
    cell.closed = True
    for person in book.members(ABSORBED):
        person.org = ABSORBING


def wind_up(book: Book, day: date) -> None:
    """The enterprise closes: its members go to two other cells, then the empty cell ends."""
    cell = book.cells[WOUND_UP]
    for n, person in enumerate(book.members(WOUND_UP)):
        transfer(book, person, "CB03" if n % 2 else "CB20", day, recorded=day)
    book.write("organisation_wound_up", day, f"giai-the-{WOUND_UP}", recorded=max(day, cell.touched), org=WOUND_UP,
               decision=decided("DUK", day - timedelta(days=7)), note="Doanh nghiệp chấm dứt hoạt động")  # fmt: skip
    cell.closed = True
