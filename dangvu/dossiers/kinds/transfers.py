"""Official transfers out, in and inside the book (domain guide §2.6): the letter's way, and the member in transit."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import CELL, NOTE, REASON, about, is_member, is_outsider
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Procedure, Workflow, ask, procedure, verb
from dangvu.dossiers.models import Dossier

LETTER = ask("letter", lazy("Số giấy giới thiệu"), required=False)
CARRIER = ask(
    "carrier", lazy("Ai giữ hồ sơ niêm phong"), "choice", required=False,
    choices=(("member", lazy("đảng viên mang theo")), ("post", lazy("gửi theo đường công văn")), ("store", lazy("còn ở kho"))),
)  # fmt: skip


def free_to_go(case: Case, taken: Taken) -> Iterator[Problem]:
    """No transfer while under inspection or while a complaint or denunciation is handled (294)."""
    if taken.data.get("under_inspection"):
        yield Problem("under_inspection", _("Đang bị kiểm tra hoặc đang giải quyết khiếu nại, tố cáo thì chưa chuyển sinh hoạt."))
    for other in Dossier.objects.filter(kind__in=("inspection", "petition"), open=True):
        if case.person.code in (other.data.get("about_person"), *other.data.get("target_people", ())):
            message = _("Hồ sơ %(ref)s về người này đang giải quyết; hãy chờ xong rồi mới chuyển sinh hoạt.")
            yield Problem("under_inspection", message % {"ref": other.ref})


def introduced(case: Case, taken: Taken) -> list[Line]:
    """The sender cuts its stock when it introduces the member."""
    return about(case, "transferred_out", to=case.data.get("to"))


def received(case: Case, taken: Taken) -> list[Line]:
    """The receiver adds to its stock when it takes the member in."""
    return about(case, "transferred_in", org=taken.data["cell"], status=case.data["status"], **{"from": case.data.get("from_org")})


def moved(case: Case, taken: Taken) -> list[Line]:
    """From cell to cell of the book, on the day the new cell takes the member in."""
    return about(case, "transferred", org=case.data["to_cell"])


def back(case: Case, taken: Taken) -> list[Line]:
    """The letter never arrived and the member is still here: taken in again where he or she was."""
    tail = {"org": case.place.code, "status": case.standing.last_status, "from": case.data.get("to")}
    return about(case, "transferred_in", **tail)


UNDER_INSPECTION = ask("under_inspection", lazy("Đang bị kiểm tra, khiếu nại, tố cáo"), "yes", required=False)

procedure(
    Procedure(
        code="transfer_out",
        title=lazy("Chuyển sinh hoạt chính thức đi"),
        about=lazy("Giấy giới thiệu 10 ô: nơi đi trừ khi giới thiệu, nơi đến cộng khi tiếp nhận."),
        subject="member",
        workflow=Workflow(
            {
                "asked": lazy("đã có đơn hoặc quyết định"),
                "agreed": lazy("chi bộ đã giới thiệu (ô 1)"),
                "in_transit": lazy("đã giới thiệu đi, chưa có tin nơi đến"),
                "arrived": lazy("nơi đến đã tiếp nhận"),
                "lost": lazy("quá hạn không nộp giấy, nơi nhận đã xóa tên"),
                "returned": lazy("không chuyển nữa, trở lại chi bộ cũ"),
                "withdrawn": lazy("thôi chuyển"),
            },
            "asked",
            ("arrived", "lost", "returned", "withdrawn"),
            (
                verb("agree", lazy("Chi bộ giới thiệu, kiểm tra tự kiểm điểm"), "asked", "agreed", asks=(UNDER_INSPECTION, NOTE),
                     guards=(free_to_go,), papers=("TKĐ",)),
                verb("introduce", lazy("Cấp ủy ký giấy giới thiệu"), "agreed", "in_transit", right=DECIDE, asks=(LETTER, CARRIER),
                     effect=introduced, effects=("transferred_out",)),
                verb("arrive", lazy("Nơi đến báo đã tiếp nhận"), "in_transit", "arrived", asks=(NOTE,)),
                verb("lose", lazy("Nơi nhận báo đã xóa tên vì không nộp giấy"), "in_transit", "lost", asks=(REASON,)),
                verb("return", lazy("Trở lại chi bộ cũ"), "in_transit", "returned", right=DECIDE, asks=(REASON,), effect=back,
                     effects=("transferred_in",)),
                verb("withdraw", lazy("Thôi chuyển"), "asked agreed", "withdrawn", asks=(REASON,)),
            ),
        ),
        opening=(ask("to", lazy("Tổ chức đảng nơi đến")), ask("decided_on", lazy("Ngày quyết định hoặc đổi nơi cư trú"), "day", required=False)),
        opens=(is_member,),
        papers="papers.transfer_out",
        deadlines=(
            Deadline("start", lazy("Làm thủ tục chuyển"), "transfer.start", "decided_on", ("asked", "agreed")),
            Deadline("show", lazy("Trình giấy giới thiệu ở nơi đến"), "transfer.show_letter", "introduce", ("in_transit",)),
            Deadline("lost", lazy("Báo động: quá ba tháng chưa có tin nơi đến"), "transfer.not_handed_in", "introduce", ("in_transit",)),
        ),
    )
)  # fmt: skip

procedure(
    Procedure(
        code="transfer_in",
        title=lazy("Chuyển sinh hoạt chính thức đến"),
        about=lazy("Tiếp nhận đảng viên từ ngoài sổ: xem giấy, xem hồ sơ, đưa về chi bộ."),
        subject="person",
        workflow=Workflow(
            {
                "announced": lazy("đã có phiếu báo hoặc giấy giới thiệu"),
                "checked": lazy("đã xem giấy và hồ sơ"),
                "received": lazy("chi bộ đã tiếp nhận"),
                "sent_back": lazy("trả lại nơi giới thiệu"),
            },
            "announced",
            ("received", "sent_back"),
            (
                verb("check", lazy("Cấp ủy xem giấy giới thiệu và hồ sơ"), "announced", "checked", right=DECIDE, papers=("GGT-10",), asks=(NOTE,)),
                verb("receive", lazy("Chi bộ tiếp nhận"), "checked", "received", asks=(CELL,), effect=received, effects=("transferred_in",)),
                verb("send_back", lazy("Trả lại nơi giới thiệu"), "announced checked", "sent_back", right=DECIDE, asks=(REASON,)),
            ),
        ),
        opening=(
            ask("from_org", lazy("Tổ chức đảng nơi đi")),
            ask("status", lazy("Là đảng viên"), "choice", choices=(("official", lazy("chính thức")), ("probationary", lazy("dự bị")))),
            ask("introduced_on", lazy("Ngày nơi đi giới thiệu"), "day"),
        ),
        opens=(is_outsider,),
        papers="papers.transfer_in",
        deadlines=(
            Deadline("show", lazy("Nộp giấy giới thiệu"), "transfer.show_letter", "introduced_on", ("announced",)),
            Deadline("lost", lazy("Báo động: quá ba tháng chưa nộp giấy"), "transfer.not_handed_in", "introduced_on", ("announced",)),
        ),
    )
)  # fmt: skip

procedure(
    Procedure(
        code="transfer_inside",
        title=lazy("Chuyển sinh hoạt trong đảng bộ"),
        about=lazy("Giấy giới thiệu 7 ô: từ chi bộ này sang chi bộ khác của cùng cuốn sổ."),
        subject="member",
        workflow=Workflow(
            {
                "asked": lazy("đã đề nghị"),
                "introduced": lazy("đã giới thiệu, chờ chi bộ mới"),
                "moved": lazy("chi bộ mới đã tiếp nhận"),
                "withdrawn": lazy("thôi chuyển"),
            },
            "asked",
            ("moved", "withdrawn"),
            (
                verb("introduce", lazy("Đảng ủy ký giấy giới thiệu"), "asked", "introduced", right=DECIDE, asks=(LETTER, UNDER_INSPECTION),
                     guards=(free_to_go,)),
                verb("receive", lazy("Chi bộ mới tiếp nhận"), "introduced", "moved", effect=moved, effects=("transferred",)),
                verb("withdraw", lazy("Thôi chuyển"), "asked introduced", "withdrawn", asks=(REASON,)),
            ),
        ),
        opening=(ask("to_cell", lazy("Chi bộ chuyển đến"), "cell"), NOTE),
        opens=(is_member,),
        papers="papers.transfer_inside",
        deadlines=(Deadline("show", lazy("Trình giấy với chi bộ mới"), "transfer.show_letter", "introduce", ("introduced",)),),
    )
)  # fmt: skip
