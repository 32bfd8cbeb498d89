"""Admission: from a prospect of the cell to the ceremony (domain guide §2.2, §2.3; forms KNĐ)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.core.periods import add_months, full_years
from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import NOTE, PLACE, REASON, at_cell, considered, is_outsider, not_after
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Procedure, Workflow, ask, procedure, verb

STATES = {
    "prospect": lazy("quần chúng ưu tú"),
    "sympathiser": lazy("cảm tình Đảng"),
    "learned": lazy("đã học lớp nhận thức về Đảng"),
    "asked": lazy("chi bộ đã xin phép làm thủ tục"),
    "applicant": lazy("đang làm thủ tục"),
    "vetting": lazy("đang thẩm tra lý lịch"),
    "vetted": lazy("đã thẩm tra lý lịch"),
    "resolved": lazy("chi bộ đã ra nghị quyết"),
    "submitted": lazy("đảng ủy đã ra nghị quyết"),
    "decided": lazy("đã có quyết định, chưa làm lễ"),
    "celebrated": lazy("đã kết nạp"),
    "refused": lazy("không được chi bộ hoặc cấp ủy thông qua"),
    "cancelled": lazy("quyết định hết hiệu lực, chưa làm lễ"),
    "withdrawn": lazy("thôi làm thủ tục"),
}
ONGOING = "prospect sympathiser learned asked applicant vetting vetted resolved submitted"


def age(case: Case, taken: Taken) -> Iterator[Problem]:
    """Full years on the day the cell considers the case, by the rule of that day."""
    birth = case.person.birth
    if birth is None:
        yield Problem("on", _("Chưa có ngày sinh của người này; hãy bổ sung trước khi chi bộ xét."))
        return
    years = full_years(birth, taken.on)
    least, most = case.value("admission.min_age", taken.on), case.value("admission.max_age", taken.on)
    if years < least:
        yield Problem(
            "on", _("Ngày %(day)s mới %(years)d tuổi; phải đủ %(least)d tuổi.") % {"day": vn_day(taken.on), "years": years, "least": least}
        )
    if years >= most and not taken.data.get("over_age_consent"):
        message = _("Đã %(years)d tuổi, quá %(most)d; phải ghi văn bản đồng ý của cấp ủy trực thuộc Trung ương.")
        yield Problem("over_age_consent", message % {"years": years, "most": most})


def class_still_valid(case: Case, taken: Taken) -> Iterator[Problem]:
    """The certificate of the awareness class must still be good when the cell considers the case."""
    learned = case.date("class_on")
    months = case.value("admission.awareness_valid_months", taken.on)
    if learned and add_months(learned, months) < taken.on:
        message = _("Giấy chứng nhận học lớp nhận thức ngày %(day)s đã quá %(months)d tháng; phải học lại rồi ghi lại bước “%(step)s”.")
        yield Problem("on", message % {"day": vn_day(learned), "months": months, "step": _("Đã học lớp nhận thức")})


def asked_at_home(case: Case) -> dt.date | None:
    """The day the vetting was asked for, where all places are in the country."""
    return None if case.data.get("vetting_abroad") else case.day("apply")


def asked_abroad(case: Case) -> dt.date | None:
    """The day the vetting was asked for, where a place abroad is among them."""
    return case.day("apply") if case.data.get("vetting_abroad") else None


def ceremony_from(case: Case) -> dt.date | None:
    """The ceremony's time runs from the receipt of the decision, and since 208-QĐ/TW from its issue (domain guide §2.3)."""
    noted = case.day("decide")
    if noted is None:
        return None
    signed = case.data.get("decision", {}).get("date")
    issued = dt.date.fromisoformat(signed) if signed else noted
    if case.rule("admission.ceremony", issued).counted_from == "issue":
        return issued
    return case.date("received_on") or noted


def admitted(case: Case, taken: Taken) -> list[Line]:
    """The ceremony makes the member; the decision, from which Party age runs, goes with the entry."""
    decision = case.data.get("decision", {})
    told = {name: decision[name] for name in ("number", "date", "issuer") if decision.get(name)}
    return [{"kind": "admitted", "person": case.person.code, "org": case.place.code, "decision": told}]


