"""The oracle against ledgers whose answers are worked out by hand, in the comments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.oracle.figures import value
from tests.oracle.fold import Book, is_valid
from tests.oracle.statement import statement
from tests.oracle.world import Line

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def ledger(text: str) -> list[Line]:
    """Lines written as `day kind field=value …`; the day is month-day of 2021, the ref is the line's place."""
    lines = []
    for number, row in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        day, kind, *fields = row.split()
        line: Line = {"kind": kind, "on": f"2021-{day}", "ref": str(number)}
        for name, given in (pair.split("=") for pair in fields):
            line[name] = given
        lines.append(line)
    return lines


# ROOT holds committees A and B; A holds cells A1 and A2, B holds B1. An (official, woman) and Bình (probationary, man)
# stand in A1, Chi (official, woman) in B1. Lines 1 to 12.
OPENING = """
    01-01 organisation_established org=ROOT name=r org_kind=direct_superior
    01-01 organisation_established org=A name=a org_kind=grassroots_committee parent=ROOT
    01-01 organisation_established org=B name=b org_kind=grassroots_committee parent=ROOT
    01-01 organisation_established org=A1 name=a1 org_kind=attached_cell parent=A
    01-01 organisation_established org=A2 name=a2 org_kind=attached_cell parent=A
    01-01 organisation_established org=B1 name=b1 org_kind=attached_cell parent=B
    01-01 person person=an name=An sex=female
    01-01 person person=binh name=Bình sex=male
    01-01 person person=chi name=Chi sex=female
    01-02 carried_over person=an org=A1 status=official
    01-02 carried_over person=binh org=A1 status=probationary
    01-02 carried_over person=chi org=B1 status=official
"""


def story(text: str) -> list[Line]:
    return ledger(OPENING + text)


def answers(lines: list[Line], org: str, *codes: str, end: str = "12-31", start: str = "01-01", known: int | None = None):
    book = Book(lines, known)
    days = date.fromisoformat(f"2021-{start}"), date.fromisoformat(f"2021-{end}")
    return [value(code, book, org, *days) for code in codes]


def sides(lines: list[Line], org: str, start: str, end: str) -> tuple[int, dict[str, int], dict[str, int], int, int, int]:
    found = statement(Book(lines), org, date.fromisoformat(f"2021-{start}"), date.fromisoformat(f"2021-{end}"))
    assert found.balances
    gained, lost = dict(found.increase), dict(found.decrease)
    return found.opening, gained, lost, found.received, found.handed_over, found.closing


def test_the_opening_is_counted_up_the_tree():
    lines = story("")
    # ROOT: An, Bình, Chi; two of them women, one probationary; cells A1, A2, B1; six organisations founded
    codes = ("member_total", "member_by_gender", "member_probationary", "member_full", "cell_count", "org_founded")
    assert answers(lines, "ROOT", *codes) == [3, 2, 1, 2, 3, 6]
    assert answers(lines, "A", *codes) == [2, 1, 1, 1, 2, 3]
    assert answers(lines, "A2", *codes) == [0, 0, 0, 0, 1, 1]
    # on the first evening nobody has been carried over
    assert answers(lines, "ROOT", "member_total", end="01-01") == [0]


def test_a_transfer_counts_only_where_it_crosses_the_border():
    lines = story("""
        03-01 transferred person=an org=A2
        04-01 transferred person=an org=B1
    """)
    codes = ("transfers_in", "transfers_out", "transfers_internal")
    # A1 loses An in March; A2 gains and loses her; A: one internal, one out; B: one in; ROOT: both internal
    assert answers(lines, "A1", *codes) == [0, 1, 0]
    assert answers(lines, "A2", *codes) == [1, 1, 0]
    assert answers(lines, "A", *codes) == [0, 1, 1]
    assert answers(lines, "B", *codes) == [1, 0, 0]
    assert answers(lines, "ROOT", *codes) == [0, 0, 2]
    assert sides(lines, "A", "02-01", "12-31") == (2, {}, {"transferred": 1}, 0, 0, 1)


