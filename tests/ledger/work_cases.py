"""Kinds of work done and of registers with the legs they post, as ``kind_cases`` writes them."""

from __future__ import annotations

from tests.cast import line
from tests.ledger.kind_cases import DAY, Case

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
