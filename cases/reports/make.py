"""The load lines of one of the ten reports: ``python cases/reports/make.py r02 > r02.jsonl``.

What the report prints is a fact; who the people are, and on which days things happened within the period, is invented.
"""

import json
import sys
from datetime import date as d
from itertools import chain, zip_longest

from committee import Committee, Line, spread


def r01() -> list[Line]:
    """The Party committee of a district's Party and mass bodies, year 2019."""
    book = Committee("R01", "Đảng bộ cơ quan Đảng - đoàn thể huyện", "grassroots_committee", d(2015, 1, 1))
    end = d(2019, 12, 31)
    cells = book.found_cells(11)
    new = book.carry(2, "probationary")
    members = [*book.carry(70), *new, *book.admit(1, d(2019, 5, 19))]
    book.each("recognised", d(2019, 9, 2), new)
    book.target(d(2019, 1, 10), "admitted", 1, d(2019, 1, 1), end, "Huyện ủy")
    book.rate(end, {"excellent": 5, "good": 2, "not_rated": 4}, cells)
    for cell in cells[:3]:
        book.lines[[line.get("org") == cell and line["kind"] == "rated" for line in book.lines].index(True)]["title"] = "clean_strong"
    book.rate_members(end, {"excellent": 15, "good": 55, "completed": 2, "not_rated": 1}, members)
    year = (d(2020, 1, 1), d(2020, 12, 31))
    for figure, value in (("study_rate", 100), ("rating_member_rate", 100), ("rating_cell_count", 11)):
        book.target(end, figure, value, *year, "Hội nghị tổng kết năm 2019")
    return book.finished()


def r02() -> list[Line]:
    """A district, year 2017: 30 committees and 36 cells right below it."""
    book = Committee("R02", "Đảng bộ huyện", "direct_superior", d(2013, 1, 1))
    end = d(2017, 12, 31)
    committees = [book.found(f"R02-DB{n:02d}", f"Đảng bộ xã số {n}", "grassroots_committee") for n in range(1, 31)]
    grassroots = [*committees, *book.found_cells(36, kind="grassroots_cell")]
    for committee in committees:
        book.found_cells(2, committee)
    members = book.carry(400)
    book.target(d(2017, 1, 5), "admitted", 150, d(2017, 1, 1), end, "Nghị quyết Huyện ủy năm 2017")
    for month, number in enumerate((10, 12, 18, 15, 21, 17, 14, 16, 20, 18, 19, 16), 1):
        book.admit(number, d(2017, month, 15))
    book.rate(end, {"excellent": 20, "good": 40, "completed": 6}, grassroots)
    titled = [line for line in book.lines if line["kind"] == "rated"][:48]
    for line in titled:
        line["title"] = "clean_strong"
    rounds = (
        ("inspection_thematic", [{"org": org} for org in grassroots[:46]]),
        ("inspection_on_sign", [{"person": person} for person in members[:48]]),
        ("supervision_thematic", [*({"org": org} for org in grassroots[20:65]), *({"person": person} for person in members[50:94])]),
    )
    for month, (sort, targets) in enumerate(rounds, 4):
        book.add("inspection_round", d(2017, month, 20), org="R02", type=sort, acting="committee", targets=targets)
    book.each("disciplined", d(2017, 10, 10), members[100:130], form="reprimand", authority="committee")
    for org in grassroots[:9]:
        book.add("commended", d(2017, 12, 20), org=org, form="certificate")
    for at, person in enumerate(members[200:220]):
        book.add("commended", d(2017, 12, 20), org=book.cells[(200 + at) % len(book.cells)], person=person, form="certificate")
    return book.finished()


