"""The case of Đông Anh, counted independently: a plain fold of the load lines that knows nothing of the program.

Every number the article prints is counted twice: as known at the end of 22 March 2023, when the review was held, and as
known from all the lines.
"""

import json
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cases.plain_fold import (
    ENDS,
    ENTERS,
    FLAGS,
    FOLDER,
    LEAVES,
    NOW,
    QUARTER,
    REVIEW,
    TERM,
    THEN,
    Line,
    at,
    days,
    happened,
    in_bloc,
    known,
    lines,
    plus_year,
    years_between,
)

NEVER = set(
    (
        "Nguyễn Phú Trọng,Phạm Minh Chính,Vương Đình Huệ,Võ Văn Thưởng,Nguyễn Xuân Phúc,Tô Lâm,Trương Thị Mai,"
        "Đinh Tiến Dũng,Trần Sỹ Thanh,Nguyễn Thị Tuyến,Lương Cường,Trần Thanh Mẫn,Chu Ngọc Anh,Nguyễn Văn Phong,"
        "Lê Minh Hưng,Phan Văn Giang,Nguyễn Trọng Nghĩa,Nguyễn Văn Thắng,Nguyễn Văn Hùng,Nguyễn Mạnh Hùng,"
        "Bùi Văn Cường,Bùi Thanh Sơn,Trần Tuấn Anh,Nguyễn Hòa Bình,Nguyễn Xuân Thắng,Nguyễn Ngọc Tuấn,Lê Hồng Sơn,"
        "Dương Đức Tuấn,Lê Trung Kiên,Nguyễn Xuân Linh,Nguyễn Anh Dũng,Ngô Thiệu Phương Nam"
    ).split(",")
)

both = pytest.mark.parametrize("moment", [THEN, NOW])


@both
def test_stock_and_cells(moment: str) -> None:
    for day in days("2023-02-20", "2023-03-31"):
        assert len(at(day, moment).members("DUK")) == 647
        assert len(at(day, moment).cells("DUK")) == 62


@both
def test_admitted(moment: str) -> None:
    admitted = in_bloc(happened("admitted", ("2020-06-01", REVIEW), moment))
    assert Counter(x["on"][:4] for x in admitted) == {"2020": 9, "2021": 17, "2022": 30, "2023": 9}
    assert len(in_bloc(happened("admitted", TERM, moment))) == 65


@both
def test_cells_founded_and_received(moment: str) -> None:
    assert len(happened("organisation_established", TERM, moment, parent="DUK", org_kind="attached_cell")) == 7
    assert len(happened("organisation_established", TERM, moment)) == 7
    (moved,) = happened("organisation_moved", TERM, moment)
    before = (date.fromisoformat(moved["on"]) - timedelta(days=1)).isoformat()
    assert at(before).parent[moved["org"]] == "HU" and moved["parent"] == "DUK" and moved["decision"]
    assert len(at(before, moment).members(moved["org"])) == len(at(moved["on"], moment).members(moved["org"])) == 50


def test_statement_of_the_term_balances() -> None:
    opening = at("2020-05-31").members("DUK")
    came = [x for kind in ENTERS - {"carried_over"} for x in in_bloc(happened(kind, TERM))]
    went = [
        x for kind in LEAVES for x in happened(kind, TERM)
        if x["person"] in at((date.fromisoformat(x["on"]) - timedelta(days=1)).isoformat()).members("DUK")
    ]  # fmt: skip
    assert len(opening) == 561 and len(at("2020-05-31").cells("DUK")) == 56
    assert len(opening) + len(came) + 50 - len(went) == 647
    assert Counter(x["kind"] for x in went) == {
        "transferred_out": 42, "died": 10, "struck_off": 8, "left_voluntarily": 3, "expelled": 1,
    }  # fmt: skip


@both
@pytest.mark.parametrize("day", [REVIEW, "2023-03-31"])
def test_handbook_share(moment: str, day: str) -> None:
    books = at(day, moment)
    assert books.handbook <= set(books.cell)
    assert 71 < 100 * len(books.handbook & books.members("DUK")) / 647 < 72.5
    assert min(x["on"] for x in known(NOW) if x["kind"] == "handbook_registered") >= "2021-10-01"


@both
def test_badges_of_the_quarter(moment: str) -> None:
    assert sorted(x["years"] for x in happened("badge_awarded", QUARTER, moment)) == [30, 30, 40]
    starts = {x["person"]: x["party_age_from"] for x in known(NOW) if x["kind"] == "carried_over"}
    for badge in happened("badge_awarded", TERM, moment):
        least = badge["years"] - (1 if badge["posthumous"] else 0)  # early by a year at most, after a death
        assert least <= years_between(starts[badge["person"]], badge["on"]) + 0.01 < badge["years"] + 0.5
        assert badge["posthumous"] or badge["person"] in at(badge["on"]).members("DUK")
    assert {50, 30} <= {x["years"] for x in happened("badge_awarded", TERM)}
    assert len(happened("badge_awarded", TERM, posthumous=True)) == 1


