"""Inspection and supervision from the programme to the follow-up, and petitions from receipt to the answer (domain guide §6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Case, Taken, place_name
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.holdings import officers
from dangvu.dossiers.kinds.asks import NOTE, REASON, not_after
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Overview, Procedure, Workflow, ask, procedure, verb
from dangvu.orgs.access import INSPECT
from dangvu.orgs.models import Person

ROUNDS = (
    ("inspection_thematic", lazy("kiểm tra chuyên đề")),
    ("inspection_on_sign", lazy("kiểm tra khi có dấu hiệu vi phạm")),
    ("inspection_duty", lazy("kiểm tra nhiệm vụ kiểm tra, giám sát, kỷ luật")),
    ("inspection_finance", lazy("kiểm tra tài chính đảng")),
    ("inspection_dues", lazy("kiểm tra thu, nộp đảng phí")),
    ("inspection_periodic", lazy("kiểm tra định kỳ")),
    ("supervision_thematic", lazy("giám sát chuyên đề")),
)
ACTING = (
    ("committee", lazy("cấp ủy")),
    ("standing_committee", lazy("ban thường vụ")),
    ("inspection_commission", lazy("ủy ban kiểm tra")),
    ("cell", lazy("chi bộ")),
    ("advisory_body", lazy("cơ quan tham mưu, giúp việc")),
)
CONCLUSIONS = (
    ("good", lazy("làm tốt")),
    ("shortcomings", lazy("có hạn chế, thiếu sót")),
    ("violation", lazy("có vi phạm")),
    ("liable", lazy("có vi phạm đến mức phải thi hành kỷ luật")),
)
WORDS = dict(CONCLUSIONS)


def somebody(case: Case, taken: Taken) -> Iterator[Problem]:
    """A round has targets; supervision finds no breach by itself."""
    if not case.data.get("target_orgs") and not case.data.get("target_people"):
        yield Problem("target_orgs", _("Hãy chọn ít nhất một tổ chức hoặc đảng viên được kiểm tra, giám sát."))


def among_targets(case: Case, taken: Taken) -> Iterator[Problem]:
    """Who is said to be in breach was a target, and of one grade."""
    for sort in ("orgs", "people"):
        targets, seen = case.data.get(f"target_{sort}", ()), set[str]()
        for grade in ("violation", "liable"):
            for code in taken.data.get(f"{grade}_{sort}", ()):
                if code not in targets or code in seen:
                    message = _("“%(name)s” không phải đối tượng của cuộc này, hoặc đã ghi ở mức khác.")
                    yield Problem(f"{grade}_{sort}", message % {"name": place_name(code) if sort == "orgs" else _person_name(code)})
                seen.add(code)


def _person_name(code: str) -> str:
    return Person.objects.filter(code=code).values_list("name", flat=True).first() or code


def may_be_liable(case: Case, taken: Taken) -> Iterator[Problem]:
    """Supervision ends in a notice, not in discipline: signs of breach are passed on to an inspection (domain guide §6)."""
    liable = taken.data.get("conclusion") == "liable" or any(taken.data.get(f"liable_{sort}") for sort in ("orgs", "people"))
    if case.data["type"].startswith("supervision_") and liable:
        yield Problem("conclusion", _("Giám sát không kết luận đến mức kỷ luật; hãy chuyển sang kiểm tra khi có dấu hiệu vi phạm."))


def owned(case: Case, taken: Taken) -> Iterator[Problem]:
    """A recommendation has its owner and its day."""
    for name, title in (("owner", _("tổ chức thực hiện")), ("due", _("hạn thực hiện"))):
        if taken.data.get("recommendation") and not taken.data.get(name):
            yield Problem(name, _("Kiến nghị phải có %(what)s.") % {"what": title})


def planned(case: Case, taken: Taken) -> list[Line]:
    told = {name: case.data[name] for name in ("type", "acting", "topic")}
    return [{"kind": "round_planned", "org": case.place.code, **told}]


def conclusion_of(told: Mapping[str, Any], sort: str, code: str) -> str:
    """The conclusion on one target: its own where it has one, else the common one."""
    own = (grade for grade in ("liable", "violation") if code in told.get(f"{grade}_{sort}", ()))
    return next(own, str(told.get("conclusion", "")))


def concluded(case: Case, taken: Taken) -> list[Line]:
    """The round with its targets; posts are those held on the day. A recommendation is counted at who made it."""
    known = {**case.data, **taken.data}
    people = known.get("target_people", ())
    posted = officers(people, taken.on)
    targets: list[Line] = [{"org": code, "conclusion": conclusion_of(known, "orgs", code)} for code in known.get("target_orgs", ())]
    targets += [{"person": code, "conclusion": conclusion_of(known, "people", code), "committee_member": code in posted} for code in people]
    told = {name: known[name] for name in ("type", "acting", "topic")}
    lines: list[Line] = [{"kind": "inspection_round", "org": case.place.code, **told, "targets": targets}]
    if taken.data.get("recommendation"):
        more = {"owner": taken.data["owner"], "due": taken.data["due"], "topic": taken.data["recommendation"][:1000]}
        lines.append({"kind": "recommendation", "org": case.place.code, "stage": "made", **more})
    return lines


def carried_out(case: Case, taken: Taken) -> list[Line]:
    return [{"kind": "recommendation", "org": case.place.code, "stage": "carried_out", "owner": case.data["owner"]}]


def recommended(case: Case, taken: Taken) -> Iterator[Problem]:
    if not case.data.get("recommendation"):
        yield Problem("verb", _("Cuộc này không có kiến nghị; hãy kết thúc hồ sơ."))


def nothing_open(case: Case, taken: Taken) -> Iterator[Problem]:
    if case.data.get("recommendation"):
        yield Problem("verb", _("Còn kiến nghị chưa thực hiện xong; hãy ghi kết quả thực hiện kiến nghị."))


def targets_overview(case: Case) -> Overview:
    """Each target with its conclusion."""
    data = case.data
    done = case.day("conclude") is not None
    names = dict(Person.objects.filter(code__in=data.get("target_people", ())).values_list("code", "name"))
    lines = [(place_name(code), _word(case, "orgs", code, done)) for code in data.get("target_orgs", ())]
    lines += [(names.get(code, code), _word(case, "people", code, done)) for code in data.get("target_people", ())]
    return Overview(_("Đối tượng"), tuple(lines))


def _word(case: Case, sort: str, code: str, done: bool) -> str:
    return str(WORDS[conclusion_of(case.data, sort, code)]) if done else _("chưa kết luận")


procedure(
    Procedure(
        code="inspection",
        guard=INSPECT,
        title=lazy("Cuộc kiểm tra, giám sát"),
        about=lazy("Từ chương trình năm đến kết luận và theo dõi kiến nghị; mỗi cuộc có chủ thể, đối tượng, đoàn, văn bản của từng bước."),
        subject="organisation",
        titled="topic",
        workflow=Workflow(
            {
                "proposed": lazy("mới đề xuất"),
                "planned": lazy("trong chương trình"),
                "decided": lazy("đã có quyết định, kế hoạch"),
                "notified": lazy("đã thông báo cho đối tượng"),
                "reported": lazy("đã có báo cáo tự kiểm tra"),
                "verified": lazy("đã thẩm tra, xác minh"),
                "concluded": lazy("đã kết luận, đang theo dõi"),
                "closed": lazy("đã kết thúc"),
                "dropped": lazy("không tiến hành"),
            },
            "proposed",
            ("closed", "dropped"),
            (
                verb("plan", lazy("Đưa vào chương trình kiểm tra, giám sát"), "proposed", "planned", right=DECIDE, decides="CTr", effect=planned,
                     effects=("round_planned",), guards=(not_after,)),
                verb("decide", lazy("Ban hành quyết định, kế hoạch, đề cương"), "proposed planned", "decided", right=DECIDE, decides="QĐ",
                     asks=(ask("team", lazy("Đoàn (người)"), "people", required=False), ask("head", lazy("Trưởng đoàn"))),
                     guards=(somebody, not_after)),
                verb("notify", lazy("Thông báo cho đối tượng"), "decided", "notified", asks=(NOTE,)),
                verb("report", lazy("Nhận báo cáo tự kiểm tra"), "notified", "reported", asks=(NOTE,)),
                verb("verify", lazy("Thẩm tra, xác minh"), "reported", "verified", asks=(ask("findings", lazy("Kết quả thẩm tra"), "long"),)),
                verb("conclude", lazy("Kết luận, thông báo kết quả"), "reported verified", "concluded", right=DECIDE, decides="TB",
                     asks=(ask("conclusion", lazy("Kết luận chung"), "choice", choices=CONCLUSIONS),
                           ask("violation_orgs", lazy("Riêng: tổ chức có vi phạm"), "orgs", required=False),
                           ask("liable_orgs", lazy("Riêng: tổ chức đến mức kỷ luật"), "orgs", required=False),
                           ask("violation_people", lazy("Riêng: đảng viên có vi phạm"), "people", required=False),
                           ask("liable_people", lazy("Riêng: đảng viên đến mức kỷ luật"), "people", required=False),
                           ask("recommendation", lazy("Kiến nghị"), "long", required=False),
                           ask("owner", lazy("Tổ chức thực hiện kiến nghị"), "org", required=False),
                           ask("due", lazy("Hạn thực hiện kiến nghị"), "coming", required=False)),
                     effect=concluded, effects=("inspection_round", "recommendation"),
                     guards=(somebody, among_targets, may_be_liable, owned, not_after)),
                verb("follow", lazy("Kiến nghị đã thực hiện xong"), "concluded", "closed", asks=(ask("evidence", lazy("Kết quả, minh chứng"), "long"),),
                     effect=carried_out, effects=("recommendation",), guards=(recommended,)),
                verb("close", lazy("Kết thúc, lưu hồ sơ"), "concluded", "closed", asks=(NOTE,), guards=(nothing_open,)),
                verb("drop", lazy("Không tiến hành"), "proposed planned decided notified", "dropped", right=DECIDE, asks=(REASON,)),
            ),
        ),
        opening=(
            ask("type", lazy("Loại cuộc"), "choice", choices=ROUNDS),
            ask("acting", lazy("Chủ thể"), "choice", choices=ACTING),
            ask("topic", lazy("Nội dung")),
            ask("planned_for", lazy("Dự kiến tiến hành trước ngày"), "coming", required=False),
            ask("target_orgs", lazy("Tổ chức được kiểm tra, giám sát"), "orgs", required=False),
            ask("target_people", lazy("Đảng viên được kiểm tra, giám sát"), "people", required=False),
        ),
        papers="papers.inspection",
        deadlines=(
            Deadline("begin", lazy("Tiến hành theo chương trình"), "", "planned_for", ("proposed", "planned")),
            Deadline("conclude", lazy("Kết luận cuộc kiểm tra, giám sát"), "inspection.length", "decide", ("decided", "notified", "reported", "verified")),
            Deadline("recommendation", lazy("Thực hiện kiến nghị sau kiểm tra, giám sát"), "", "due", ("concluded",)),
        ),
        overview=targets_overview,
        group=lazy("Kiểm tra, giám sát"),
    )
)  # fmt: skip


PETITIONS = (("denunciation", lazy("tố cáo")), ("complaint", lazy("khiếu nại kỷ luật")), ("petition", lazy("kiến nghị, phản ánh")))
ANSWERS = (
    ("false", lazy("tố cáo sai")),
    ("no_basis", lazy("không có cơ sở")),
    ("shortcomings", lazy("đúng, có thiếu sót")),
    ("violation", lazy("đúng, có vi phạm")),
    ("upheld", lazy("giữ nguyên quyết định kỷ luật")),
    ("changed", lazy("thay đổi quyết định kỷ luật")),
    ("answered", lazy("đã trả lời")),
)
FITTING = {
    "denunciation": ("false", "no_basis", "shortcomings", "violation"),
    "complaint": ("upheld", "changed"),
    "petition": ("answered", "no_basis"),
}


def signed(case: Case, taken: Taken) -> Iterator[Problem]:
    """An anonymous denunciation is information only: it is passed on, not handled as one (domain guide §6.4)."""
    if case.data["type"] == "denunciation" and not case.data.get("sender"):
        yield Problem("verb", _("Đơn tố cáo không có tên người gửi chỉ là thông tin để tham khảo; hãy lưu đơn, không thụ lý."))


def fits(case: Case, taken: Taken) -> Iterator[Problem]:
    """The answer is one for this kind of petition."""
    if taken.data.get("conclusion") not in FITTING[case.data["type"]]:
        yield Problem("conclusion", _("Kết luận này không dùng cho loại đơn đã ghi; hãy chọn lại."))


def received(case: Case, taken: Taken) -> list[Line]:
    return [{"kind": "petition_handled", "org": case.place.code, "stage": "received", "type": case.data["type"]}]


def resolved(case: Case, taken: Taken) -> list[Line]:
    line = {"kind": "petition_handled", "org": case.place.code, "stage": "resolved"}
    return [line | {"type": case.data["type"], "conclusion": taken.data["conclusion"]}]


def of_type(key: str) -> Deadline:
    """The time for an answer, by the type of petition."""
    return Deadline(f"answer_{key}", lazy("Giải quyết xong đơn"), f"petition.{key}", lambda case: case.day("accept") if case.data["type"] == key else None,
                    ("accepted", "verified"))  # fmt: skip


procedure(
    Procedure(
        code="petition",
        guard=INSPECT,
        title=lazy("Tố cáo, khiếu nại, phản ánh"),
        about=lazy("Từ khi nhận đơn đến khi trả lời. Trong thời gian giải quyết, người bị tố cáo hoặc khiếu nại chưa chuyển sinh hoạt đi."),
        subject="organisation",
        titled="gist",
        workflow=Workflow(
            {
                "received": lazy("đã nhận đơn"),
                "accepted": lazy("đã thụ lý"),
                "verified": lazy("đã xác minh"),
                "resolved": lazy("đã kết luận, trả lời"),
                "filed": lazy("lưu, không thụ lý"),
            },
            "received",
            ("resolved", "filed"),
            (
                verb("accept", lazy("Thụ lý, phân công"), "received", "accepted", right=DECIDE, asks=(ask("handler", lazy("Người được giao")),),
                     guards=(signed,), effect=received, effects=("petition_handled",)),
                verb("verify", lazy("Xác minh"), "accepted", "verified", asks=(ask("findings", lazy("Kết quả xác minh"), "long"),)),
                verb("resolve", lazy("Kết luận, trả lời"), "accepted verified", "resolved", right=DECIDE, decides="KL",
                     asks=(ask("conclusion", lazy("Kết luận"), "choice", choices=ANSWERS),), guards=(fits, not_after), effect=resolved,
                     effects=("petition_handled",)),
                verb("file", lazy("Lưu đơn, không thụ lý"), "received", "filed", asks=(REASON,)),
            ),
        ),
        opening=(
            ask("type", lazy("Loại đơn"), "choice", choices=PETITIONS),
            ask("gist", lazy("Tóm tắt (không ghi nội dung mật)")),
            ask("sender", lazy("Người gửi (để trống nếu nặc danh)"), required=False),
            ask("about_person", lazy("Đảng viên được nói đến"), "person", required=False),
        ),
        papers="papers.petition",
        deadlines=tuple(of_type(key) for key, _word in PETITIONS),
        group=lazy("Kiểm tra, giám sát"),
    )
)  # fmt: skip
