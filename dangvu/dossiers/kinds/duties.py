"""Directives with who must study them and who did, and tasks with owner, deadline, progress and evidence (domain guide §8)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.dossiers.cases import Case, Taken, place_name
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import NOTE, REASON, not_after
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Overview, Procedure, Workflow, ask, procedure, verb

TYPES = (
    ("resolution", lazy("nghị quyết")),
    ("directive", lazy("chỉ thị")),
    ("conclusion", lazy("kết luận")),
    ("guidance", lazy("hướng dẫn")),
    ("regulation", lazy("quy định")),
    ("plan", lazy("kế hoạch")),
    ("dispatch", lazy("công văn")),
    ("other", lazy("văn bản khác")),
)
SECRECY = ask(
    "secrecy", lazy("Độ mật"), "choice", required=False, choices=(("none", lazy("không mật")), ("marked", lazy("có đóng dấu mật")))
)


def not_secret(case: Case, taken: Taken) -> Iterator[Problem]:
    """This program holds no classified text."""
    if taken.data.get("secrecy") == "marked":
        yield Problem(
            "secrecy", _("Chương trình không lưu văn bản có độ mật; hãy quản lý văn bản này theo quy định bảo vệ bí mật nhà nước.")
        )


def registered(case: Case, taken: Taken) -> list[Line]:
    told = {
        "direction": "received",
        "type": case.data["type"],
        "number": case.data["number"],
        "title": case.data["name"],
        "secrecy": "none",
    }
    told |= {"issuer": case.data["issuer"]} if case.data.get("issuer") else {}
    return [{"kind": "document_registered", "org": case.place.code, **told}]


def is_to_study(case: Case, taken: Taken) -> Iterator[Problem]:
    """The organisation is one of those that have to, and has not told yet; no more people than had to."""
    code = taken.data["studied_by"]
    if code not in case.data.get("study_orgs", ()):
        yield Problem("studied_by", _("Tổ chức này không có trong danh sách phải học tập văn bản."))
    elif code in studied(case):
        yield Problem("studied_by", _("Tổ chức này đã ghi kết quả học tập rồi."))
    if int(taken.data["present"]) > int(taken.data["bound"]):
        yield Problem("present", _("Số dự nhiều hơn số phải dự; hãy sửa lại."))


def studied(case: Case) -> dict[str, tuple[int, int, str]]:
    """(present, bound, day) of each organisation that studied it."""
    steps = (step for step in case.steps if step.verb == "study")
    return {step.data["studied_by"]: (int(step.data["present"]), int(step.data["bound"]), vn_day(step.on)) for step in steps}


def study_counted(case: Case, taken: Taken) -> list[Line]:
    told = {"quantity": int(taken.data["present"]), "due": int(taken.data["bound"]), "topic": case.dossier.subject}
    return [{"kind": "activity", "org": taken.data["studied_by"], "type": "political_education", **told}]


def all_studied(case: Case, taken: Taken) -> Iterator[Problem]:
    """Closing while some have not studied it needs a reason."""
    missing = [code for code in case.data.get("study_orgs", ()) if code not in studied(case)]
    if missing and not taken.data.get("note"):
        message = _("Còn %(count)d tổ chức chưa học tập (%(some)s); hãy ghi lý do vào ghi chú rồi khép.")
        yield Problem("note", message % {"count": len(missing), "some": ", ".join(missing[:5])})


def programme_issued(case: Case, taken: Taken) -> list[Line]:
    told = {"direction": "issued", "type": "plan", "number": str(taken.decision.get("number", ""))}
    return [{"kind": "document_registered", "org": case.place.code, **told}]


def study_overview(case: Case) -> Overview:
    done = studied(case)
    said = _("%(present)d/%(bound)d người, ngày %(day)s")
    words = {code: said % {"present": told[0], "bound": told[1], "day": told[2]} for code, told in done.items()}
    return Overview(
        _("Học tập, quán triệt"), tuple((place_name(code), words.get(code, _("chưa học tập"))) for code in case.data.get("study_orgs", ()))
    )


procedure(
    Procedure(
        code="directive",
        title=lazy("Văn bản cấp trên: học tập và thực hiện"),
        about=lazy("Vào sổ, ai phải học tập và ai đã học, chương trình hành động, sơ kết."),
        subject="organisation",
        titled="name",
        workflow=Workflow(
            {
                "received": lazy("mới nhận"),
                "spreading": lazy("đang học tập, thực hiện"),
                "reviewed": lazy("đã sơ kết, tổng kết"),
                "filed": lazy("lưu, không phải học tập"),
            },
            "received",
            ("reviewed", "filed"),
            (
                verb("register", lazy("Vào sổ và giao học tập"), "received", "spreading", effect=registered, effects=("document_registered",)),
                verb("study", lazy("Ghi kết quả học tập của một tổ chức"), "spreading", "spreading",
                     asks=(ask("studied_by", lazy("Tổ chức"), "org"), ask("present", lazy("Số người dự"), "whole"),
                           ask("bound", lazy("Số người phải dự"), "whole"), NOTE),
                     guards=(is_to_study,), effect=study_counted, effects=("activity",)),
                verb("programme", lazy("Ban hành chương trình, kế hoạch thực hiện"), "spreading", "spreading", right=DECIDE, decides="KH",
                     guards=(not_after,), effect=programme_issued, effects=("document_registered",)),
                verb("review", lazy("Sơ kết, tổng kết, khép"), "spreading", "reviewed", asks=(NOTE,), guards=(all_studied,)),
                verb("file", lazy("Lưu"), "received", "filed", effect=registered, effects=("document_registered",)),
            ),
        ),
        opening=(
            ask("name", lazy("Tên văn bản")), ask("type", lazy("Loại văn bản"), "choice", choices=TYPES), ask("number", lazy("Số, ký hiệu")),
            ask("issuer", lazy("Cơ quan ban hành"), required=False), ask("dated", lazy("Ngày văn bản"), "day", required=False), SECRECY,
            ask("study_orgs", lazy("Tổ chức phải học tập"), "orgs", required=False),
            ask("study_by", lazy("Học tập xong trước ngày"), "coming", required=False),
        ),
        opens=(not_secret,),
        deadlines=(Deadline("study", lazy("Học tập, quán triệt xong"), "", "study_by", ("received", "spreading")),),
        overview=study_overview,
        group=lazy("Nghị quyết, nhiệm vụ"),
    )
)  # fmt: skip

GRADES = (
    ("excellent", lazy("hoàn thành xuất sắc")), ("done", lazy("hoàn thành")), ("partly", lazy("hoàn thành một phần")),
    ("not_done", lazy("chưa hoàn thành")),
)  # fmt: skip


def percent(case: Case, taken: Taken) -> Iterator[Problem]:
    if int(taken.data["percent"]) > 100:
        yield Problem("percent", _("Tiến độ nhiều nhất là 100%."))


def assigned(case: Case, taken: Taken) -> list[Line]:
    line: Line = {"kind": "task_set", "org": case.place.code, "title": case.data["title"], "from": taken.on.isoformat()}
    return [line | ({"to": case.data["finish_by"]} if case.data.get("finish_by", "") >= taken.on.isoformat() else {})]


def judged(case: Case, taken: Taken) -> list[Line]:
    return [{"kind": "task_graded", "org": case.place.code, "grade": taken.data["grade"]}]


def task_overview(case: Case) -> Overview:
    """The progress told so far, the latest first."""
    steps = [step for step in reversed(case.steps) if step.verb == "progress"]
    return Overview(_("Tiến độ"), tuple((vn_day(step.on), f"{step.data['percent']}%") for step in steps))


procedure(
    Procedure(
        code="task",
        title=lazy("Nhiệm vụ"),
        about=lazy("Việc giao cho một tổ chức: người phụ trách, hạn, tiến độ, minh chứng, kết quả."),
        subject="organisation",
        titled="title",
        workflow=Workflow(
            {
                "drafted": lazy("mới dự kiến"), "assigned": lazy("đang thực hiện"), "judged": lazy("đã đánh giá"), "dropped": lazy("thôi giao"),
            },
            "drafted",
            ("judged", "dropped"),
            (
                verb("assign", lazy("Giao nhiệm vụ"), "drafted", "assigned", right=DECIDE, effect=assigned, effects=("task_set",)),
                verb("progress", lazy("Báo cáo tiến độ"), "assigned", "assigned",
                     asks=(ask("percent", lazy("Đã làm được (%)"), "whole"), ask("evidence", lazy("Kết quả, minh chứng"), "long", required=False)),
                     guards=(percent,)),
                verb("judge", lazy("Đánh giá kết quả"), "assigned", "judged", right=DECIDE, asks=(ask("grade", lazy("Mức"), "choice", choices=GRADES), NOTE),
                     effect=judged, effects=("task_graded",)),
                verb("drop", lazy("Thôi giao"), "drafted assigned", "dropped", right=DECIDE, asks=(REASON,)),
            ),
        ),
        opening=(
            ask("title", lazy("Nhiệm vụ")), ask("owner", lazy("Người chịu trách nhiệm"), required=False),
            ask("finish_by", lazy("Hạn hoàn thành"), "coming", required=False), ask("source", lazy("Theo văn bản nào"), required=False),
        ),
        deadlines=(Deadline("finish", lazy("Hoàn thành nhiệm vụ"), "", "finish_by", ("drafted", "assigned")),),
        overview=task_overview,
        group=lazy("Nghị quyết, nhiệm vụ"),
    )
)  # fmt: skip
