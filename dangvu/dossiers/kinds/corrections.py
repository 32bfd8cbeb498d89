"""A member asks to have the own record corrected: a task for the office, with the rule's days to answer (domain guide §12)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import NOTE, REASON, about
from dangvu.dossiers.kinds.base import Deadline, Line, Procedure, Words, Workflow, ask, procedure, verb
from dangvu.orgs.days import parse_day

VALUES: tuple[tuple[str, Words], ...] = (
    ("name", lazy("Họ và tên")),
    ("birth", lazy("Ngày sinh")),
    ("sex", lazy("Giới tính")),
    ("ethnicity", lazy("Dân tộc")),
    ("religion", lazy("Tôn giáo")),
    ("schooling", lazy("Giáo dục phổ thông")),
    ("qualification", lazy("Trình độ chuyên môn")),
    ("political_theory", lazy("Lý luận chính trị")),
    ("occupation", lazy("Nghề nghiệp")),
    ("workplace", lazy("Nơi làm việc")),
    ("native_place", lazy("Quê quán")),
    ("residence", lazy("Nơi ở")),
    ("phone", lazy("Điện thoại")),
    ("identity_number", lazy("Số định danh")),
    ("card_number", lazy("Số thẻ đảng viên")),
)
"""What may be asked to be corrected. Days of admission and recognition go by their own entries, not by an amendment."""

SEXES = {"nam": "male", "nữ": "female"}


def wanted(case: Case) -> str:
    """The value asked for, as the ledger reads it. Raises ValueError for a day nobody can read."""
    name, text = case.data["field"], case.data["wanted"].strip()
    if name == "birth":
        return parse_day(text).isoformat()
    return SEXES.get(text.lower(), text) if name == "sex" else text


def readable(case: Case, taken: Taken) -> Iterator[Problem]:
    """The value can be written into the books as it stands."""
    try:
        wanted(case)
    except ValueError as error:
        yield Problem("wanted", str(error))
    if case.data["field"] == "sex" and wanted(case) not in SEXES.values():
        yield Problem("wanted", _("Giới tính ghi là nam hoặc nữ."))


def corrected(case: Case, taken: Taken) -> list[Line]:
    return about(case, "amended", changes={case.data["field"]: wanted(case)})


procedure(
    Procedure(
        code="correction",
        title=lazy("Đề nghị sửa lý lịch"),
        about=lazy("Đảng viên đề nghị, văn phòng đối chiếu giấy tờ rồi sửa hoặc trả lời."),
        subject="anyone",
        workflow=Workflow(
            {"asked": lazy("chờ trả lời"), "corrected": lazy("đã sửa"), "refused": lazy("không sửa, đã trả lời")},
            "asked",
            ("corrected", "refused"),
            (
                verb("correct", lazy("Sửa theo đề nghị"), "asked", "corrected", effect=corrected, effects=("amended",), asks=(NOTE,)),
                verb("refuse", lazy("Không sửa, trả lời lý do"), "asked", "refused", asks=(REASON,)),
            ),
        ),
        opening=(
            ask("field", lazy("Giá trị cần sửa"), "choice", choices=VALUES),
            ask("wanted", lazy("Sửa thành")),
            ask("why", lazy("Căn cứ, giấy tờ"), "long", required=False),
        ),
        opens=(readable,),
        deadlines=(Deadline("answer", lazy("Trả lời đề nghị sửa lý lịch"), "privacy.correction_days", "opened", ("asked",)),),
    )
)  # fmt: skip
