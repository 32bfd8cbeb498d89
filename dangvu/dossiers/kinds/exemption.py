"""The two kinds of exemption: for age or health, decided by the cell; for other reasons, limited, decided by the committee (§2.7)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.kinds.asks import NOTE, REASON, about, is_member
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Procedure, Workflow, ask, procedure, verb


def exempted_for_age(case: Case, taken: Taken) -> list[Line]:
    return about(case, "exempted", type="age_or_health")


def exempted_for_a_time(case: Case, taken: Taken) -> list[Line]:
    return about(case, "exempted", type="other", until=case.data["until"])


def ended(case: Case, taken: Taken) -> list[Line]:
    return about(case, "exemption_ended")


STATES = {
    "asked": lazy("đã có đơn"),
    "exempt": lazy("đang được miễn"),
    "ended": lazy("đã trở lại sinh hoạt"),
    "refused": lazy("không được miễn"),
}
ENDS = ("ended", "refused")

procedure(
    Procedure(
        code="exemption_health",
        title=lazy("Miễn sinh hoạt vì tuổi cao, sức yếu"),
        about=lazy("Chi bộ quyết định và báo cáo cấp trên; không thời hạn, trở lại khi có đề nghị."),
        subject="member",
        workflow=Workflow(
            STATES,
            "asked",
            ENDS,
            (
                verb("grant", lazy("Chi bộ quyết định cho miễn"), "asked", "exempt", asks=(NOTE,), effect=exempted_for_age, effects=("exempted",),
                     papers=("1-MSHĐ",)),
                verb("refuse", lazy("Chi bộ không đồng ý"), "asked", "refused", asks=(REASON,)),
                verb("end", lazy("Trở lại sinh hoạt"), "exempt", "ended", effect=ended, effects=("exemption_ended",), asks=(NOTE,)),
            ),
        ),
        opening=(ask("reason", lazy("Lý do (tuổi, bệnh)"), "long"),),
        opens=(is_member,),
        papers="papers.exemption",
    )
)  # fmt: skip

procedure(
    Procedure(
        code="exemption_limited",
        title=lazy("Miễn sinh hoạt có thời hạn"),
        about=lazy("Việc lưu động, đi nước ngoài, thai sản, chờ nghỉ hưu…: chi bộ đề nghị, đảng ủy quyết định."),
        subject="member",
        workflow=Workflow(
            {**STATES, "proposed": lazy("chi bộ đã đề nghị")},
            "asked",
            ENDS,
            (
                verb("propose", lazy("Chi bộ đề nghị"), "asked", "proposed", asks=(NOTE,), papers=("1-MSHĐ",)),
                verb("grant", lazy("Đảng ủy quyết định cho miễn"), "proposed", "exempt", right=DECIDE, effect=exempted_for_a_time,
                     effects=("exempted",)),
                verb("refuse", lazy("Không được miễn"), "asked proposed", "refused", right=DECIDE, asks=(REASON,)),
                verb("end", lazy("Trở lại sinh hoạt"), "exempt", "ended", effect=ended, effects=("exemption_ended",), asks=(NOTE,)),
            ),
        ),
        opening=(ask("reason", lazy("Lý do"), "long"), ask("until", lazy("Miễn đến ngày"), "coming")),
        opens=(is_member,),
        papers="papers.exemption",
        deadlines=(Deadline("back", lazy("Hết thời hạn miễn sinh hoạt"), "", "until", ("exempt",)),),
    )
)  # fmt: skip