def test_admission_recognition_and_the_exits():
    lines = story("""
        02-01 person person=dung name=Dũng sex=male
        02-01 admitted person=dung org=A2
        03-01 recognised person=binh
        04-01 struck_off person=dung
        05-01 readmitted person=dung org=A1
        06-01 died person=an
        07-01 transferred_out person=chi to=Hà_Nội
        08-01 transferred_in person=chi org=A2 status=official from=Hà_Nội
    """)
    codes = ("admitted", "official_recognition", "member_struck_off", "member_died", "member_total")
    # A: Dũng twice, Bình, Dũng struck off at A2, An dead; left are Bình, Dũng, Chi
    assert answers(lines, "A", *codes) == [2, 1, 1, 1, 3]
    assert answers(lines, "A2", *codes) == [1, 0, 1, 0, 1]
    assert answers(lines, "B", "transfers_out", "transfers_in", "member_total") == [1, 0, 0]
    gained = {"admitted": 1, "readmitted": 1, "transferred_in": 1}
    assert sides(lines, "A", "01-03", "12-31") == (2, gained, {"struck_off": 1, "died": 1}, 0, 0, 3)


def test_a_cell_handed_over_takes_its_members_along():
    lines = story("""
        03-01 organisation_moved org=A1 parent=B
        03-02 admitted person=dung org=A1
    """)
    lines.insert(12, {"kind": "person", "on": "2021-01-01", "ref": "dung", "person": "dung", "name": "Dũng"})
    # An and Bình go with A1 from A to B; Dũng is admitted the day after and is nobody's reception
    codes = ("org_received", "org_received_members", "member_total", "cell_count", "admitted")
    assert answers(lines, "B", *codes) == [1, 2, 4, 2, 1]
    assert answers(lines, "A", *codes) == [0, 0, 0, 1, 0]
    assert answers(lines, "ROOT", *codes) == [0, 0, 4, 3, 1]
    assert sides(lines, "B", "02-01", "03-31") == (1, {"admitted": 1}, {}, 2, 0, 4)
    assert sides(lines, "A", "02-01", "03-31") == (2, {}, {}, 0, 2, 0)
    assert sides(lines, "ROOT", "02-01", "03-31") == (3, {"admitted": 1}, {}, 0, 0, 4)
    # before the day the old tree holds
    assert answers(lines, "A", "member_total", "cell_count", end="02-28") == [2, 2]


def test_an_absorbed_cell_ends_and_its_members_move_collectively():
    lines = story("03-01 organisation_absorbed org=A1 into=B1")
    # two of A1 come to B1 with their organisation: neither transfers nor a reception of an organisation
    assert answers(lines, "B", "member_total", "transfers_in", "org_received", "cell_count") == [3, 0, 0, 1]
    assert answers(lines, "A", "member_total", "transfers_out", "cell_count") == [0, 0, 1]
    assert sides(lines, "B", "02-01", "03-31") == (1, {}, {}, 2, 0, 3)
    assert sides(lines, "A1", "02-01", "03-31") == (2, {}, {}, 0, 2, 0)
    assert sides(lines, "ROOT", "02-01", "03-31") == (3, {}, {}, 0, 0, 3)


def test_an_absorbed_committee_hands_its_cells_over():
    lines = story("03-01 organisation_absorbed org=A into=B")
    # A ends, A1 and A2 are children of B; the closed A still answers, with nobody
    assert sides(lines, "B", "02-01", "03-31") == (1, {}, {}, 2, 0, 3)
    assert sides(lines, "A", "02-01", "03-31") == (2, {}, {}, 0, 2, 0)
    assert answers(lines, "B", "cell_count") == [3]
    assert answers(lines, "ROOT", "cell_count") == [3]