def r09() -> list[Line]:
    """A province's inspection work, first half of 2018: 62 members, 74 violations."""
    book = Committee("R09", "Đảng bộ tỉnh", "central_direct", d(2015, 1, 1))
    district = book.found("R09-H", "Đảng bộ huyện", "direct_superior")
    committee = book.found("R09-X", "Đảng bộ xã", "grassroots_committee", district)
    book.found_cells(12, committee)
    members = book.carry(200)
    book.each("disciplined", d(2017, 4, 12), members[100:180], form="reprimand", authority="committee")
    kinds = {
        "prohibited_acts": 15,
        "ethics": 14,
        "population": 12,
        "democratic_centralism": 8,
        "corruption": 5,
        "negligence": 5,
        "other": 15,
    }
    flat = spread(kinds)
    pairs = list(zip_longest(flat[:62], flat[62:]))
    forms = spread({"reprimand": 28, "warning": 21, "removal_from_office": 1, "expulsion": 12})
    for at, (person, form, found) in enumerate(zip(members, forms, pairs, strict=False)):
        contents = [each for each in dict.fromkeys(found) if each]
        extra = {"committee_member": True} if at < 13 else {"committee_member": False}
        book.add(
            "disciplined", d(2018, 1 + at % 6, 20), person=person, form=form, authority="committee", violations=contents, **extra,
        )  # fmt: skip
    return book.finished()


def r15() -> list[Line]:
    """A district's badge round of 7 November (the year is invented)."""
    book = Committee("R15", "Đảng bộ huyện", "direct_superior", d(2015, 1, 1))
    committee = book.found("R15-X", "Đảng bộ xã", "grassroots_committee")
    book.found_cells(10, committee)
    for years, number in ((55, 2), (50, 17), (40, 15), (30, 27)):
        book.each("badge_awarded", d(2020, 11, 7), book.carry(number), years=years)
    gone = book.carry(4)
    book.each("died", d(2020, 9, 15), gone)
    book.each("badge_awarded", d(2020, 11, 7), gone, years=30, posthumous=True)
    return book.finished()


def r34() -> list[Line]:
    """A commune's mid-term review, 2020-2025 to May 2023."""
    book = Committee("R34", "Đảng bộ xã", "grassroots_committee", d(2015, 7, 1))
    cells = book.found_cells(12)
    members = book.carry(158)
    for year, number in ((2020, 2), (2021, 3), (2022, 4), (2023, 1)):
        book.admit(number, d(year, 9 if year < 2023 else 4, 2))
    for year in (2020, 2021, 2022):
        book.rate(d(year, 12, 31), {"excellent": 2, "good": 8, "completed": 2}, cells)
        book.rate_members(d(year, 12, 31), {"excellent": 25, "good": 119, "completed": 14}, members)
    book.add("class_held", d(2022, 8, 30), org="R34", course="theory", level="intermediate", quantity=7)
    book.typed(d(2023, 5, 5), "econ_nrd", 19, "tiêu chí", d(2023, 5, 5), d(2023, 5, 5), "Ủy ban nhân dân xã")
    return book.finished()


def r42() -> list[Line]:
    """The cell of an upper secondary school, term 2020-2025."""
    book = Committee("R42", "Đảng bộ phường", "grassroots_committee", d(2015, 1, 1))
    book.found("R42-THPT", "Chi bộ Trường Trung học phổ thông", "attached_cell")
    members = book.carry(31, occupation="giáo viên")
    members += book.admit(8, d(2021, 11, 20), occupation="giáo viên")
    for year in (2021, 2022, 2023, 2024):
        excellent = len(members) * 17 // 100
        book.rate_members(d(year, 12, 15), {"excellent": excellent, "good": len(members) - excellent}, members)
    book.admit(2, d(2024, 5, 19), occupation="học sinh")
    book.admit(7, d(2025, 6, 18), occupation="học sinh")
    return book.finished()


def r45() -> list[Line]:
    """A province's bloc of enterprises, first half of 2017."""
    book = Committee("R45", "Đảng bộ khối Doanh nghiệp tỉnh", "direct_superior", d(2015, 1, 1))
    committee = book.found("R45-DB", "Đảng bộ công ty", "grassroots_committee")
    book.found_cells(40, committee)
    book.carry(1521)
    book.admit(29, d(2017, 3, 26))
    now, before = (d(2017, 1, 1), d(2017, 6, 30)), (d(2016, 1, 1), d(2016, 6, 30))
    source = "Báo cáo của các doanh nghiệp trong Khối"
    for figure, unit, value, last in (
        ("econ_revenue", "tỷ đồng", 17584.6, 15910),
        ("econ_profit", "tỷ đồng", 796.3, 738),
        ("econ_budget", "tỷ đồng", 1911, None),
        ("econ_income", "triệu đồng", 6.02, None),
    ):
        book.typed(now[1], figure, value, unit, *now, source)
        if last is not None:
            book.typed(before[1], figure, last, unit, *before, source)
    return book.finished()


