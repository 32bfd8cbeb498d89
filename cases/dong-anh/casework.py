"""The office's dossiers of the half term: those behind the entries of the book, and those under way in March 2023.

Everything here is invented, except the days and decisions of the entries it stands behind.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator

from book import Line

DONE = "hồ sơ giấy lưu ở văn phòng"
END = dt.date(2023, 3, 22)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đỗ", "Ngô", "Dương", "Đặng")
MIDDLES = {"male": ("Văn", "Đình", "Quang", "Xuân"), "female": ("Thị", "Thu", "Ngọc", "Thanh")}
GIVEN = {"male": ("Hải", "Tùng", "Khoa", "Việt", "Duy", "Long"), "female": ("Hương", "Nhung", "Trang", "Vân", "Yến", "Mai")}
Dossiers = Iterator[Line]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class Office:
    """What the generator remembers while it writes."""

    def __init__(self, lines: Iterable[Line], seed: int) -> None:
        self.lines = list(lines)
        gone = {line["of"] for line in self.lines if line["kind"] == "reversal"}
        self.standing = [line for line in self.lines if line["ref"] not in gone]
        self.random = random.Random(seed)
        self.cells = sorted({line["org"] for line in self.standing if line["kind"] == "carried_over"})

    def of(self, kind: str) -> list[Line]:
        return [line for line in self.standing if line["kind"] == kind]

    def ballot(self, passes: bool = True) -> Line:
        """The counts of a small cell or of a committee."""
        summoned = self.random.randint(6, 15)
        against = self.random.choice((0, 0, 0, 1)) if passes else summoned // 2
        return {"summoned": summoned, "present": summoned, "in_favour": summoned - against, "against": against, "invalid": 0}

    def member(self, cell: str) -> str:
        """An official member of a cell since the opening."""
        there = [line["person"] for line in self.of("carried_over") if line["org"] == cell and line["status"] == "official"]
        return self.random.choice(there or [line["person"] for line in self.of("carried_over")])


def step(ref: str, verb: str, on: dt.date, **rest: object) -> Line:
    return {"dossier": ref, "step": verb, "on": on.isoformat(), **rest}


def back(on: str, *gaps: int) -> list[dt.date]:
    """Days before an entry's day, the earliest first."""
    days = [day(on)]
    for gap in gaps:
        days.append(days[-1] - dt.timedelta(days=gap))
    return days[::-1]


def archive(office: Office) -> Dossiers:
    """Dossiers behind entries of the book: closed, with their votes and decisions, nothing booked again."""
    for number, line in enumerate(office.of("admitted"), 1):
        yield from _admission(office, f"KN-{line['on'][:4]}-{number:03d}", line)
    for number, line in enumerate(office.of("recognised"), 1):
        yield from _recognition(office, f"CT-{line['on'][:4]}-{number:03d}", line)
    for number, line in enumerate(office.of("transferred_out"), 1):
        yield from _transfer_out(f"CĐ-{line['on'][:4]}-{number:03d}", line)
    for number, line in enumerate(office.of("transferred_in"), 1):
        yield from _transfer_in(f"CĐN-{line['on'][:4]}-{number:03d}", line)
    for number, line in enumerate(office.of("badge_awarded"), 1):
        yield from _badge(f"HH-{line['on'][:4]}-{number:03d}", line)
    for number, line in enumerate(office.of("died"), 1):
        yield from _death(f"TT-{line['on'][:4]}-{number:03d}", line)


def _opened(ref: str, procedure: str, org: str, on: dt.date, **rest: object) -> Line:
    return {"dossier": ref, "procedure": procedure, "org": org, "on": on.isoformat(), "historic": True, **rest}


def _considered(office: Office, person: str, procedure: str) -> list[str]:
    found = [line["ref"] for line in office.of("dossier_considered") if line.get("person") == person and line["procedure"] == procedure]
    return found[:1]


def _admission(office: Office, ref: str, line: Line) -> Dossiers:
    person, cell, decision = line["person"], line["org"], line.get("decision", {})
    signed = day(decision.get("date", line["on"]))
    opened, enlisted, learned, asked, permitted, applied, vetted, resolved, submitted = back(
        (signed - dt.timedelta(days=12)).isoformat(), 14, 20, 30, 10, 12, 40, 60, 30
    )
    old = {"historic": True}
    yield _opened(ref, "admission", cell, opened, person=person)
    yield step(ref, "enlist", enlisted, given={"mentor": office.member(cell)}, **old)
    yield step(ref, "learn", learned, given={"class_on": learned.isoformat()}, **old)
    yield step(ref, "request", asked, **old)
    yield step(ref, "permit", permitted, **old)
    yield step(ref, "apply", applied, given={"introducers": [office.member(cell)], "vetting_places": "theo lý lịch"}, **old)
    yield step(ref, "vet", vetted, given={"vetting_result": "lịch sử chính trị rõ ràng"}, **old)
    yield step(ref, "resolve", resolved, ballot=office.ballot(), **old)
    yield step(ref, "submit", submitted, ballot=office.ballot(), entries=_considered(office, person, "admission"), **old)
    yield step(ref, "decide", signed, decision={**decision, "date": signed.isoformat(), "number": decision.get("number", "…")}, **old)
    yield step(ref, "celebrate", max(signed, day(line["on"])), entries=[line["ref"]], **old)
    for code, dated in (
        ("1-KNĐ", applied),
        ("2-KNĐ", applied),
        ("3-KNĐ", vetted),
        ("6-KNĐ", resolved),
        ("8-KNĐ", submitted),
        ("9-KNĐ", signed),
    ):
        yield {"dossier": ref, "paper": code, "dated": dated.isoformat()}