def test_a_split_moves_the_persons_named_and_ends_when_nobody_is_left():
    into = [{"org": "A3", "name": "a3", "persons": ["an"]}, {"org": "A4", "name": "a4", "persons": ["binh"]}]
    all_gone = [*story(""), {"kind": "organisation_split", "on": "2021-03-01", "ref": "s", "org": "A1", "into": into}]
    # A1 is empty and closed; A2, A3, A4 and B1 are open
    assert answers(all_gone, "ROOT", "cell_count", "member_total", "org_founded") == [4, 3, 6]
    assert not Book(all_gone).at(date(2021, 3, 1)).orgs["A1"].open
    one_left = [*all_gone[:-1], {**all_gone[-1], "into": into[:1]}]
    assert Book(one_left).at(date(2021, 3, 1)).orgs["A1"].open
    assert sides(one_left, "A3", "02-01", "03-31") == (0, {}, {}, 1, 0, 1)
    # whoever was recorded late into the cell before the split, and is not named in it, keeps the cell alive
    late = [*all_gone, *ledger("02-01 transferred person=chi org=A1")]
    late[-1]["ref"] = "late"
    assert Book(late).at(date(2021, 3, 1)).orgs["A1"].open
    assert answers(late, "A1", "member_total") == [1]


def test_a_consolidation_founds_a_new_cell_with_everybody():
    into = {"org": "A9", "name": "a9", "parent": "B"}
    line = {"kind": "organisation_consolidated", "on": "2021-03-01", "ref": "c", "orgs": ["A1", "B1"], "into": into}
    lines = [*story(""), line]
    assert answers(lines, "A9", "member_total", "cell_count") == [3, 1]
    # B: Chi stays inside, An and Bình come with A1
    assert sides(lines, "B", "02-01", "03-31") == (1, {}, {}, 2, 0, 3)
    assert sides(lines, "A9", "02-01", "03-31") == (0, {}, {}, 3, 0, 3)


def test_flags_follow_a_transfer_and_end_with_the_membership():
    lines = story("""
        02-01 exempted person=an type=age_or_health
        02-02 handbook_registered person=an
        02-03 handbook_registered person=chi
        03-01 transferred person=an org=B1
        04-01 exemption_ended person=an
        05-01 died person=chi
    """)
    codes = ("member_exempt", "handbook_members", "handbook_rate", "member_total")
    # in February: An exempt and registered in A1, one of A's two; then both registered stand in B1
    assert answers(lines, "A", *codes, end="02-28") == [1, 1, Decimal("50.0"), 2]
    assert answers(lines, "B", *codes, end="03-31") == [1, 2, Decimal("100.0"), 2]
    assert answers(lines, "B", *codes, end="05-31") == [0, 1, Decimal("100.0"), 1]
    # two of three: 66.66… is 66.7; nobody in A2: no rate
    assert answers(lines, "ROOT", "handbook_rate", end="03-31") == [Decimal("66.7")]
    assert answers(lines, "A2", "handbook_rate") == [None]


def test_a_badge_after_death_counts_at_the_last_cell():
    lines = story("""
        02-01 badge_awarded person=an years=30
        03-01 transferred person=an org=A2
        04-01 died person=an
        05-01 badge_awarded person=an years=40
    """)
    lines[12] |= {"years": 30}
    lines[15] |= {"years": 40, "posthumous": True}
    assert answers(lines, "A", "badge_total", "badge_posthumous") == [2, 1]
    assert answers(lines, "A1", "badge_total", "badge_posthumous") == [1, 0]
    assert answers(lines, "A2", "badge_total", "badge_posthumous") == [1, 1]


