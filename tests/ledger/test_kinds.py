"""Every kind of the load format and the legs it posts, as a table one can read: signed quantity, account, place, person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest

from dangvu.ledger import book as ledger
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Entry, Posting, legs_of_entry
from dangvu.ledger.verify import verify
from tests.cast import Line, book, faults, line, org, record

pytestmark = pytest.mark.django_db
DAY = "2021-01-01"

# kind: (what came before, the line's own fields, its legs)
Case = tuple[list[Line], dict[str, object], str]
EXITS = ("died", "struck_off", "expelled", "left_voluntarily", "admission_annulled", "transferred_out")
STANDING: dict[str, Case] = {
    "carried_over": (
        [],
        {"person": "chi", "org": "B", "status": "probationary", "party_age_from": "2020-12-01"},
        "-1 outside{of=member,reason=carried_over,status=probationary} B chi; +1 member{status=probationary} B chi",
    ),
    "admitted": (
        [line("person", "2019-01-01", person="dung", name="Phạm Dũng")],
        {"person": "dung", "org": "B"},
        "-1 outside{of=member,reason=admitted,status=probationary} B dung; +1 member{status=probationary} B dung",
    ),
    "readmitted": (
        [line("struck_off", "2020-06-01", person="an")],
        {"person": "an", "org": "B"},
        "-1 outside{of=member,reason=readmitted,status=probationary} B an; +1 member{status=probationary} B an",
    ),
    "recognised": (
        [],
        {"person": "binh"},
        "-1 member{status=probationary} C binh; +1 member{status=official} C binh; +1 recognition{} C binh",
    ),
    "transferred": (
        [],
        {"person": "an", "org": "C"},
        (
            "-1 member{status=official} A an; +1 outside{of=member,reason=moved_out,status=official} A>C an;"
            "-1 outside{of=member,reason=moved_in,status=official} C>A an; +1 member{status=official} C an"
        ),
    ),
    "transferred_in": (
        [],
        {"person": "chi", "org": "D", "status": "official", "from": "Đảng bộ tỉnh bạn"},
        "-1 outside{of=member,reason=transferred_in,status=official} D chi; +1 member{status=official} D chi",
    ),
    "restored": (
        [line("expelled", "2020-06-01", person="binh")],
        {"person": "binh"},
        "-1 outside{of=member,reason=restored,status=probationary} C binh; +1 member{status=probationary} C binh",
    ),
    **{
        kind: ([], {"person": "an"}, f"-1 member{{status=official}} A an; +1 outside{{of=member,reason={kind},status=official}} A an")
        for kind in EXITS
    },
}
FLAGS: dict[str, Case] = {
    "exempted": (
        [],
        {"person": "an", "type": "age_or_health", "until": "2021-12-31"},
        (
            "-1 outside{of=exempt,reason=began,type=age_or_health} A an; +1 exempt{type=age_or_health} A an;"
            "+1 exemption_begun{type=age_or_health} A an"
        ),
    ),
    "exemption_ended": (
        [line("exempted", "2020-06-01", person="an", type="other")],
        {"person": "an"},
        "-1 exempt{type=other} A an; +1 outside{of=exempt,reason=ended,type=other} A an",
    ),
    "suspended": (
        [],
        {"person": "an"},
        "-1 outside{of=suspended,reason=began} A an; +1 suspended{} A an; +1 suspension_begun{} A an",
    ),
    "suspension_ended": (
        [line("suspended", "2020-06-01", person="an")],
        {"person": "an"},
        "-1 suspended{} A an; +1 outside{of=suspended,reason=ended} A an",
    ),
    "temporary_out": (
        [],
        {"person": "an", "to": "Chi bộ tỉnh bạn"},
        "-1 outside{of=temporary_out,reason=began} A an; +1 temporary_out{} A an",
    ),
    "temporary_in": (
        [],
        {"person": "chi", "org": "B", "from": "Chi bộ tỉnh bạn"},
        "-1 outside{of=guest,reason=began} B chi; +1 guest{} B chi",
    ),
    "temporary_ended": (
        [line("temporary_out", "2020-06-01", person="an"), line("temporary_in", "2020-06-01", person="an", org="D")],
        {"person": "an"},
        "-1 temporary_out{} A an; +1 outside{of=temporary_out,reason=ended} A an; -1 guest{} D an; +1 outside{of=guest,reason=ended} D an",
    ),
    "handbook_registered": (
        [],
        {"person": "an"},
        "-1 outside{of=handbook,reason=registered} A an; +1 handbook{} A an",
    ),
    "handbook_on_paper": (
        [],
        {"person": "an"},
        "-1 outside{of=no_phone,reason=began} A an; +1 no_phone{} A an",
    ),
    "handbook_ended": (
        [line("handbook_registered", "2020-06-01", person="an")],
        {"person": "an"},
        "-1 handbook{} A an; +1 outside{of=handbook,reason=ended} A an",
    ),
    "badge_awarded": ([], {"person": "an", "years": 30}, "+1 badge{posthumous=no,years=30} A an"),
    "card_issued": ([], {"person": "an", "reason": "new"}, "+1 card{reason=new} A an"),
    "appointed": (
        [],
        {"person": "an", "org": "K1", "post": "deputy_secretary"},
        "-1 outside{of=officer,post=deputy_secretary,reason=began} K1 an; +1 officer{post=deputy_secretary} K1 an",
    ),
    "appointment_ended": (
        [line("appointed", "2020-06-01", person="an", org="A", post="secretary")],
        {"person": "an", "org": "A", "post": "secretary"},
        "-1 officer{post=secretary} A an; +1 outside{of=officer,post=secretary,reason=ended} A an",
    ),
    "disciplined": (
        [],
        {"person": "an", "form": "warning", "authority": "cell", "committee_member": True},
        "+1 discipline{authority=cell,committee_member=yes,form=warning,of=member} A an",
    ),
}
STRUCTURE: dict[str, Case] = {
    "organisation_established": (
        [],
        {"org": "E", "name": "Chi bộ E", "org_kind": "cell", "parent": "K1"},
        "-1 outside{kind=attached_cell,of=organisation,reason=established} E; +1 organisation{kind=attached_cell} E",
    ),
    "organisation_moved": (
        [],
        {"org": "B", "parent": "K2"},
        "+1 handover{kind=attached_cell} K2>K1; -1 handover{kind=attached_cell} K1>K2",
    ),
    "organisation_renamed": ([], {"org": "B", "name": "Chi bộ Bê"}, ""),
    "organisation_recoded": ([], {"org": "B", "official_code": "01.017.062"}, ""),
    "organisation_described": ([], {"org": "B", "cell_type": "hamlet", "cell_committee": "yes"}, ""),
    "organisation_kind_changed": (
        [],
        {"org": "B", "org_kind": "temporary_cell"},
        "-1 organisation{kind=attached_cell} B; +1 organisation{kind=temporary_cell} B",
    ),
    "organisation_absorbed": (
        [],
        {"org": "A", "into": "D"},
        (
            "-1 organisation{kind=attached_cell} A; +1 outside{kind=attached_cell,of=organisation,reason=absorbed} A;"
            "-1 member{status=official} A an; +1 outside{of=member,reason=with_organisation_out,status=official} A>D an;"
            "-1 outside{of=member,reason=with_organisation_in,status=official} D>A an; +1 member{status=official} D an"
        ),
    ),
    "organisation_consolidated": (
        [],
        {"orgs": ["B", "D"], "into": {"org": "E", "name": "Chi bộ E"}},
        (
            "-1 outside{kind=attached_cell,of=organisation,reason=consolidated_in} E; +1 organisation{kind=attached_cell} E;"
            "-1 organisation{kind=attached_cell} B; +1 outside{kind=attached_cell,of=organisation,reason=consolidated} B;"
            "-1 organisation{kind=attached_cell} D; +1 outside{kind=attached_cell,of=organisation,reason=consolidated} D"
        ),
    ),
    "organisation_split": (
        [],
        {"org": "A", "into": [{"org": "A1", "name": "Chi bộ A1", "persons": ["an"]}]},
        (
            "-1 outside{kind=attached_cell,of=organisation,reason=split_in} A1; +1 organisation{kind=attached_cell} A1;"
            "-1 organisation{kind=attached_cell} A; +1 outside{kind=attached_cell,of=organisation,reason=split} A;"
            "-1 member{status=official} A an; +1 outside{of=member,reason=with_organisation_out,status=official} A>A1 an;"
            "-1 outside{of=member,reason=with_organisation_in,status=official} A1>A an; +1 member{status=official} A1 an"
        ),
    ),
    **{
        f"organisation_{reason}": (
            [],
            {"org": "B"},
            f"-1 organisation{{kind=attached_cell}} B; +1 outside{{kind=attached_cell,of=organisation,reason={reason}}} B",
        )
        for reason in ("wound_up", "dissolved")
    },
}
WORK: dict[str, Case] = {
    "person": ([], {"person": "dung", "name": "Phạm Dũng"}, ""),
    "amended": ([], {"person": "an", "changes": {"religion": None}}, ""),
    "dossier_considered": ([], {"org": "K1", "procedure": "admission", "person": "chi"}, "+1 dossier{procedure=admission} K1 chi"),
    "inspection_round": (
        [],
        {
            "org": "K1",
            "type": "inspection_thematic",
            "acting": "committee",
            "targets": [{"org": "A"}, {"person": "an", "conclusion": "breach"}],
        },
        (
            "+1 inspection_round{acting=committee,type=inspection_thematic} K1;"
            "+1 inspection_target{acting=committee,target=organisation,type=inspection_thematic} K1>A;"
            "+1 inspection_target{acting=committee,conclusion=breach,target=member,type=inspection_thematic} K1 an"
        ),
    ),
    "activity": (
        [],
        {"org": "K1", "type": "charity", "quantity": 12, "amount": 55_000_000, "place": "xã Xuân Nộn"},
        "+1 activity{type=charity} K1; +12 activity_quantity{type=charity} K1; +55000000 activity_amount{type=charity} K1",
    ),
    "figure_defined": ([], {"org": "K1", "figure": "own_x", "title": "X", "unit": "người", "class": "count", "measure": "member"}, ""),
    "activity_defined": ([], {"org": "K1", "type": "blood", "title": "Hiến máu"}, ""),
    "meeting_held": (
        [],
        {
            "org": "A",
            "type": "monthly",
            "bound": 9,
            "present": 8,
            "absent": [{"person": "an", "leave": False}],
            "guests": 2,
            "score": 92,
            "grade": "good",
        },
        (
            "+1 meeting{type=monthly} A; +9 meeting_bound{type=monthly} A; +8 meeting_present{type=monthly} A;"
            "+2 meeting_guests{type=monthly} A; +1 meeting_absent{leave=without_leave,type=monthly} A an;"
            "+1 meeting_scored{grade=good,type=monthly} A"
        ),
    ),
    "dues_charged": (
        [],
        {"org": "A", "person": "an", "month": "2020-12", "due": 40_000},
        "+40000 dues{month_of=2020-12,side=due} A an",
    ),
    "dues_paid": ([], {"org": "A", "person": "an", "month": "2020-12", "amount": 40_000}, "+40000 dues{month_of=2020-12,side=paid} A an"),
    "dues_exempted": ([], {"org": "A", "person": "an", "month": "2020-12", "reason": "khó khăn"}, "+1 dues_exempt{month_of=2020-12} A an"),
    "dues_passed_on": ([], {"org": "A", "month": "2020-12", "amount": 28_000}, "+28000 dues{month_of=2020-12,side=passed_on} A"),
    "rating_proposed": ([], {"org": "A", "grade": "good"}, "+1 rating_proposal{grade=good,kind=attached_cell,of=organisation} A"),
    "round_planned": (
        [],
        {"org": "K1", "type": "inspection_thematic", "acting": "committee", "quantity": 3, "topic": "Nghị quyết"},
        "+3 round_planned{acting=committee,type=inspection_thematic} K1",
    ),
    "assigned": ([], {"org": "A", "person": "an", "tasks": "Phụ trách tổ 3"}, "+1 assignment{} A an"),
    "assignment_reported": ([], {"org": "A", "person": "an", "report": "Đã họp tổ"}, "+1 assignment_report{} A an"),
    "assignment_judged": (
        [],
        {"org": "A", "person": "an", "grade": "done", "remark": "Đều tay"},
        "+1 assignment_judged{grade=done} A an",
    ),
    "study_registered": ([], {"org": "A", "person": "an"}, "+1 study_registered{} A an"),
    "example_praised": ([], {"org": "A", "quantity": 2}, "+2 example_praised{} A"),
    "mobilisation_model": ([], {"org": "A", "stage": "recognised"}, "+1 mobilisation_model{stage=recognised} A"),
    "dialogue_held": ([], {"org": "K1", "topic": "Việc làm", "participants": 80}, "+1 dialogue_held{} K1"),
    "mass_membership": (
        [],
        {"org": "A", "type": "union", "joined": 120, "left": 5},
        "+120 mass_membership{type=union} A; -5 mass_membership{type=union} A",
    ),
    "recommendation": ([], {"org": "K1", "stage": "made", "owner": "A", "due": "2021-03-01"}, "+1 recommendation{stage=made} K1"),
    "task_set": ([], {"org": "K1", "title": "Chuẩn bị đại hội", "to": "2030-01-01"}, "+1 task{} K1"),
    "target_set": (
        [],
        {"org": "K1", "figure": "admitted", "value": 12.5, "bound": "floor", "from": "2020-01-01", "to": "2025-01-01"},
        "+12500 target{bound=floor,figure=admitted} K1",
    ),
    "typed_figure": (
        [],
        {"org": "K1", "figure": "member_total", "value": 667, "source": "bài báo"},
        "+667000 typed{figure=member_total} K1",
    ),
    "assertion": ([], {"org": "K1", "figure": "member_total", "value": 1}, "+1000 assertion{figure=member_total} K1"),
    "reversal": (
        [line("recognised", "2020-06-01", person="binh", ref="to-cancel")],
        {"of": "to-cancel"},
        "+1 member{status=probationary} C binh; -1 member{status=official} C binh; -1 recognition{} C binh",
    ),
}
REGISTERS: dict[str, Case] = {
    "rated": (
        [],
        {"org": "A", "person": "an", "grade": "good", "title": "clean_strong"},
        "+1 rating{grade=good,kind=attached_cell,of=member} A an; +1 rating_title{kind=attached_cell,of=member,title=clean_strong} A an",
    ),
    "commended": ([], {"org": "K1", "form": "letter"}, "+1 commendation{form=letter,of=organisation} K1"),
    "persons_merged": (
        [
            line("person", "2019-01-01", person="dung", name="Nguyễn Văn An"),
            line("carried_over", DAY, person="dung", org="B", status="official"),
            line("dossier_considered", DAY, org="B", procedure="badge", person="dung", ref="considered"),
        ],
        {"person": "an", "duplicate": "dung", "taken": ["considered"], "reason": "một thẻ đảng"},
        (
            "+1 outside{of=member,reason=carried_over,status=official} B dung; -1 member{status=official} B dung; "
            "-1 dossier{procedure=badge} B dung; +1 dossier{procedure=badge} B an"
        ),
    ),
    "person_erased": ([line("died", "2020-06-01", person="an")], {"person": "an", "reason": "mistake"}, ""),
    "class_held": (
        [],
        {"org": "K1", "course": "prospects", "quantity": 40},
        "+1 class{course=prospects} K1; +40 trained{course=prospects} K1",
    ),
    "document_registered": (
        [],
        {"org": "K1", "direction": "issued", "type": "report", "secrecy": "none"},
        "+1 document{direction=issued,type=report} K1",
    ),
    "elected": ([], {"org": "A", "person": "an", "body": "committee"}, "+1 elected{body=committee} A an"),
    "congress_held": ([], {"org": "A"}, "+1 congress_held{} A"),
    "task_graded": ([], {"org": "A", "grade": "done", "quantity": 3}, "+3 task_graded{grade=done} A"),
    "target_judged": ([], {"org": "K1", "result": "met", "quantity": 16}, "+16 target_judged{result=met} K1"),
    "petition_handled": (
        [],
        {"org": "K1", "stage": "received", "type": "complaint"},
        "+1 petition_handled{stage=received,type=complaint} K1",
    ),
    "discipline_waived": ([], {"org": "A", "person": "an"}, "+1 discipline_waived{} A an"),
    "referral_made": ([], {"org": "K1", "person": "an", "to": "law"}, "+1 referral_made{to=law} K1 an"),
    "mass_organisation_founded": ([], {"org": "K1", "type": "union"}, "+1 mass_organisation_founded{type=union} K1"),
    "committee_consolidated": ([], {"org": "A"}, "+1 committee_consolidated{} A"),
    "learning_model": ([], {"org": "A", "quantity": 2}, "+2 learning_model{} A"),
    "member_vetted": ([], {"org": "K1", "person": "an"}, "+1 member_vetted{} K1 an"),
    "political_standard_concluded": ([], {"org": "K1"}, "+1 political_standard_concluded{} K1"),
}
CASES = STANDING | FLAGS | STRUCTURE | WORK | REGISTERS


def shown(postings: Iterable[Posting]) -> list[str]:
    """Legs as the tables above write them."""
    rows = [(each.quantity, each.account.key, each.org, each.other, each.person) for each in postings]
    return sorted(
        f"{quantity:+d} {account} {place.code}{f'>{other.code}' if other else ''}{f' {person.code}' if person else ''}"
        for quantity, account, place, other, person in rows
    )


def written(legs: str) -> list[str]:
    return sorted(leg.strip() for leg in legs.split(";") if leg.strip())


def test_every_kind_is_in_the_table() -> None:
    assert CASES.keys() == REGISTRY.keys()


@pytest.mark.parametrize("kind", sorted(CASES))
def test_a_kind_posts_its_legs(kind: str) -> None:
    before, fields, legs = CASES[kind]
    record(*book(), *before)
    record(line(kind, DAY, **fields))
    last = ledger.last_number()
    found = list(legs_of_entry(last).select_related("account", "org", "other", "person"))
    assert shown(found) == written(legs)
    assert Entry.objects.get(pk=last).kind == kind
    assert {each.on for each in found} <= {dt.date.fromisoformat(before[0]["on"] if kind == "reversal" else DAY)}
    assert verify()[0] == []


def test_a_register_refuses_what_makes_no_sense() -> None:
    record(*book())
    refused = [
        line("rated", DAY, org="A", grade="not_rated"),
        line("rated", DAY, org="A", grade="good", reason="x"),
        line("document_registered", DAY, org="K1", direction="received", type="letter", secrecy="mật"),
        line("elected", DAY, org="A", person="an", body="committee", quantity=2),
        line("learning_model", DAY, org="A", quantity=0),
    ]
    assert [(each.line, each.field) for each in faults(refused)] == [
        (1, "reason"), (2, "reason"), (3, "secrecy"), (4, "quantity"), (5, "quantity"),
    ]  # fmt: skip


def test_a_decision_counts_each_of_its_violations() -> None:
    record(*book(), line("disciplined", DAY, person="an", form="warning", violations=["corruption", "negligence"]))
    found = shown(legs_of_entry(ledger.last_number()).select_related("account", "org", "other", "person"))
    assert found == [
        "+1 discipline{form=warning,of=member} A an", "+1 violation{content=corruption} A an", "+1 violation{content=negligence} A an",
    ]  # fmt: skip


def test_discipline_may_fall_on_an_organisation() -> None:
    record(*book(), line("disciplined", DAY, org="A", form="reprimand"))
    found = legs_of_entry(ledger.last_number()).select_related("account", "org", "other", "person")
    assert shown(found) == ["+1 discipline{form=reprimand,of=organisation} A"]


def test_a_badge_after_death_stands_where_the_member_stood() -> None:
    record(*book(), line("died", "2020-12-31", person="an"), line("badge_awarded", DAY, person="an", years=45, posthumous=True))
    assert Posting.objects.get(account__key="badge{posthumous=yes,years=45}").org_id == org("A")


FULL = [
    line("exempted", "2020-02-01", person="an", type="other"),
    line("suspended", "2020-02-01", person="an"),
    line("temporary_out", "2020-02-01", person="an"),
    line("handbook_registered", "2020-02-01", person="an"),
    line("temporary_in", "2020-02-01", person="an", org="D"),
]
HELD = ("member", "exempt", "suspended", "temporary_out", "handbook")


def held(code: str, person: str = "an") -> dict[str, int]:
    """What somebody holds at an organisation, measure by measure."""
    sums: dict[str, int] = {}
    rows = Posting.objects.filter(org=org(code), person__code=person, account__measure__in=(*HELD, "guest"))
    for row in rows.select_related("account"):
        sums[row.account.measure] = sums.get(row.account.measure, 0) + row.quantity
    return {measure: total for measure, total in sums.items() if total}


def test_what_a_member_holds_goes_along_with_a_transfer() -> None:
    record(*book(), *FULL, line("transferred", DAY, person="an", org="B"))
    assert (held("A"), held("B"), held("D")) == ({}, dict.fromkeys(HELD, 1), {"guest": 1})


def test_the_stay_ends_when_a_guest_becomes_a_member_of_the_host() -> None:
    record(*book(), *FULL, line("transferred", DAY, person="an", org="D"))
    assert held("D") == dict.fromkeys(HELD, 1)
    record(line("temporary_in", DAY, person="chi", org="B"), line("transferred_in", DAY, person="chi", org="B", status="official"))
    assert held("B", "chi") == {"member": 1}


@pytest.mark.parametrize("kind", EXITS)
def test_an_exit_takes_everything_held_away(kind: str) -> None:
    record(*book(), *FULL, line(kind, DAY, person="an"))
    assert (held("A"), held("D")) == ({}, {})
    assert verify()[0] == []


def posts(code: str) -> list[str]:
    """Posts held in an organisation, all told."""
    sums: dict[str, int] = {}
    for row in Posting.objects.filter(org=org(code), account__measure="officer").select_related("account"):
        sums[row.account.key] = sums.get(row.account.key, 0) + row.quantity
    return [key for key, total in sums.items() if total]


def test_a_post_ends_with_the_membership_in_the_cell_and_posts_elsewhere_go_on() -> None:
    record(*book(), line("appointed", "2020-06-01", person="an", org="A", post="secretary"))
    record(line("appointed", "2020-06-01", person="an", org="K1", post="committee_member"))
    assert faults([line("appointed", "2020-07-01", person="an", org="A", post="secretary")])
    assert faults([line("appointment_ended", "2020-07-01", person="an", org="B", post="secretary")])
    assert faults([line("appointed", "2020-07-01", person="chi", org="A", post="secretary")])
    record(line("transferred", "2021-01-01", person="an", org="B"))
    assert (posts("A"), posts("K1")) == ([], ["officer{post=committee_member}"])
    record(line("died", "2021-02-01", person="an"))
    assert posts("K1") == []
    assert verify()[0] == []


def test_a_post_ends_with_its_organisation_also_when_it_is_told_late() -> None:
    record(*book(), line("transferred", "2020-03-01", person="an", org="B"), line("organisation_wound_up", "2020-09-01", org="A"))
    record(line("appointed", "2020-06-01", person="an", org="A", post="secretary"))
    assert posts("A") == []
    assert verify()[0] == []