def _recognition(office: Office, ref: str, line: Line) -> Dossiers:
    person, decision = line["person"], line.get("decision", {})
    signed = max(day(decision.get("date", line["on"])), day(line["on"]))
    opened, resolved, submitted = back((signed - dt.timedelta(days=10)).isoformat(), 14, 30)
    ceremony = day(line["on"]).replace(year=day(line["on"]).year - 1)
    old = {"historic": True}
    yield _opened(ref, "official_recognition", "DUK", opened, person=person, given={"ceremony_on": ceremony.isoformat()})
    yield step(ref, "resolve", resolved, ballot=office.ballot(), **old)
    yield step(ref, "submit", submitted, ballot=office.ballot(), entries=_considered(office, person, "official_recognition"), **old)
    number = decision.get("number", "…")
    yield step(ref, "decide", signed, decision={**decision, "date": signed.isoformat(), "number": number}, entries=[line["ref"]], **old)


def _transfer_out(ref: str, line: Line) -> Dossiers:
    asked, agreed, gone = back(line["on"], 6, 9)
    old = {"historic": True}
    yield _opened(ref, "transfer_out", "DUK", asked, person=line["person"], given={"to": line.get("to", "nơi khác")})
    yield step(ref, "agree", agreed, **old)
    yield step(ref, "introduce", gone, entries=[line["ref"]], given={"carrier": "member"}, **old)
    if gone < END - dt.timedelta(days=45):
        yield step(ref, "arrive", gone + dt.timedelta(days=24), **old)


def _transfer_in(ref: str, line: Line) -> Dossiers:
    told, checked, received = back(line["on"], 2, 12)
    old = {"historic": True}
    given = {"from_org": line.get("from", "nơi khác"), "status": line["status"], "introduced_on": told.isoformat()}
    yield _opened(ref, "transfer_in", line["org"], told, person=line["person"], given=given)
    yield step(ref, "check", checked, **old)
    yield step(ref, "receive", received, given={"cell": line["org"]}, entries=[line["ref"]], **old)


def _badge(ref: str, line: Line) -> Dossiers:
    declared, resolved, submitted, decided, awarded = back(line["on"], 9, 30, 10, 20)
    decision, old = line.get("decision", {}), {"historic": True}
    manner = "posthumous" if line.get("posthumous") else "on_time"
    yield _opened(ref, "badge", "DUK", declared, person=line["person"], given={"years": line["years"], "manner": manner})
    yield step(ref, "resolve", resolved, **old)
    yield step(ref, "submit", submitted, **old)
    signed = min(day(decision.get("date", decided.isoformat())), decided)
    yield step(ref, "decide", decided, decision={**decision, "date": signed.isoformat(), "number": decision.get("number", "…")}, **old)
    yield step(ref, "award", awarded, entries=[line["ref"]], **old)


def _death(ref: str, line: Line) -> Dossiers:
    on, old = day(line["on"]), {"historic": True}
    yield _opened(ref, "death", "DUK", on, person=line["person"])
    yield step(ref, "record", on, given={"died_on": line["on"]}, entries=[line["ref"]], **old)
    if on < END - dt.timedelta(days=60):
        yield step(ref, "hand_in", on + dt.timedelta(days=28), **old)


# Under way in March 2023: prospects in every state, some of them late

WAY = ("enlist", "learn", "request", "permit", "apply", "vet", "resolve", "submit", "decide")
GAPS = {"enlist": 10, "learn": 45, "request": 10, "permit": 15, "apply": 20, "vet": 55, "resolve": 14, "submit": 20, "decide": 30}


def under_way(office: Office) -> Dossiers:
    """Four prospects at each step of the admission; a vote that failed; a class and a round of badges being prepared."""
    for number in range(4 * (len(WAY) + 1)):
        yield from _prospect(office, f"KN-2023-{number + 101}", number)
    late = END - dt.timedelta(days=10)
    yield step("KN-2023-101", "withdraw", late, given={"reason": "đã chuyển nơi làm việc"})
    cancelled = {"for_whom": "Bí thư Đảng ủy", "from_paper": "quyết định hủy", "given": {"reason": "đi nước ngoài, không làm lễ"}}
    yield step(f"KN-2023-{101 + len(WAY)}", "cancel", END, **cancelled)
    yield from _class(office)


