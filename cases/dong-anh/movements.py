"""Movements and records of single people in the term, other than admissions: transfers, exits, flags, discipline."""

from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from book import Book, Member, decided, workday
from opening import RECEIVED, Cast
from structure import transfer, transfer_in

FIRST, LAST = date(2020, 6, 15), date(2023, 2, 17)  # nothing enters or leaves the stock after LAST
GOES_TO = [
    "Đảng bộ xã nơi cư trú, huyện Đông Anh",
    "Đảng bộ quận Cầu Giấy, thành phố Hà Nội",
    "Đảng bộ quận Bắc Từ Liêm, thành phố Hà Nội",
    "Đảng bộ huyện Gia Lâm, thành phố Hà Nội",
    "Đảng bộ thành phố Từ Sơn, tỉnh Bắc Ninh",
    "Đảng bộ huyện Phổ Yên, tỉnh Thái Nguyên",
    "Đảng bộ Khối Doanh nghiệp tỉnh Vĩnh Phúc",
]
MISTAKE = date(2022, 8, 15)


def plan_movements(book: Book, cast: Cast) -> None:
    """Everything of this module; the counts make the stock 647 on 20 February 2023."""
    for act, count in (
        (move_out, 40), (come_in, 16), (die, 7), (strike_off, 6), (leave, 3), (move_inside, 24),
        (go_for_a_while, 9), (exempt_aged, 6), (exempt_for_a_while, 5), (change_values, 14),
    ):  # fmt: skip
        for day in random_workdays(book, count):
            book.plan(day, partial(act, book))
    for day, form, authority, breach in DISCIPLINE:
        book.plan(day, partial(discipline, book, form=form, authority=authority, breach=breach))
    for day, person, years in cast.badges:
        book.plan(day, partial(award, book, person, years=years))
    plan_single_parts(book, cast)


def plan_single_parts(book: Book, cast: Cast) -> None:
    """What happens once: late recordings, the mistake, the restored, the expelled, the dead with a badge."""
    book.plan(date(2020, 10, 20), lambda on: transfer_in(book, RECEIVED, on))
    book.plan(date(2021, 2, 25), lambda on: leave_stock(book, "died", "tu-tran", book.members(RECEIVED)[7], on))
    book.plan(date(2021, 8, 12), lambda on: die(book, on, date(2021, 9, 20)))
    book.plan(date(2022, 4, 11), lambda on: move_out(book, on, date(2022, 5, 16)))
    book.plan(date(2023, 3, 15), lambda on: move_inside(book, on, date(2023, 3, 27)))
    book.plan(date(2021, 9, 14), lambda on: strike_off_wrongly(book, on))
    book.plan(date(2021, 11, 8), lambda on: suspend(book, on, expelled=False))
    book.plan(date(2022, 5, 16), lambda on: suspend(book, on, expelled=True))
    book.plan(date(2022, 6, 14), lambda on: leave_stock(book, "died", "tu-tran", cast.posthumous, on))
    book.plan(date(2022, 9, 2), lambda on: award(book, cast.posthumous, on, years=30, posthumous=True))
    book.plan(date(2022, 12, 5), lambda on: die_exempt(book, on))
    book.plan(MISTAKE, lambda on: mistake(book, cast, on))


def random_workdays(book: Book, count: int) -> list[date]:
    span = (LAST - FIRST).days
    days = [workday(FIRST + timedelta(days=book.rng.randrange(span))) for _ in range(count)]
    return [min(day, LAST) for day in days]


def leave_stock(book: Book, kind: str, ref: str, person: Member, day: date, recorded: date | None = None, **fields: object) -> None:
    book.write(kind, day, f"{ref}-{person.code}", recorded=recorded, person=person.code, **fields)
    person.org, person.handbook = None, False
    person.flags.clear()


def move_out(book: Book, day: date, recorded: date | None = None) -> None:
    person = book.pick(day, lambda p: p.birth > date(1965, 1, 1))
    leave_stock(book, "transferred_out", "chuyen-di", person, day, recorded, to=book.rng.choice(GOES_TO))


