"""Fields and guards that several procedures share."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.base import Line, ask
from dangvu.ledger.kinds.standing import EXITS

REASON = ask("reason", lazy("Lý do"), "long")
NOTE = ask("note", lazy("Ghi chú"), "long", required=False)
CELL = ask("cell", lazy("Chi bộ"), "cell")
PLACE = ask("place", lazy("Nơi tổ chức"), required=False)


def not_after(case: Case, taken: Taken) -> Iterator[Problem]:
    """A decision is not signed after the day it is noted for."""
    signed = taken.decision.get("date", "")
    if signed and signed > taken.on.isoformat():
        yield Problem("decision_date", _("Ngày ký sau ngày của bước này; hãy sửa một trong hai ngày."))


def is_member(case: Case, taken: Taken) -> Iterator[Problem]:
    """The procedure is for somebody who is a member today."""
    standing = case.standing
    if standing.org is None:
        if standing.left:
            told = {"why": EXITS[standing.left], "day": vn_day(standing.left_on)}
            yield Problem("person", _("Người này không còn là đảng viên trong sổ (%(why)s ngày %(day)s); hãy chọn lại người.") % told)
        else:
            yield Problem("person", _("Người này chưa là đảng viên trong sổ; hãy chọn lại người."))


def is_official(case: Case, taken: Taken) -> Iterator[Problem]:
    """The procedure is for official members."""
    yield from is_member(case, taken)
    if case.standing.org is not None and case.standing.status != "official":
        yield Problem("person", _("Người này còn dự bị; thủ tục này dành cho đảng viên chính thức."))


def is_outsider(case: Case, taken: Taken) -> Iterator[Problem]:
    """The procedure is for somebody who is no member of the book today."""
    if case.standing.org is not None:
        yield Problem("person", _("Người này đang là đảng viên trong sổ; hãy chọn lại người hoặc thủ tục."))
    elif case.standing.dead:
        yield Problem("person", _("Người này đã từ trần ngày %(day)s.") % {"day": vn_day(case.standing.left_on)})


def at_cell(case: Case, taken: Taken) -> Iterator[Problem]:
    """Who is admitted stands in the name of a cell: it is said when the dossier is opened, not at its last step."""
    if not case.place.is_cell:
        message = _("“%(name)s” không phải là chi bộ; đảng viên chỉ đứng tên ở chi bộ, hãy chọn một chi bộ.")
        yield Problem("place", message % {"name": case.place.name})


def about(case: Case, kind: str, **fields: object) -> list[Line]:
    """One entry about the person of the dossier."""
    return [{"kind": kind, "person": case.person.code, **{name: value for name, value in fields.items() if value not in (None, "")}}]


def considered(case: Case, taken: Taken) -> list[Line]:
    """The committee considered the dossier: counted at the committee, with how its vote ended."""
    line: Line = {"kind": "dossier_considered", "org": case.superior(taken.on).code, "procedure": case.dossier.kind}
    if taken.passed is not None:
        line["outcome"] = "passed" if taken.passed else "not_passed"
    return [line | ({"person": case.person.code} if case.dossier.person_id else {})]
