"""Leaving: struck off, let go, expelled without the disciplinary procedure, died, admission annulled (domain guide §2.3, §2.9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import NOTE, REASON, about, is_member, not_after
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Procedure, Words, Workflow, ask, procedure, verb


def leaves(kind: str) -> Callable[[Case, Taken], list[Line]]:
    """The effect of an exit."""

    def effect(case: Case, taken: Taken) -> list[Line]:
        return about(case, kind)

    return effect


def no_breach(case: Case, taken: Taken) -> Iterator[Problem]:
    """Who broke a rule is disciplined first, then may ask."""
    if taken.data.get("breach"):
        yield Problem("breach", _("Đang có vi phạm thì xử lý kỷ luật trước, rồi mới xét cho ra."))


def asked_often(case: Case, taken: Taken) -> Iterator[Problem]:
    """Who does not come is asked for a self-review as often as the rule says, and only then judged in absence."""
    times = case.value("strike_off.asked_times", taken.on)
    if not taken.data.get("present_in_person") and int(taken.data.get("asked_times", 0)) < times:
        message = _("Người vắng mặt phải được yêu cầu kiểm điểm %(times)d lần trước khi chi bộ xét; hãy ghi số lần.")
        yield Problem("asked_times", message % {"times": times})


STATES = {
    "opened": lazy("đang xem xét"),
    "voted": lazy("chi bộ đã biểu quyết"),
    "submitted": lazy("đảng ủy đã biểu quyết"),
    "not_passed": lazy("biểu quyết không đạt"),
    "done": lazy("đã có quyết định"),
    "appealed": lazy("đang giải quyết khiếu nại"),
    "confirmed": lazy("giữ nguyên quyết định"),
    "restored": lazy("đã phục hồi đảng tịch"),
    "dropped": lazy("không thực hiện"),
}
PRESENCE = (
    ask("present_in_person", lazy("Có mặt tự kiểm điểm"), "yes", required=False),
    ask("asked_times", lazy("Số lần đã yêu cầu kiểm điểm"), "whole", required=False),
)


def exit_by_vote(
    code: str, title: Words, told: Words, kind: str, matter: str, guards: tuple[object, ...], asks: tuple[object, ...]
) -> None:
    """Strike-off and voluntary exit go the same way: cell, committee, decision, and a complaint afterwards."""
    procedure(
        Procedure(
            code=code,
            title=title,
            about=told,
            subject="member",
            workflow=Workflow(
                STATES,
                "opened",
                ("confirmed", "restored", "dropped"),
                (
                    verb("vote", lazy("Chi bộ biểu quyết"), "opened not_passed", "voted", "not_passed", vote=f"{matter}.cell", guards=guards, asks=asks),
                    verb("submit", lazy("Đảng ủy biểu quyết đề nghị"), "voted", "submitted", "not_passed", right=DECIDE, vote=f"{matter}.committee"),
                    verb("decide", lazy("Có quyết định"), "submitted", "done", right=DECIDE, decides="QĐ", effect=leaves(kind), effects=(kind,),
                         guards=(not_after,)),
                    verb("appeal", lazy("Khiếu nại"), "done", "appealed", asks=(REASON,)),
                    verb("confirm", lazy("Khép hồ sơ: không khiếu nại hoặc giữ nguyên"), "done appealed", "confirmed", asks=(NOTE,)),
                    verb("restore", lazy("Phục hồi đảng tịch"), "appealed", "restored", right=DECIDE, decides="QĐ", asks=(REASON,),
                         effect=leaves("restored"), effects=("restored",)),
                    verb("drop", lazy("Thôi xem xét"), "opened voted submitted not_passed", "dropped", asks=(REASON,)),
                ),
            ),
            opening=(REASON,),
            opens=(is_member,),
            papers="papers.leaving",
            deadlines=(
                Deadline("appeal", lazy("Hết thời hạn khiếu nại"), "complaint.strike_off", "decide", ("done",)),
                Deadline("answer", lazy("Trả lời khiếu nại"), "complaint.answer", "appeal", ("appealed",)),
                Deadline("dossier", lazy("Nộp hồ sơ lên cấp trên"), "dossier.to_superior", "decide", ("done",)),
            ),
        )
    )  # fmt: skip


exit_by_vote(
    "strike_off", lazy("Xóa tên đảng viên"), lazy("Bỏ sinh hoạt, không đóng đảng phí, giảm sút ý chí… (không phải kỷ luật)."), "struck_off",
    "strike_off", (asked_often,), PRESENCE,
)  # fmt: skip
exit_by_vote(
    "voluntary_exit", lazy("Xin ra khỏi Đảng"), lazy("Đảng viên tự nguyện xin ra; có vi phạm thì kỷ luật trước."), "left_voluntarily",
    "voluntary_exit", (no_breach,), (ask("breach", lazy("Đang có vi phạm"), "yes", required=False),),
)  # fmt: skip

procedure(
    Procedure(
        code="expulsion",
        title=lazy("Khai trừ không qua thủ tục kỷ luật"),
        about=lazy("Bị tòa kết án từ cải tạo không giam giữ trở lên: khai trừ; dự bị thì xóa tên."),
        subject="member",
        workflow=Workflow(
            {"opened": lazy("đã có bản án"), "done": lazy("đã khai trừ"), "dropped": lazy("không thực hiện")},
            "opened",
            ("done", "dropped"),
            (
                verb("decide", lazy("Có quyết định khai trừ"), "opened", "done", right=DECIDE, decides="QĐ", effects=("disciplined", "expelled"),
                     effect=lambda case, taken: about(case, "disciplined", form="expulsion") + about(case, "expelled"), guards=(not_after,)),
                verb("drop", lazy("Thôi"), "opened", "dropped", asks=(REASON,)),
            ),
        ),
        opening=(ask("sentence", lazy("Bản án: số, ngày, tòa")), ask("told_on", lazy("Ngày được thông báo"), "day", required=False)),
        opens=(is_member,),
        papers="papers.discipline",
    )
)  # fmt: skip

procedure(
    Procedure(
        code="death",
        title=lazy("Đảng viên từ trần"),
        about=lazy("Ghi ngày từ trần, gửi phiếu báo và hồ sơ lên cấp trên; gia đình giữ thẻ."),
        subject="member",
        workflow=Workflow(
            {"told": lazy("đã được báo tin"), "recorded": lazy("đã ghi từ trần, chờ nộp hồ sơ"), "closed": lazy("đã nộp phiếu báo và hồ sơ"),
             "mistaken": lazy("báo tin nhầm")},
            "told",
            ("closed", "mistaken"),
            (
                verb("record", lazy("Ghi từ trần"), "told", "recorded", asks=(ask("died_on", lazy("Ngày từ trần"), "day"),), effects=("died",),
                     effect=lambda case, taken: about(case, "died", on=taken.data["died_on"])),
                verb("hand_in", lazy("Nộp phiếu báo và hồ sơ"), "recorded", "closed", asks=(NOTE,), papers=("PB-TT", "HSĐV")),
                verb("mistake", lazy("Báo tin nhầm"), "told", "mistaken", asks=(REASON,)),
            ),
        ),
        opens=(is_member,),
        papers="papers.death",
        deadlines=(Deadline("notice", lazy("Nộp phiếu báo và hồ sơ"), "death.notice", "died_on", ("recorded",)),),
    )
)  # fmt: skip

procedure(
    Procedure(
        code="annulment",
        title=lazy("Hủy quyết định kết nạp"),
        about=lazy("Kết nạp sai tiêu chuẩn, điều kiện: hủy quyết định, đưa tên khỏi danh sách."),
        subject="member",
        workflow=Workflow(
            {"opened": lazy("đang xem xét"), "redo": lazy("chỉ sai thủ tục: làm lại bước sai"), "annulled": lazy("đã hủy quyết định"),
             "dropped": lazy("không sai")},
            "opened",
            ("annulled", "dropped"),
            (
                verb("redo", lazy("Chỉ sai thẩm quyền, thủ tục: làm lại"), "opened", "redo", right=DECIDE, asks=(REASON,)),
                verb("annul", lazy("Quyết định hủy"), "opened redo", "annulled", right=DECIDE, decides="QĐ", asks=(REASON,),
                     effect=leaves("admission_annulled"), effects=("admission_annulled",), guards=(not_after,)),
                verb("drop", lazy("Không phải hủy"), "opened redo", "dropped", right=DECIDE, asks=(REASON,)),
            ),
        ),
        opening=(REASON,),
        opens=(is_member,),
    )
)  # fmt: skip
