"""Temporary transfer: away from home, or a guest here; the stock is not cut (domain guide §2.6)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.periods import full_months
from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import CELL, NOTE, REASON, about, is_member
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Procedure, Workflow, ask, procedure, verb


def long_enough(case: Case, taken: Taken) -> Iterator[Problem]:
    """A stay between the months of the rule; a course may be longer."""
    until = case.date("until")
    if until is None:
        return
    months = full_months(taken.on, until)
    least, most = case.value("transfer.temporary_min_months", taken.on), case.value("transfer.temporary_max_months", taken.on)
    if months < least:
        yield Problem(
            "until", _("Đi dưới %(least)d tháng thì không phải chuyển sinh hoạt tạm thời; hãy xem lại ngày về.") % {"least": least}
        )
    if months >= most and not case.data.get("course"):
        yield Problem("until", _("Từ %(most)d tháng trở lên thì chuyển chính thức, trừ đi học; hãy xem lại.") % {"most": most})


def gone(case: Case, taken: Taken) -> list[Line]:
    return about(case, "temporary_out", to=case.data.get("to"))


def came(case: Case, taken: Taken) -> list[Line]:
    return about(case, "temporary_in", org=taken.data["cell"], **{"from": case.data.get("from_org")})


def ended(case: Case, taken: Taken) -> list[Line]:
    return about(case, "temporary_ended")


STATES = {
    "asked": lazy("đã đề nghị"),
    "away": lazy("đang sinh hoạt tạm thời"),
    "ended": lazy("đã kết thúc"),
    "withdrawn": lazy("thôi đi"),
}


COMING = (ask("until", lazy("Dự kiến đến ngày"), "coming"), ask("course", lazy("Đi học"), "yes", required=False))

procedure(
    Procedure(
        code="temporary_out",
        title=lazy("Sinh hoạt tạm thời nơi khác"),
        about=lazy("Đi từ 3 đến dưới 12 tháng, hoặc đi học; vẫn là đảng viên của chi bộ."),
        subject="member",
        workflow=Workflow(
            STATES,
            "asked",
            ("ended", "withdrawn"),
            (
                verb("begin", lazy("Cấp ủy ký giấy giới thiệu tạm thời"), "asked", "away", right=DECIDE, effect=gone, effects=("temporary_out",),
                     guards=(long_enough,)),
                verb("end", lazy("Trở về chi bộ"), "away", "ended", effect=ended, effects=("temporary_ended",), asks=(NOTE,)),
                verb("withdraw", lazy("Thôi đi"), "asked", "withdrawn", asks=(REASON,)),
            ),
        ),
        opening=(ask("to", lazy("Nơi sinh hoạt tạm thời")), *COMING),
        opens=(is_member,),
        papers="papers.temporary",
        deadlines=(Deadline("back", lazy("Hết hạn sinh hoạt tạm thời"), "", "until", ("away",)),),
    )
)  # fmt: skip

procedure(
    Procedure(
        code="temporary_in",
        title=lazy("Đến sinh hoạt tạm thời"),
        about=lazy("Khách của một chi bộ: không tính vào đảng số của chi bộ."),
        subject="person",
        workflow=Workflow(
            {**STATES, "away": lazy("đang sinh hoạt tạm thời ở đây"), "withdrawn": lazy("không đến")},
            "asked",
            ("ended", "withdrawn"),
            (
                verb("begin", lazy("Chi bộ tiếp nhận tạm thời"), "asked", "away", asks=(CELL,), effect=came, effects=("temporary_in",)),
                verb("end", lazy("Trở về nơi cũ"), "away", "ended", effect=ended, effects=("temporary_ended",), asks=(NOTE,)),
                verb("withdraw", lazy("Không đến"), "asked", "withdrawn", asks=(REASON,)),
            ),
        ),
        opening=(ask("from_org", lazy("Tổ chức đảng nơi cư trú chính thức")), *COMING),
        papers="papers.temporary",
        deadlines=(Deadline("back", lazy("Hết hạn sinh hoạt tạm thời"), "", "until", ("away",)),),
    )
)  # fmt: skip
