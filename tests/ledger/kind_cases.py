"""Kinds of members and of organisations with the legs they post, as tables one can read: signed quantity, account, place, person."""

from __future__ import annotations

from tests.cast import Line, line

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
