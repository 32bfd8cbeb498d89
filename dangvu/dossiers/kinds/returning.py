"""Coming back: re-admission after time outside, and restoration of who was wronged (domain guide §2.9)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.core.periods import add_months
from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.admission import ceremony_from
from dangvu.dossiers.kinds.asks import NOTE, REASON, about, at_cell, considered, is_outsider, not_after
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Procedure, Workflow, ask, procedure, verb
from dangvu.dossiers.life import REMOVED


def removed(case: Case, taken: Taken) -> Iterator[Problem]:
    """Only who was a member and was removed comes back this way."""
    yield from is_outsider(case, taken)
    if case.standing.left not in REMOVED and not taken.data.get("left_on"):
        yield Problem("left_on", _("Trong sổ người này chưa từng ra khỏi Đảng; nếu ra ở nơi khác, hãy ghi ngày ra khỏi Đảng."))


def long_outside(case: Case, taken: Taken) -> Iterator[Problem]:
    """So many months outside before the cell considers it."""
    key = "readmission.months_out_after_sentence" if case.data.get("sentenced") else "readmission.months_out"
    left = case.date("left_on") or case.standing.left_on
    earliest = add_months(left, case.value(key, taken.on))
    if taken.on < earliest:
        yield Problem("on", _("Chưa đủ thời gian ở ngoài Đảng; sớm nhất ngày %(day)s.") % {"day": vn_day(earliest)})


def once(case: Case, taken: Taken) -> Iterator[Problem]:
    """Re-admission is once only; who asked to leave comes back only in special hardship."""
    times = sum(event.kind == "readmitted" for event in case.life)
    if times >= case.value("readmission.times", taken.on):
        yield Problem("person", _("Người này đã được kết nạp lại một lần; không kết nạp lại lần nữa."))
    if case.standing.left == "left_voluntarily" and not taken.data.get("hardship"):
        yield Problem("hardship", _("Người tự xin ra chỉ được xét khi gia đình đặc biệt khó khăn; hãy ghi rõ."))


def readmitted(case: Case, taken: Taken) -> list[Line]:
    decision = case.data.get("decision", {})
    told = {name: decision[name] for name in ("number", "date", "issuer") if decision.get(name)}
    return about(case, "readmitted", org=case.place.code, decision=told)


def restored(case: Case, taken: Taken) -> list[Line]:
    return about(case, "restored", org=taken.data.get("cell"))


procedure(
    Procedure(
        code="readmission",
        title=lazy("Kết nạp lại"),
        about=lazy("Sau ít nhất 36 tháng ở ngoài Đảng, một lần, có văn bản đồng ý của tỉnh ủy, thành ủy; dự bị lại."),
        subject="former",
        workflow=Workflow(
            {
                "asked": lazy("đã có đơn"),
                "vetted": lazy("đã thẩm tra lý lịch"),
                "resolved": lazy("chi bộ đã ra nghị quyết"),
                "submitted": lazy("đảng ủy đã ra nghị quyết"),
                "agreed": lazy("cấp tỉnh đã đồng ý"),
                "decided": lazy("đã có quyết định, chưa làm lễ"),
                "celebrated": lazy("đã kết nạp lại"),
                "refused": lazy("không được chấp nhận"),
                "withdrawn": lazy("thôi xin"),
            },
            "asked",
            ("celebrated", "refused", "withdrawn"),
            (
                verb("vet", lazy("Đã thẩm tra lý lịch"), "asked", "vetted", asks=(ask("vetting_result", lazy("Kết quả thẩm tra"), "long"),)),
                verb("resolve", lazy("Chi bộ biểu quyết"), "vetted", "resolved", "refused", vote="admission.cell", guards=(long_outside, once),
                     asks=(ask("hardship", lazy("Gia đình đặc biệt khó khăn"), required=False),), papers=("1B-KNĐ",)),
                verb("submit", lazy("Đảng ủy biểu quyết"), "resolved", "submitted", "refused", right=DECIDE, vote="admission.committee",
                     effect=considered, always=True, effects=("dossier_considered",)),
                verb("agree", lazy("Ban thường vụ cấp tỉnh đồng ý"), "submitted", "agreed", right=DECIDE, papers=("ĐY-TU",), asks=(NOTE,)),
                verb("decide", lazy("Có quyết định kết nạp lại"), "agreed", "decided", right=DECIDE, decides="QĐ", guards=(not_after,)),
                verb("celebrate", lazy("Chi bộ làm lễ"), "decided", "celebrated", effect=readmitted, effects=("readmitted",)),
                verb("refuse", lazy("Không được chấp nhận"), "submitted agreed decided", "refused", right=DECIDE, asks=(REASON,)),
                verb("withdraw", lazy("Thôi xin"), "asked vetted resolved", "withdrawn", asks=(REASON,)),
            ),
        ),
        opening=(ask("left_on", lazy("Ngày ra khỏi Đảng (nếu sổ chưa có)"), "day", required=False),
                 ask("sentenced", lazy("Từng bị kết án về tội ít nghiêm trọng, đã xóa án tích"), "yes", required=False)),
        opens=(removed, at_cell),
        papers="papers.readmission",
        deadlines=(
            Deadline("decision", lazy("Cấp có thẩm quyền ra quyết định"), "admission.decision", "resolve", ("resolved", "submitted", "agreed")),
            Deadline("ceremony", lazy("Chi bộ làm lễ kết nạp"), "admission.ceremony", ceremony_from, ("decided",)),
        ),
    )
)  # fmt: skip

procedure(
    Procedure(
        code="restoration",
        title=lazy("Phục hồi đảng tịch"),
        about=lazy("Người bị xử lý oan, sai: trở lại như chưa từng ra; tuổi Đảng liên tục."),
        subject="former",
        workflow=Workflow(
            {"asked": lazy("đang giải quyết"), "restored": lazy("đã phục hồi"), "refused": lazy("giữ nguyên")},
            "asked",
            ("restored", "refused"),
            (
                verb("restore", lazy("Có quyết định phục hồi"), "asked", "restored", right=DECIDE, decides="QĐ", effect=restored, effects=("restored",),
                     asks=(ask("cell", lazy("Chi bộ (nếu khác chi bộ cũ)"), "cell", required=False),), guards=(not_after,)),
                verb("refuse", lazy("Giữ nguyên"), "asked", "refused", right=DECIDE, asks=(REASON,)),
            ),
        ),
        opening=(REASON,),
        opens=(removed,),
        papers="papers.restoration",
        deadlines=(Deadline("answer", lazy("Trả lời khiếu nại"), "complaint.answer", "opened", ("asked",)),),
    )
)  # fmt: skip