def come_in(book: Book, day: date) -> None:
    transfer_in(book, book.roomy(day), day)


def move_inside(book: Book, day: date, recorded: date | None = None) -> None:
    person = book.pick(day)
    transfer(book, person, book.roomy(day, but=person.org), day, recorded)


def die(book: Book, day: date, recorded: date | None = None) -> None:
    leave_stock(book, "died", "tu-tran", book.pick(day, lambda p: p.birth < date(1970, 1, 1)), day, recorded)


def die_exempt(book: Book, day: date) -> None:
    """One of those exempt for age; the exemption ends with the membership."""
    aged = [p for p in book.people.values() if p.org and "exempt" in p.flags and p.birth < date(1965, 1, 1)]
    leave_stock(book, "died", "tu-tran", aged[0], day)


def strike_off(book: Book, day: date) -> None:
    person = book.pick(day, lambda p: p.birth > date(1972, 1, 1))
    leave_stock(book, "struck_off", "xoa-ten", person, day, decision=decided("HU", day - timedelta(days=3)),
                note="Bỏ sinh hoạt, không đóng đảng phí ba tháng trong năm")  # fmt: skip


def leave(book: Book, day: date) -> None:
    person = book.pick(day, lambda p: p.birth > date(1968, 1, 1))
    leave_stock(book, "left_voluntarily", "xin-ra", person, day, decision=decided("HU", day - timedelta(days=3)))


def strike_off_wrongly(book: Book, day: date) -> None:
    """Struck off, complained, and restored half a year later in the same cell."""
    person = book.pick(day)
    person.reserved, cell = True, person.org
    leave_stock(book, "struck_off", "xoa-ten", person, day, decision=decided("HU", day - timedelta(days=3)))

    def restore(on: date) -> None:
        book.write("restored", on, f"phuc-hoi-{person.code}", person=person.code, org=cell, status="official",
                   decision=decided("HU", on - timedelta(days=5)), note="Xóa tên không đúng")  # fmt: skip
        person.org = cell

    book.plan(date(2022, 4, 8), restore)


def go_for_a_while(book: Book, day: date) -> None:
    person = book.pick(day)
    person.flags.add("temporary_out")
    place = book.rng.choice(["Trường đào tạo tại thành phố Hồ Chí Minh", "Đảng bộ công trường tỉnh Quảng Ninh"])
    book.write("temporary_out", day, f"tam-thoi-{person.code}", person=person.code, to=place)
    back = workday(day + timedelta(days=book.rng.randrange(100, 330)))
    if back <= LAST:
        book.plan(back, lambda on: end_flag(book, person, "temporary_out", "temporary_ended", on))


def end_flag(book: Book, person: Member, flag: str, kind: str, day: date) -> None:
    book.write(kind, day, f"het-{kind}-{person.code}", person=person.code)
    person.flags.discard(flag)


def exempt_aged(book: Book, day: date) -> None:
    person = book.pick(day, lambda p: p.birth < date(1962, 1, 1))
    person.flags.add("exempt")
    book.write("exempted", day, f"mien-{person.code}", person=person.code, type="age_or_health")


def exempt_for_a_while(book: Book, day: date) -> None:
    person = book.pick(day, lambda p: p.birth > date(1975, 1, 1))
    person.flags.add("exempt")
    until = workday(day + timedelta(days=book.rng.randrange(90, 330)))
    book.write("exempted", day, f"mien-{person.code}", person=person.code, type="other", until=until.isoformat(),
               decision=decided("DUK", day - timedelta(days=2)))  # fmt: skip
    if until <= LAST:
        book.plan(until, lambda on: end_flag(book, person, "exempt", "exemption_ended", on))