@both
def test_dossiers_of_the_quarter(moment: str) -> None:
    for procedure, count in (("admission", 3), ("official_recognition", 10)):
        assert len(happened("dossier_considered", QUARTER, moment, org="DUK", procedure=procedure)) == count
    waiting = {x["person"] for x in happened("dossier_considered", QUARTER, procedure="admission")}
    assert len(waiting) == 3 and not waiting & set(at("2023-03-31").cell)


@both
def test_inspection_and_supervision(moment: str) -> None:
    for kind, rounds, turns, distinct in (("inspection_thematic", 9, 40, 33), ("supervision_thematic", 6, 11, 11)):
        found = happened("inspection_round", ("2020-06-01", REVIEW), moment, type=kind, org="DUK", acting="committee")
        targets = [(x["on"], target["org"]) for x in found for target in x["targets"]]
        assert (len(found), len(targets), len({org for _, org in targets})) == (rounds, turns, distinct)
        assert len(set(targets)) == turns and all(org in at(day).cells("DUK") for day, org in targets)
    assert len(happened("inspection_round", TERM)) == 15


@both
def test_tasks_and_targets(moment: str) -> None:
    tasks = happened("task_set", TERM, moment, org="DUK")
    assert len(tasks) == 6 and {(x["on"], x["from"], x["to"]) for x in tasks} == {(REVIEW, "2023-03-23", "2025-05-31")}
    targets = [(x["figure"], x["value"]) for x in known(moment) if x["kind"] == "target_set"]
    assert targets == [("admitted", 120), ("org_founded", 10), ("handbook_rate", 80), ("inspection_rounds", 15),
                       ("supervision_rounds", 10), ("org_founded", 12)]  # fmt: skip


def test_numbers_of_others() -> None:
    printed = {x["value"]: x for x in known(NOW) if x["kind"] == "typed_figure" and x["figure"] == "member_total"}
    assert set(printed) == {647, 667}
    assert printed[667]["source"] == "Bài báo về Lễ sơ kết giữa nhiệm kỳ, đăng ngày 23/3/2023, đoạn về quý I"
    assert {(x["on"], x["from"], x["to"]) for x in printed.values()} == {("2023-03-23", "2023-03-01", "2023-03-31")}
    outside = [x for x in known(NOW) if x["kind"] == "typed_figure" and x["figure"].startswith("econ_")]
    assert len(outside) == 12 and all("giả định" in x["source"] for x in outside)


def test_assertions_hold_when_recorded_and_ever_after() -> None:
    found = [x for x in known(NOW) if x["kind"] == "assertion"]
    assert len(found) == 9 and {("member_total", 647), ("cell_count", 62)} <= {(x["figure"], x["value"]) for x in found}
    for line in found:
        for moment in (line["recorded"], NOW):
            books = at(line["on"], moment)
            count = books.members(line["org"]) if line["figure"] == "member_total" else books.cells(line["org"])
            assert len(count) == line["value"], line["ref"]


def test_order_of_recording() -> None:
    moments = [datetime.fromisoformat(x["recorded"]) for x in lines()]
    assert all(a < b for a, b in pairwise(moments))
    assert all(x["on"] <= x["recorded"][:10] for x in lines())
    assert all(m.weekday() < 5 and 8 <= m.hour < 17 and m.utcoffset() == timedelta(hours=7) for m in moments)
    opening = [x for x in lines() if x["kind"] == "carried_over"]
    assert {x["recorded"][:10] for x in opening} == {"2020-06-01"} and all("giả định" in x["note"] for x in opening)


def test_codes_and_names() -> None:
    refs, people = [x["ref"] for x in lines()], [x for x in lines() if x["kind"] == "person"]
    assert len(set(refs)) == len(refs)
    assert len({x["person"] for x in people}) == len(people) and 700 <= len(people) <= 740
    assert len({(x["name"], x["birth"]) for x in people}) == len(people)
    assert not NEVER & {x["name"] for x in people}
    assert all(unicodedata.is_normalized("NFC", json.dumps(x, ensure_ascii=False)) for x in lines())
    decisions = {(x["decision"]["number"], x["decision"]["date"]) for x in lines() if "decision" in x}
    assert len({number for number, _ in decisions}) == len(decisions)


def test_sizes_of_cells() -> None:
    opening = at("2020-05-31")
    assert len(opening.members("CB57")) == 50
    for day in [*days("2020-05-31", "2023-03-31")[::7], "2023-03-31"]:
        books = at(day)
        official = Counter(cell for p, cell in books.cell.items() if books.status[p] == "official")
        every = Counter(books.cell.values())
        assert all(official[cell] >= 3 for cell in books.cells("DUK")), day
        assert all(3 <= every[cell] <= 29 for cell in books.cells("DUK") - {"CB57"}), day