def r49() -> list[Line]:
    """A corporation, first quarter of 2018."""
    book = Committee("R49", "Đảng bộ Tập đoàn", "direct_superior", d(2015, 1, 1))
    committee = book.found("R49-DB", "Đảng bộ công ty", "grassroots_committee")
    cells = book.found_cells(20, committee)
    new, members = book.carry(35, "probationary"), book.carry(300)
    book.admit(40, d(2018, 2, 3))
    book.each("recognised", d(2018, 3, 1), new)
    book.each("transferred_out", d(2018, 2, 20), members[:63], to="tổ chức đảng ngoài Tập đoàn")
    for _ in range(12):
        book.add("transferred_in", d(2018, 3, 5), person=book.person(), org=cells[0], status="official", **{"from": "đảng bộ tỉnh"})
    for at, person in enumerate(members[80:94]):
        book.add("transferred", d(2018, 3, 10), person=person, org=cells[(at + 15) % 20 - 1])
    for person in members[100:112]:
        book.add("dossier_considered", d(2018, 3, 15), org=committee, procedure="badge", person=person, years=30)
    book.each("card_issued", d(2018, 3, 20), members[112:201], reason="new")
    return book.finished()


def r52() -> list[Line]:
    """A province of 82 774 members, first quarter of 2020."""
    book = Committee("R52", "Đảng bộ tỉnh", "central_direct", d(2019, 12, 31))
    for n in range(1, 13):
        district = book.found(f"R52-H{n}", f"Đảng bộ huyện số {n}", "direct_superior")
        for m in range(1, 11):
            book.found_cells(10, book.found(f"R52-H{n}-X{m}", f"Đảng bộ xã số {m} huyện số {n}", "grassroots_committee", district))
    women, all_women, probationary = 56, 31684, 4765 - 162
    book.carry(all_women - women, sex="female")
    book.carry(82774 - 162 - (all_women - women) - probationary, sex="male")
    book.carry(probationary, "probationary", sex="male")
    book.target(d(2020, 1, 2), "admitted", 3320, d(2020, 1, 1), d(2020, 12, 31), "Nghị quyết Tỉnh ủy năm 2020")
    book.admit(40, d(2020, 2, 3), sex="female")
    book.admit(78, d(2020, 2, 20), sex="male")
    schooling = spread({"trung cấp": 9, "cao đẳng": 6, "đại học": 22, "trên đại học": 2})
    for at in range(44):
        told = {"qualification": schooling[at]} if at < len(schooling) else {}
        book.admit(1, d(2020, 3, 26), sex="female" if at % 11 < 4 else "male", youth_union=at < 27, **told)
    return book.finished()


def r59() -> list[Line]:
    """A ward, year 2025: seven committees and ten cells right below it, thirteen cells in the committees."""
    book = Committee("R59", "Đảng bộ phường", "direct_superior", d(2025, 1, 1))
    end = d(2025, 12, 31)
    committees = [book.found(f"R59-DB{n}", f"Đảng bộ cơ sở số {n}", "grassroots_committee") for n in range(1, 8)]
    cells = book.found_cells(10, kind="grassroots_cell")
    attached = list(chain.from_iterable(book.found_cells(2 if n < 6 else 1, org) for n, org in enumerate(committees)))
    book.carry(2580)
    book.rate(end, {"excellent": 3, "good": 4}, committees)
    book.rate(end, {"good": 10}, cells)
    book.rate(end, {"excellent": 5, "good": 8}, attached)
    year = (d(2025, 1, 1), end)
    book.typed(end, "propaganda_reach", 412, "tin, bài", *year, "trang thông tin của phường")
    book.typed(end, "propaganda_followers", 1934, "lượt", *year, "trang thông tin của phường")
    return book.finished()


REPORTS = {make.__name__: make for make in (r01, r02, r09, r15, r34, r42, r45, r49, r52, r59)}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in REPORTS:
        sys.exit(f"Which report? One of {', '.join(REPORTS)}.")
    sys.stdout.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in REPORTS[sys.argv[1]]())