def test_rounds_turns_and_distinct_targets():
    first = {"type": "inspection_thematic", "acting": "committee", "targets": [{"org": "A1"}, {"org": "A2"}]}
    second = {"type": "inspection_on_sign", "acting": "committee", "targets": [{"org": "A1"}, {"person": "an"}]}
    third = {"type": "supervision_thematic", "acting": "committee", "targets": [{"org": "A1"}]}
    fourth = {"type": "inspection_thematic", "acting": "inspection_commission", "targets": [{"org": "A1"}]}
    rounds = [
        {"kind": "inspection_round", "on": f"2021-0{number}-01", "ref": f"r{number}", "org": "A", **fields}
        for number, fields in enumerate((first, second, third, fourth), start=2)
    ]
    lines = story("") + rounds
    # A acted in two inspections (three turns on two cells, one member) and one supervision; the fourth is not its own
    codes = ("inspection_rounds", "inspected_orgs", "inspected_orgs_distinct", "inspected_members")
    assert answers(lines, "A", *codes) == [2, 3, 2, 1]
    assert answers(lines, "ROOT", *codes) == [2, 3, 2, 1]
    assert answers(lines, "A1", *codes) == [0, 0, 0, 0]
    assert answers(lines, "A", "supervision_rounds", "supervised_orgs", "supervised_members") == [1, 1, 0]


def test_what_is_recorded_later_changes_now_and_never_then():
    lines = story("""
        05-01 transferred person=an org=B1
        03-01 transferred person=an org=A2
        06-01 reversal of=13
    """)
    # entry 13: An goes from A1 to B1 in May. Entry 14, late: she had been in A2 since March, so B1 got her from A2.
    # Entry 15 cancels the May transfer on every day: she is still in A2.
    assert answers(lines, "A1", "member_total", "transfers_out", end="04-01", known=13) == [2, 0]
    assert answers(lines, "A1", "member_total", "transfers_out", end="04-01", known=14) == [1, 1]
    assert answers(lines, "A", "member_total", "transfers_out", "transfers_internal", known=14) == [1, 1, 1]
    assert answers(lines, "A", "member_total", "transfers_out", "transfers_internal") == [2, 0, 1]
    assert answers(lines, "A2", "member_total", known=13) == [0]


def test_a_tree_reversed_is_the_tree_of_before():
    lines = story("""
        03-01 organisation_moved org=A1 parent=B
        04-01 reversal of=13
    """)
    # known at 13 An and Bình stand under B even in May; known at 14 they never did, not even in March
    assert answers(lines, "B", "member_total", "org_received", known=13) == [3, 1]
    assert answers(lines, "B", "member_total", "org_received", end="03-15") == [1, 0]


def test_an_amended_person_counts_differently_from_that_day():
    lines = story("04-01 amended person=binh")
    lines[-1]["changes"] = {"sex": "female"}
    assert answers(lines, "A", "member_by_gender", end="03-31") == [1]
    assert answers(lines, "A", "member_by_gender", end="04-01") == [2]


@pytest.mark.parametrize(
    "text",
    [
        "03-01 transferred person=an org=A1",  # is there already
        "03-01 transferred person=nobody org=A2",
        "03-01 admitted person=an org=A2",  # a second membership
        "03-01 carried_over person=an org=A2 status=official",
        "03-01 transferred person=an org=A",  # members stand in cells
        "03-01 organisation_wound_up org=A1",  # members are left in it
        "03-01 organisation_wound_up org=A",  # cells are left in it
        "03-01 organisation_moved org=ROOT parent=A",  # below its own child
        "03-01 organisation_established org=A1 name=x org_kind=attached_cell parent=B",
        "03-01 recognised person=an",
        "03-01 exemption_ended person=an",
        "03-01 reversal of=99",
        "03-01 reversal of=1",  # everything depends on it
        "03-01 reversal of=10\n 02-01 transferred person=an org=A2",  # recorded when An no longer is a member
        "03-01 died person=an\n 04-01 transferred person=an org=A2",
        "04-01 transferred person=an org=A2\n 03-01 died person=an",  # late, and then the transfer cannot be
        "03-01 organisation_wound_up org=A2\n 02-01 transferred person=an org=A2",
        "03-01 died person=an\n 03-02 reversal of=13\n 03-03 reversal of=14",
        "01-01 transferred person=an org=A2",  # before An stands anywhere
    ],
)
def test_what_cannot_be_is_refused(text: str):
    assert is_valid(story(""))
    assert not is_valid(story(text))
