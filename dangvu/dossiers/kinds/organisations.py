"""The life of an organisation: founded, received, handed over, merged, split, wound up, dissolved, renamed (domain guide §1.4)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import NOTE, REASON, not_after
from dangvu.dossiers.kinds.base import DECIDE, Ask, Deadline, Effect, Guard, Line, Procedure, Words, Workflow, ask, procedure, verb

STATES = {
    "proposed": lazy("đã đề nghị"),
    "voted": lazy("đảng ủy đã biểu quyết"),
    "done": lazy("đã thực hiện, chờ bàn giao xong"),
    "closed": lazy("đã xong"),
    "refused": lazy("không thông qua"),
    "withdrawn": lazy("thôi"),
}
KINDS = (
    ("attached_cell", lazy("chi bộ trực thuộc")),
    ("section_committee", lazy("đảng bộ bộ phận")),
    ("grassroots_cell", lazy("chi bộ cơ sở")),
    ("grassroots_committee", lazy("đảng bộ cơ sở")),
    ("temporary_cell", lazy("chi bộ sinh hoạt tạm thời")),
)
NAME = ask("name", lazy("Tên tổ chức"))
NEW = ask("new_org", lazy("Mã của tổ chức mới"))


def enough_official(case: Case, taken: Taken) -> Iterator[Problem]:
    """Three official members found a cell; fewer are introduced to another one."""
    least = case.value("organisation.min_official", taken.on)
    if len(case.data.get("founders", ())) < least and case.data.get("org_kind") != "section_committee":
        yield Problem("founders", _("Cần ít nhất %(least)d đảng viên chính thức để lập tổ chức; hãy ghi đủ danh sách.") % {"least": least})


def established(case: Case, taken: Taken) -> list[Line]:
    """The new cell, and its founders transferred into it the same day."""
    code = case.data["new_org"]
    line: Line = {
        "kind": "organisation_established",
        "org": code,
        "name": case.data["name"],
        "org_kind": case.data["org_kind"],
        "parent": case.place.code,
    }
    return [line, *({"kind": "transferred", "person": person, "org": code} for person in case.data.get("founders", ()))]


def moved(case: Case, taken: Taken) -> list[Line]:
    return [{"kind": "organisation_moved", "org": case.place.code, "parent": case.data["parent"]}]


def absorbed(case: Case, taken: Taken) -> list[Line]:
    return [{"kind": "organisation_absorbed", "org": case.place.code, "into": case.data["into"]}]


def consolidated(case: Case, taken: Taken) -> list[Line]:
    orgs = [case.place.code, *(code for code in case.data["with_orgs"] if code != case.place.code)]
    return [{"kind": "organisation_consolidated", "orgs": orgs, "into": {"org": case.data["new_org"], "name": case.data["name"]}}]


def split(case: Case, taken: Taken) -> list[Line]:
    into = [{"org": case.data["new_org"], "name": case.data["name"], "persons": list(case.data["movers"])}]
    return [{"kind": "organisation_split", "org": case.place.code, "into": into}]


def wound_up(case: Case, taken: Taken) -> list[Line]:
    return [{"kind": "organisation_wound_up", "org": case.place.code}]


def dissolved(case: Case, taken: Taken) -> list[Line]:
    return [
        {"kind": "disciplined", "org": case.place.code, "form": "dissolution", "authority": "direct_superior"},
        {"kind": "organisation_dissolved", "org": case.place.code},
    ]


def renamed(case: Case, taken: Taken) -> list[Line]:
    return [{"kind": "organisation_renamed", "org": case.place.code, "name": case.data["name"]}]


def changed(case: Case, taken: Taken) -> list[Line]:
    return [{"kind": "organisation_kind_changed", "org": case.place.code, "org_kind": case.data["org_kind"]}]


def organisation(
    code: str, title: Words, about: Words, effect: Effect, effects: tuple[str, ...], *opening: Ask, papers: str = "papers.organisation",
    guards: tuple[Guard, ...] = (), vote: str = "organisation.committee", handing: bool = False,
) -> None:  # fmt: skip
    """All go the same way: proposed, voted, decided, handed over, closed."""
    since = (
        (Deadline("moved", lazy("Bàn giao xong hồ sơ, con dấu"), "organisation.dissolved_members_moved", "decide", ("done",)),)
        if handing
        else ()
    )
    procedure(
        Procedure(
            code=code,
            title=title,
            about=about,
            subject="organisation",
            workflow=Workflow(
                STATES,
                "proposed",
                ("closed", "refused", "withdrawn"),
                (
                    verb("vote", lazy("Đảng ủy biểu quyết"), "proposed", "voted", "refused", right=DECIDE, vote=vote, guards=guards),
                    verb("decide", lazy("Có quyết định, thực hiện"), "voted", "done", right=DECIDE, decides="QĐ", effect=effect, effects=effects,
                         guards=(not_after,)),
                    verb("close", lazy("Đã bàn giao xong"), "done", "closed", asks=(NOTE,)),
                    verb("withdraw", lazy("Thôi"), "proposed voted", "withdrawn", asks=(REASON,)),
                ),
            ),
            opening=(*opening, ask("grounds", lazy("Lý do, căn cứ"), "long", required=False)),
            papers=papers,
            deadlines=since,
            group=lazy("Tổ chức"),
        )
    )  # fmt: skip


ORG_KIND = ask("org_kind", lazy("Loại tổ chức"), "choice", choices=KINDS)
FOUNDERS = ask("founders", lazy("Đảng viên chuyển về tổ chức mới"), "people", required=False)

organisation(
    "establishment", lazy("Thành lập tổ chức đảng"), lazy("Mở ở đảng ủy: tổ chức mới và đảng viên chuyển về."), established,
    ("organisation_established", "transferred"), NEW, NAME, ORG_KIND, FOUNDERS, guards=(enough_official,),
)  # fmt: skip
organisation(
    "handover", lazy("Chuyển giao, tiếp nhận tổ chức đảng"), lazy("Cả tổ chức với đảng viên sang cấp trên khác; không cần giấy của từng người."),
    moved, ("organisation_moved",), ask("parent", lazy("Cấp trên mới"), "org"), papers="papers.handover", handing=True,
)  # fmt: skip
organisation(
    "absorption", lazy("Sáp nhập"), lazy("Tổ chức này nhập vào tổ chức kia; tên của tổ chức kia còn lại."), absorbed, ("organisation_absorbed",),
    ask("into", lazy("Nhập vào"), "org"), handing=True,
)  # fmt: skip
organisation(
    "consolidation", lazy("Hợp nhất"), lazy("Nhiều tổ chức thành một tổ chức mới."), consolidated, ("organisation_consolidated",),
    ask("with_orgs", lazy("Cùng với"), "orgs"), NEW, NAME, handing=True,
)  # fmt: skip
organisation(
    "split", lazy("Chia tách"), lazy("Một phần đảng viên ra tổ chức mới."), split, ("organisation_split",), NEW, NAME,
    ask("movers", lazy("Đảng viên sang tổ chức mới"), "people"),
)  # fmt: skip
organisation(
    "winding_up", lazy("Giải thể"), lazy("Không còn đảng viên và tổ chức trực thuộc; chuyển hết trước khi quyết định."), wound_up,
    ("organisation_wound_up",), handing=True,
)  # fmt: skip
organisation(
    "dissolution", lazy("Giải tán (kỷ luật)"), lazy("Hình thức kỷ luật cao nhất với tổ chức; cấp trên hai cấp quyết định."), dissolved,
    ("disciplined", "organisation_dissolved"), vote="dissolution.committee", handing=True,
)  # fmt: skip
organisation("renaming", lazy("Đổi tên"), lazy("Tên mới từ ngày quyết định."), renamed, ("organisation_renamed",), NAME)
organisation(
    "kind_change",
    lazy("Đổi loại tổ chức"),
    lazy("Nâng cấp, hạ cấp: từ chi bộ thành đảng bộ…"),
    changed,
    ("organisation_kind_changed",),
    ORG_KIND,
)
