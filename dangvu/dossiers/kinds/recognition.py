"""Official recognition: effective exactly twelve months after the ceremony, however late the votes (domain guide §2.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.core.periods import add_months
from dangvu.dossiers import life
from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import NOTE, REASON, considered, not_after
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Procedure, Workflow, ask, procedure, verb

STATES = {
    "preparing": lazy("đang chuẩn bị hồ sơ"),
    "failed": lazy("chi bộ chưa thông qua, sẽ xét lại"),
    "resolved": lazy("chi bộ đã ra nghị quyết"),
    "submitted": lazy("đảng ủy đã ra nghị quyết"),
    "recognised": lazy("đã công nhận chính thức"),
    "struck_off": lazy("xóa tên, không đủ tư cách"),
    "referred": lazy("đã báo cáo cấp trên sau ba lần không đạt"),
    "closed": lazy("thôi xét (chuyển đi, từ trần…)"),
}


def probationary(case: Case, taken: Taken) -> Iterator[Problem]:
    """Only a probationary member can be recognised."""
    if case.standing.status != "probationary":
        yield Problem("person", _("Người này không phải đảng viên dự bị; hãy chọn lại người."))


def probation_over(case: Case, taken: Taken) -> Iterator[Problem]:
    """The cell reviews after the last month of probation, not before."""
    end = probation_end(case)
    if end is not None and taken.on < end:
        yield Problem("on", _("Hết thời gian dự bị ngày %(day)s; chi bộ chỉ xét từ ngày đó.") % {"day": vn_day(end)})


def probation_end(case: Case) -> dt.date | None:
    """The day the probation ends and recognition takes effect, None when the ceremony is not in the book."""
    ceremony = life.ceremony(case.life) or case.date("ceremony_on")
    return add_months(ceremony, case.value("recognition.probation_months", ceremony)) if ceremony else None


def known_ceremony(case: Case, taken: Taken) -> Iterator[Problem]:
    """Without the day of the ceremony there is no day on which recognition takes effect."""
    if life.ceremony(case.life) is None and not taken.data.get("ceremony_on"):
        yield Problem("ceremony_on", _("Trong sổ chưa có ngày kết nạp của người này; hãy ghi ngày làm lễ kết nạp."))


def recognised(case: Case, taken: Taken) -> list[Line]:
    """In force on the day the probation ended, whenever it was decided."""
    end = probation_end(case)
    assert end is not None
    return [{"kind": "recognised", "person": case.person.code, "on": end.isoformat()}]


def struck_off(case: Case, taken: Taken) -> list[Line]:
    """Not fit: struck off, not expelled."""
    return [{"kind": "struck_off", "person": case.person.code}]


def failed_often(case: Case, taken: Taken) -> Iterator[Problem]:
    """To report upward is for who failed as often as the rule says."""
    often = case.value("recognition.failed_votes", taken.on)
    failed = sum(step.verb == "resolve" and step.target == "failed" for step in case.steps)
    if failed < often:
        yield Problem(
            "verb",
            _("Mới %(failed)d lần biểu quyết không đạt; đủ %(often)d lần mới báo cáo cấp trên.") % {"failed": failed, "often": often},
        )


MOVES = (
    verb("learn", lazy("Đã học lớp đảng viên mới"), "preparing", "preparing",
         asks=(ask("class_on", lazy("Ngày cấp giấy chứng nhận"), "day"), ask("certificate", lazy("Số giấy chứng nhận"), required=False))),
    verb("resolve", lazy("Chi bộ biểu quyết, ra nghị quyết (13-KNĐ)"), "preparing failed", "resolved", "failed", vote="recognition.cell",
         asks=(NOTE,), guards=(probation_over,), papers=("10-KNĐ", "11-KNĐ")),
    verb("submit", lazy("Đảng ủy biểu quyết, ra nghị quyết (15-KNĐ)"), "resolved", "submitted", "failed", right=DECIDE,
         vote="recognition.committee", effect=considered, always=True, effects=("dossier_considered",), papers=("13-KNĐ",)),
    verb("decide", lazy("Có quyết định công nhận (16-KNĐ)"), "submitted", "recognised", right=DECIDE, decides="QĐ",
         effect=recognised, effects=("recognised",), guards=(not_after,)),
    verb("refer", lazy("Báo cáo cấp trên sau các lần không đạt"), "failed", "referred", right=DECIDE, asks=(REASON,), guards=(failed_often,)),
    verb("strike_off", lazy("Xóa tên: không đủ tư cách"), "referred failed", "struck_off", right=DECIDE, decides="QĐ", asks=(REASON,),
         effect=struck_off, effects=("struck_off",), guards=(not_after,)),
    verb("close", lazy("Thôi xét"), "preparing failed resolved submitted referred", "closed", asks=(REASON,)),
)  # fmt: skip

procedure(
    Procedure(
        code="official_recognition",
        title=lazy("Công nhận đảng viên chính thức"),
        about=lazy("Hết 12 tháng dự bị; có hiệu lực đúng 12 tháng sau ngày kết nạp dù xét muộn."),
        subject="member",
        workflow=Workflow(STATES, "preparing", ("recognised", "struck_off", "closed"), MOVES),
        opening=(ask("ceremony_on", lazy("Ngày kết nạp (nếu sổ chưa có)"), "day", required=False), NOTE),
        opens=(probationary, known_ceremony),
        papers="papers.recognition",
        deadlines=(
            Deadline("review", lazy("Chi bộ xét công nhận"), "recognition.cell_review", probation_end, ("preparing", "failed")),
            Deadline("decision", lazy("Cấp có thẩm quyền ra quyết định"), "recognition.decision", "resolve", ("resolved", "submitted")),
        ),
    )
)