def _prospect(office: Office, ref: str, number: int) -> Dossiers:
    cell = office.cells[number * 7 % len(office.cells)]
    sex = ("male", "female")[number % 2]
    pick = office.random.choice
    name = f"{pick(SURNAMES)} {pick(MIDDLES[sex])} {pick(GIVEN[sex])}"
    birth = dt.date(1985 + number % 14, 1 + number % 12, 1 + number % 27)
    taken = WAY[: number % (len(WAY) + 1)]
    on = END - dt.timedelta(days=sum(GAPS[verb] for verb in taken) + 20 + 25 * (number % 3))
    yield {
        "dossier": ref, "procedure": "admission", "org": cell, "on": on.isoformat(), "in_charge": "vanphong",
        "new": {"name": name, "birth": birth.isoformat(), "sex": sex}, "given": {"introduced_by": pick(("Đoàn Thanh niên", "Công đoàn"))},
    }  # fmt: skip
    for verb in taken:
        on += dt.timedelta(days=GAPS[verb])
        yield _moved(office, ref, verb, on, cell, fails=number == WAY.index("resolve") + 31)
        if verb == "apply":
            yield {"dossier": ref, "paper": "1-KNĐ", "dated": on.isoformat()}
            yield {"dossier": ref, "paper": "2-KNĐ", "dated": on.isoformat()}


def _moved(office: Office, ref: str, verb: str, on: dt.date, cell: str, *, fails: bool) -> Line:
    given: dict[str, Line] = {
        "enlist": {"mentor": office.member(cell)},
        "learn": {"class_on": on.isoformat()},
        "apply": {"introducers": [office.member(cell)], "vetting_places": "quê quán, nơi làm việc"},
        "vet": {"vetting_result": "lịch sử chính trị rõ ràng"},
    }
    line = step(ref, verb, on, given=given.get(verb, {}), despite=DONE)
    if verb in ("resolve", "submit"):
        line["ballot"] = office.ballot(passes=not fails)
    if verb in ("permit", "submit", "decide"):
        line |= {"for_whom": "Bí thư Đảng ủy", "from_paper": "nghị quyết, quyết định đã ký"}
    if verb == "decide":
        line["decision"] = {"number": f"{on:%m%d}-QĐ/HU", "date": on.isoformat(), "issuer": "Ban Thường vụ Huyện ủy Đông Anh"}
    if verb == "submit":
        # Considered or not in the first quarter is what the case counts: the book has said it already.
        line["historic"] = True
    return line


def _class(office: Office) -> Dossiers:
    people = [line["person"] for line in office.of("admitted") if line["on"] > "2022-06-01"][:12]
    ref = "LỚP-2023-01"
    given = {"sort": "new_member_class"}
    opened = {"dossier": ref, "procedure": "class", "org": "DUK", "on": "2023-03-01", "people": people, "given": given}
    yield {**opened, "subject": "Lớp đảng viên mới khóa I/2023"}
    yield step(ref, "open", dt.date(2023, 3, 15))


def officers(office: Office) -> Dossiers:
    """A secretary for each cell that was there at the opening; the cells founded since still wait for theirs."""
    exits = ("transferred", "transferred_out", "died", "expelled", "struck_off", "left_voluntarily")
    moved = {line.get("person") for line in office.standing if line["kind"] in exits}
    for number, cell in enumerate(office.cells, 1):
        there = [each for each in office.of("carried_over") if each["org"] == cell and each["status"] == "official"]
        stayed = [each["person"] for each in there if each["person"] not in moved]
        if stayed:
            yield from _secretary(f"CU-2020-{number:03d}", cell, stayed[0], number)


def _secretary(ref: str, cell: str, person: str, number: int) -> Dossiers:
    elected = dt.date(2020, 6, 8) + dt.timedelta(days=number % 20)
    ballot = {"summoned": 7, "present": 7, "in_favour": 7}
    decision = {"number": f"{number:02d}-QĐ/ĐUK", "date": (elected + dt.timedelta(days=9)).isoformat(), "issuer": "Đảng ủy khối"}
    proxy = {"for_whom": "Bí thư Đảng ủy", "from_paper": "quyết định chuẩn y"}
    given = {"of_org": cell, "post": "secretary"}
    yield {"dossier": ref, "procedure": "appointment", "org": cell, "on": "2020-06-05", "person": person, "given": given}
    yield step(ref, "elect", elected, ballot=ballot)
    yield step(ref, "ratify", elected + dt.timedelta(days=9), decision=decision, **proxy)
