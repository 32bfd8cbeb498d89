"""Officers: elected, ratified, in office; and leaving the post (domain guide §1.3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.kinds.asks import NOTE, REASON, about, is_member, not_after
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Procedure, Workflow, ask, procedure, verb
from dangvu.ledger.kinds.offices import POSTS


def in_office(case: Case, taken: Taken) -> list[Line]:
    """In office since the election, which the ratification confirms; an appointment counts from its decision."""
    since = case.day("elect") or taken.on
    return about(case, "appointed", org=case.data["of_org"], post=case.data["post"], on=since.isoformat())


def out_of_office(case: Case, taken: Taken) -> list[Line]:
    return about(case, "appointment_ended", org=case.data["of_org"], post=case.data["post"])


procedure(
    Procedure(
        code="appointment",
        title=lazy("Bầu, chuẩn y, chỉ định cấp ủy"),
        about=lazy("Kết quả bầu được báo cáo và chuẩn y, hoặc cấp trên chỉ định; giữ chức vụ từ ngày bầu."),
        subject="member",
        workflow=Workflow(
            {
                "proposed": lazy("đã giới thiệu"),
                "elected": lazy("đã bầu, chờ chuẩn y"),
                "in_office": lazy("đang giữ chức vụ"),
                "ended": lazy("đã thôi chức vụ"),
                "not_elected": lazy("không trúng cử"),
                "refused": lazy("không được chuẩn y"),
            },
            "proposed",
            ("ended", "not_elected", "refused"),
            (
                verb("elect", lazy("Đại hội, chi bộ bầu"), "proposed", "elected", "not_elected", vote="election.cell", asks=(NOTE,)),
                verb("ratify", lazy("Cấp trên chuẩn y"), "elected", "in_office", right=DECIDE, decides="QĐ", effect=in_office, effects=("appointed",),
                     guards=(not_after,)),
                verb("appoint", lazy("Cấp trên chỉ định"), "proposed", "in_office", right=DECIDE, decides="QĐ", effect=in_office,
                     effects=("appointed",), guards=(not_after,)),
                verb("refuse", lazy("Không chuẩn y"), "elected", "refused", right=DECIDE, asks=(REASON,)),
                verb("end", lazy("Thôi giữ chức vụ"), "in_office", "ended", right=DECIDE, effect=out_of_office, effects=("appointment_ended",),
                     asks=(NOTE,)),
                verb("close", lazy("Khép hồ sơ: chức vụ đã hết theo việc chuyển đi, ra khỏi Đảng"), "in_office", "ended", asks=(NOTE,)),
            ),
        ),
        opening=(ask("of_org", lazy("Chức vụ ở tổ chức"), "org"), ask("post", lazy("Chức vụ"), "choice", choices=tuple(POSTS.items()))),
        opens=(is_member,),
        deadlines=(Deadline("ratify", lazy("Cấp trên chuẩn y"), "organisation.ratified", "elect", ("elected",)),),
    )
)  # fmt: skip