def suspend(book: Book, day: date, expelled: bool) -> None:
    """Suspended for 90 days; ended in time, or overtaken by the expulsion."""
    person = book.pick(day)
    person.flags.add("suspended")
    until, decision = day + timedelta(days=90), decided("HU", day - timedelta(days=1))
    book.write("suspended", day, f"dinh-chi-{person.code}", person=person.code, until=until.isoformat(), decision=decision)
    if expelled:
        book.plan(date(2022, 7, 20), lambda on: expel(book, person, on))
    else:
        book.plan(workday(until - timedelta(days=2)), partial(end_flag, book, person, "suspended", "suspension_ended"))


def expel(book: Book, person: Member, day: date) -> None:
    decision = decided("HU", day - timedelta(days=2))
    breach = "Vi phạm pháp luật về quản lý kinh tế"
    write_discipline(book, person, day, "expulsion", "direct_superior", breach, decision)
    leave_stock(book, "expelled", "khai-tru", person, day, decision=decision)


DISCIPLINE = [
    (date(2020, 11, 26), "reprimand", "cell", "Vi phạm chế độ sinh hoạt chi bộ"),
    (date(2021, 5, 11), "warning", "cell", "Thiếu trách nhiệm trong quản lý tài chính"),
    (date(2021, 10, 28), "reprimand", "cell", "Vi phạm chính sách dân số"),
    (date(2022, 3, 15), "reprimand", "grassroots_committee", "Thiếu trách nhiệm trong lãnh đạo chi bộ"),
    (date(2022, 8, 30), "reprimand", "cell", "Vi phạm quy định của doanh nghiệp về an toàn lao động"),
    (date(2022, 11, 17), "warning", "grassroots_committee", "Vi phạm quy định về thu, nộp đảng phí"),
]


def discipline(book: Book, day: date, *, form: str, authority: str, breach: str) -> None:
    by_committee = authority == "grassroots_committee"
    decision = decided("DUK", day - timedelta(days=1)) if by_committee else None
    write_discipline(book, book.pick(day), day, form, authority, breach, decision, by_committee)


def write_discipline(
    book: Book, person: Member, day: date, form: str, authority: str, breach: str,
    decision: dict[str, object] | None, leads: bool = False,
) -> None:  # fmt: skip
    book.write("disciplined", day, f"ky-luat-{person.code}", person=person.code, form=form, authority=authority,
               committee_member=leads, breach=breach, decision=decision)  # fmt: skip


def award(book: Book, person: Member, day: date, *, years: int, posthumous: bool = False) -> None:
    book.write("badge_awarded", day, f"huy-hieu-{years}-{person.code}", person=person.code, years=years,
               posthumous=posthumous, decision=decided("TU", day - timedelta(days=9)))  # fmt: skip


def change_values(book: Book, day: date) -> None:
    """A diploma taken or a new post, known from the yearly supplement to the dossier."""
    steps = dict(pairwise(["Không", "Sơ cấp", "Trung cấp", "Cao đẳng", "Đại học", "Thạc sĩ"]))
    person = book.pick(day, lambda p: p.values["qualification"] in steps and p.birth > date(1975, 1, 1))
    changes = {"qualification": steps[person.values["qualification"]]}
    if book.rng.random() < 0.3:
        changes["occupation"] = "Lãnh đạo, quản lý doanh nghiệp"
    book.write("amended", day, f"bo-sung-{person.code}", person=person.code, changes=changes)
    person.values.update(changes)


def mistake(book: Book, cast: Cast, day: date) -> None:
    """A transfer recorded for the namesake, reversed ten days later and recorded for the right person."""
    wrong, right = cast.mistaken, cast.namesake
    place = GOES_TO[4]
    ref, noted, found = f"chuyen-di-{wrong.code}", date(2022, 8, 17), date(2022, 8, 25)
    book.write("transferred_out", day, ref, recorded=noted, person=wrong.code, to=place)
    note = "Ghi nhầm người trùng họ tên"
    wrong.clear = book.write("reversal", found, f"huy-{ref}", recorded=found, of=ref, note=note)
    leave_stock(book, "transferred_out", "chuyen-di", right, day, found, to=place)