MOVES = (
    # verb            title                                   from            to            if the vote fails
    verb("enlist", lazy("Chi bộ ghi vào danh sách cảm tình Đảng"), "prospect", "sympathiser",
         asks=(ask("mentor", lazy("Đảng viên được phân công giúp đỡ"), "person"), NOTE)),
    verb("learn", lazy("Đã học lớp nhận thức về Đảng"), "sympathiser learned asked applicant vetting vetted", "learned",
         asks=(ask("class_on", lazy("Ngày cấp giấy chứng nhận"), "day"), ask("certificate", lazy("Số giấy chứng nhận"), required=False))),
    verb("request", lazy("Chi bộ xin phép làm thủ tục (5-TN)"), "learned", "asked"),
    verb("permit", lazy("Đảng ủy cho làm thủ tục (6-TN)"), "asked", "applicant", right=DECIDE),
    verb("apply", lazy("Nộp đơn và lý lịch, gửi thẩm tra"), "applicant", "vetting",
         asks=(ask("introducers", lazy("Đảng viên giới thiệu"), "people"), ask("vetting_places", lazy("Nơi được gửi thẩm tra"), "long"),
               ask("vetting_abroad", lazy("Có thẩm tra ở nước ngoài"), "yes", required=False)), papers=("1-KNĐ", "2-KNĐ")),
    verb("vet", lazy("Đã thẩm tra xong lý lịch"), "vetting", "vetted", asks=(ask("vetting_result", lazy("Kết quả thẩm tra"), "long"),)),
    verb("resolve", lazy("Chi bộ biểu quyết, ra nghị quyết (6-KNĐ)"), "vetted", "resolved", "refused", vote="admission.cell",
         asks=(ask("over_age_consent", lazy("Văn bản đồng ý kết nạp người quá tuổi"), required=False), NOTE),
         guards=(age, class_still_valid), papers=("3-KNĐ",)),
    verb("submit", lazy("Đảng ủy biểu quyết, ra nghị quyết đề nghị (8-KNĐ)"), "resolved", "submitted", "refused", right=DECIDE,
         vote="admission.committee", effect=considered, always=True, effects=("dossier_considered",), papers=("6-KNĐ",)),
    verb("decide", lazy("Có quyết định kết nạp (9-KNĐ)"), "submitted", "decided", right=DECIDE, decides="QĐ",
         asks=(ask("received_on", lazy("Ngày chi bộ nhận quyết định"), "day", required=False),), guards=(not_after,)),
    verb("celebrate", lazy("Chi bộ làm lễ kết nạp"), "decided", "celebrated", effect=admitted, effects=("admitted",),
         asks=(ask("mentor", lazy("Đảng viên chính thức giúp đỡ thời gian dự bị"), "person", required=False), PLACE)),
    verb("refuse", lazy("Cấp có thẩm quyền không chấp nhận"), "asked submitted", "refused", right=DECIDE, asks=(REASON,)),
    verb("cancel", lazy("Hủy quyết định chưa làm lễ"), "decided", "cancelled", right=DECIDE, asks=(REASON,)),
    verb("withdraw", lazy("Thôi làm thủ tục"), ONGOING, "withdrawn", asks=(REASON,)),
)  # fmt: skip

procedure(
    Procedure(
        code="admission",
        title=lazy("Kết nạp đảng viên"),
        about=lazy("Từ quần chúng ưu tú đến lễ kết nạp: bồi dưỡng, thẩm tra, biểu quyết, quyết định."),
        subject="prospect",
        workflow=Workflow(STATES, "prospect", ("celebrated", "refused", "cancelled", "withdrawn"), MOVES),
        opening=(ask("introduced_by", lazy("Tổ chức giới thiệu (Đoàn Thanh niên, Công đoàn…)"), required=False), NOTE),
        opens=(is_outsider, at_cell),
        papers="papers.admission",
        deadlines=(
            Deadline("vetting", lazy("Nơi được hỏi trả lời thẩm tra"), "admission.vetting_reply_home", asked_at_home, ("vetting",)),
            Deadline(
                "vetting_abroad", lazy("Nơi ở nước ngoài trả lời thẩm tra"), "admission.vetting_reply_abroad", asked_abroad, ("vetting",)
            ),
            Deadline("to_committee", lazy("Chi bộ gửi hồ sơ lên đảng ủy"), "admission.cell_to_committee", "resolve", ("resolved",)),
            Deadline("committee", lazy("Đảng ủy ra nghị quyết"), "admission.committee_resolution", "resolve", ("resolved",)),
            Deadline("decision", lazy("Cấp có thẩm quyền ra quyết định"), "admission.decision", "resolve", ("resolved", "submitted")),
            Deadline("ceremony", lazy("Chi bộ làm lễ kết nạp"), "admission.ceremony", ceremony_from, ("decided",)),
        ),
    )
)