def test_dates_of_membership() -> None:
    births = {x["person"]: x["birth"] for x in lines() if x["kind"] == "person"}
    for x in lines():
        if x["kind"] == "carried_over":
            official = x.get("official_on")
            assert official == plus_year(x["admitted_on"]) if x["status"] == "official" else official is None
            assert 10 < 365.25 * years_between(x["party_age_from"], x["admitted_on"]) < 32
            assert years_between(births[x["person"]], x["party_age_from"]) >= 18
        if x["kind"] == "admitted":
            assert 18 <= years_between(births[x["person"]], x["on"]) <= 60 and x["decision"]["date"] < x["on"]
    joined = {x["person"]: str(x.get("admitted_on", x["on"])) for x in lines() if x["kind"] in ("carried_over", "admitted")}
    assert all(x["on"] == plus_year(joined[x["person"]]) for x in lines() if x["kind"] == "recognised")


def check_person(history: list[Line], closing: dict[str, str]) -> None:
    """One person's lines, in the order of their days: is each possible after the ones before?"""
    inside, status = False, ""
    flags: set[str] = set()
    for line in history:
        kind = line["kind"]
        if kind in ENTERS:
            assert not inside
            inside, status = True, line.get("status", "probationary")
        elif kind in LEAVES:
            assert inside
            inside, flags = False, set()
        elif kind == "recognised":
            assert inside and status == "probationary"
            status = "official"
        elif kind in FLAGS or kind == "handbook_registered":
            assert inside and FLAGS.get(kind, "handbook") not in flags
            flags.add(FLAGS.get(kind, "handbook"))
        elif kind in ENDS or kind == "handbook_ended":
            flags.remove(ENDS.get(kind, "handbook"))
        elif kind in ("transferred", "disciplined"):
            assert inside
        assert line["on"] <= closing.get(line.get("org", ""), NOW)


def test_every_line_is_possible_when_it_is_recorded() -> None:
    closing = {x["org"]: x["on"] for x in known(NOW) if x["kind"] in ("organisation_absorbed", "organisation_wound_up")}
    declared: set[str] = set()
    history: dict[str, list[Line]] = {}
    orgs: dict[str, str] = {}
    for line in lines():
        if line["kind"] == "reversal":
            history = {p: [x for x in told if x["ref"] != line["of"]] for p, told in history.items()}
        elif line["kind"] == "organisation_established":
            assert line.get("parent", "HU") in {*orgs, "HU"} and line["org"] not in orgs
            orgs[line["org"]] = line["on"]
        elif line["kind"] == "person":
            declared.add(line["person"])
        elif "person" in line:
            assert line["person"] in declared
            history.setdefault(line["person"], []).append(line)
            check_person(sorted(history[line["person"]], key=lambda x: str(x["on"])), closing)
        assert orgs.get(line.get("org", "HU"), NOW) <= line["on"]


def test_what_was_known_later() -> None:
    """The mistake of 2022 and the late recordings change what was known, and no figure of the review."""
    (reversal,) = [x for x in lines() if x["kind"] == "reversal"]
    (wrong,) = [x for x in lines() if x["ref"] == reversal["of"]]
    assert wrong["recorded"] < reversal["recorded"] and wrong["person"] in at(REVIEW).members("DUK")
    assert wrong["person"] not in at(wrong["on"], wrong["recorded"]).cell
    (right,) = happened("transferred_out", (wrong["on"], wrong["on"]), to=wrong["to"])
    assert right["recorded"] > reversal["recorded"]
    assert len(at("2023-03-01", "2023-03-05").members("DUK")) == 646
    late = [x["kind"] for x in lines() if x["recorded"] > "2023-03-25" and x["on"] <= REVIEW]
    assert Counter(late) == {"transferred": 1, "handbook_registered": 2, "recognised": 2}


def test_the_conference() -> None:
    held = {x["type"]: x for x in happened("activity", (REVIEW, REVIEW), THEN, org="DUK")}
    assert set(held) == {"conference", "talk", "visit"} and held["visit"]["quantity"] == 4
    charity = [x["amount"] for x in happened("activity", TERM, type="charity")]
    assert len(charity) > 10 and all(isinstance(amount, int) and amount > 0 for amount in charity)


def test_generator_reproduces_the_files(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", str(FOLDER / "make.py"), str(tmp_path)], check=True)
    committed = {path.name: path.read_bytes() for path in FOLDER.glob("*.jsonl")}
    assert committed and {path.name: path.read_bytes() for path in tmp_path.glob("*.jsonl")} == committed
