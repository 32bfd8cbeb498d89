"""Discipline of members and of organisations, with appeal and lapse, and suspension (domain guide §2.8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import NOTE, REASON, about, is_member, not_after
from dangvu.dossiers.kinds.base import DECIDE, Deadline, Line, Procedure, Workflow, ask, procedure, verb
from dangvu.orgs.access import DISCIPLINE
from dangvu.rules import services as rules

FORMS = (
    ("reprimand", lazy("khiển trách")),
    ("warning", lazy("cảnh cáo")),
    ("removal_from_office", lazy("cách chức")),
    ("expulsion", lazy("khai trừ")),
)
AUTHORITIES = (("cell", lazy("chi bộ")), ("grassroots_committee", lazy("đảng ủy cơ sở")), ("direct_superior", lazy("cấp trên trực tiếp")))


def allowed(case: Case, taken: Taken) -> Iterator[Problem]:
    """Probationary members get the lighter forms only."""
    kind = "probationary" if case.standing.status == "probationary" else "official"
    if taken.data["form"] not in case.value(f"discipline.forms.{kind}", taken.on):
        yield Problem("form", _("Đảng viên dự bị chỉ bị khiển trách hoặc cảnh cáo; hãy chọn lại hình thức."))


def disciplined(case: Case, taken: Taken) -> list[Line]:
    """The decision takes effect when it is announced; an expulsion ends membership the same day."""
    form = taken.data["form"]
    lines = about(
        case, "disciplined", form=form, authority=taken.data["authority"], committee_member=bool(taken.data.get("committee_member"))
    )
    return lines + (about(case, "expelled") if form == "expulsion" else [])


def restored(case: Case, taken: Taken) -> list[Line]:
    """The appeal succeeded against an expulsion: back as if never gone."""
    return about(case, "restored") if case.data.get("form") == "expulsion" else []


def lapse_on(case: Case) -> dt.date | None:
    """The day the decision loses effect by itself, where it does (not an expulsion, domain guide §2.8)."""
    announced = case.day("announce")
    if announced is None or case.data.get("form") == "expulsion":
        return None
    return rules.deadline(case.rule("discipline.lapse_months", announced), announced, rules.calendar())


def over(case: Case, taken: Taken) -> Iterator[Problem]:
    """It lapses when its months are over, not before."""
    day = lapse_on(case)
    if day is None or taken.on < day:
        yield Problem("on", _("Quyết định kỷ luật này chưa đến ngày hết hiệu lực."))


FORM = ask("form", lazy("Hình thức"), "choice", choices=FORMS)
STATES = {
    "opened": lazy("đang xem xét"),
    "proposed": lazy("chi bộ đã biểu quyết"),
    "not_passed": lazy("chi bộ chưa đạt đa số"),
    "announced": lazy("đang có hiệu lực"),
    "appealed": lazy("đang giải quyết khiếu nại"),
    "lapsed": lazy("đã hết hiệu lực"),
    "upheld_expulsion": lazy("đã khai trừ"),
    "annulled": lazy("quyết định bị hủy bỏ"),
    "dropped": lazy("không kỷ luật"),
}


def not_expelled(case: Case, taken: Taken) -> Iterator[Problem]:
    if case.data.get("form") == "expulsion":
        yield Problem("verb", _("Khai trừ không tự hết hiệu lực."))


def expelled(case: Case, taken: Taken) -> Iterator[Problem]:
    if case.data.get("form") != "expulsion":
        yield Problem("verb", _("Chỉ khép lại như vậy với quyết định khai trừ; hình thức khác thì chờ hết hiệu lực."))


procedure(
    Procedure(
        code="discipline_member",
        guard=DISCIPLINE,
        title=lazy("Kỷ luật đảng viên"),
        about=lazy("Chi bộ biểu quyết, cấp có thẩm quyền quyết định, công bố; khiếu nại; hết hiệu lực sau 12 tháng."),
        subject="member",
        workflow=Workflow(
            STATES,
            "opened",
            ("lapsed", "upheld_expulsion", "annulled", "dropped"),
            (
                verb("vote_reprimand", lazy("Chi bộ biểu quyết khiển trách"), "opened not_passed", "proposed", "not_passed", vote="reprimand.cell"),
                verb("vote_warning", lazy("Chi bộ biểu quyết cảnh cáo"), "opened not_passed", "proposed", "not_passed", vote="warning.cell"),
                verb("vote_removal", lazy("Chi bộ biểu quyết đề nghị cách chức"), "opened not_passed", "proposed", "not_passed",
                     vote="removal_from_office.cell"),
                verb("vote_expulsion", lazy("Chi bộ biểu quyết đề nghị khai trừ"), "opened not_passed", "proposed", "not_passed", vote="expulsion.cell"),
                verb("announce", lazy("Công bố quyết định kỷ luật"), "proposed not_passed", "announced", right=DECIDE, decides="QĐ",
                     asks=(FORM, ask("authority", lazy("Cấp quyết định"), "choice", choices=AUTHORITIES),
                           ask("committee_member", lazy("Là cấp ủy viên"), "yes", required=False)),
                     effect=disciplined, effects=("disciplined", "expelled"), guards=(not_after, allowed)),
                verb("appeal", lazy("Đảng viên khiếu nại"), "announced", "appealed", asks=(REASON,)),
                verb("uphold", lazy("Giữ nguyên quyết định"), "appealed", "announced", right=DECIDE, asks=(NOTE,)),
                verb("annul", lazy("Hủy bỏ quyết định, phục hồi quyền"), "appealed", "annulled", right=DECIDE, decides="QĐ", asks=(REASON,),
                     effect=restored, effects=("restored",)),
                verb("lapse", lazy("Hết hiệu lực"), "announced", "lapsed", guards=(not_expelled, over)),
                verb("close", lazy("Khép hồ sơ khai trừ"), "announced", "upheld_expulsion", guards=(expelled,)),
                verb("drop", lazy("Không kỷ luật"), "opened proposed not_passed", "dropped", right=DECIDE, asks=(REASON,)),
            ),
        ),
        opening=(ask("breach", lazy("Nội dung xem xét"), "long"),),
        opens=(is_member,),
        papers="papers.discipline",
        deadlines=(
            Deadline("appeal", lazy("Hết thời hạn khiếu nại"), "discipline.appeal", "announce", ("announced",)),
            Deadline("lapse", lazy("Quyết định kỷ luật hết hiệu lực"), "", lapse_on, ("announced",)),
            Deadline("answer", lazy("Trả lời khiếu nại"), "complaint.answer", "appeal", ("appealed",)),
        ),
    )
)  # fmt: skip


def organisation_disciplined(case: Case, taken: Taken) -> list[Line]:
    return [{"kind": "disciplined", "org": case.place.code, "form": taken.data["form"], "authority": taken.data["authority"]}]


ORGANISATION_FORMS = (("reprimand", lazy("khiển trách")), ("warning", lazy("cảnh cáo")))

procedure(
    Procedure(
        code="discipline_organisation",
        guard=DISCIPLINE,
        title=lazy("Kỷ luật tổ chức đảng"),
        about=lazy("Khiển trách, cảnh cáo tổ chức; giải tán là thủ tục riêng."),
        subject="organisation",
        workflow=Workflow(
            {
                "opened": lazy("đang xem xét"),
                "voted": lazy("đã biểu quyết"),
                "announced": lazy("đang có hiệu lực"),
                "lapsed": lazy("đã hết hiệu lực"),
                "dropped": lazy("không kỷ luật"),
            },
            "opened",
            ("lapsed", "dropped"),
            (
                verb("vote", lazy("Đảng ủy biểu quyết"), "opened", "voted", "dropped", right=DECIDE, vote="discipline.committee"),
                verb("announce", lazy("Công bố quyết định"), "voted", "announced", right=DECIDE, decides="QĐ",
                     asks=(ask("form", lazy("Hình thức"), "choice", choices=ORGANISATION_FORMS),
                           ask("authority", lazy("Cấp quyết định"), "choice", choices=AUTHORITIES[1:])),
                     effect=organisation_disciplined, effects=("disciplined",), guards=(not_after,)),
                verb("lapse", lazy("Hết hiệu lực"), "announced", "lapsed", guards=(over,)),
                verb("drop", lazy("Không kỷ luật"), "opened voted", "dropped", right=DECIDE, asks=(REASON,)),
            ),
        ),
        opening=(ask("breach", lazy("Nội dung xem xét"), "long"),),
        papers="papers.discipline",
        deadlines=(Deadline("lapse", lazy("Quyết định kỷ luật hết hiệu lực"), "", lapse_on, ("announced",)),),
        group=lazy("Tổ chức"),
    )
)  # fmt: skip


def suspended(case: Case, taken: Taken) -> list[Line]:
    """Until the last day the rule allows from today."""
    until = rules.deadline(case.rule("discipline.suspension_days", taken.on), taken.on, rules.calendar())
    return about(case, "suspended", until=until.isoformat())


def suspension_ended(case: Case, taken: Taken) -> list[Line]:
    return about(case, "suspension_ended")


procedure(
    Procedure(
        code="suspension",
        guard=DISCIPLINE,
        title=lazy("Đình chỉ sinh hoạt đảng"),
        about=lazy("Nhiều nhất 90 ngày, kể cả gia hạn không quá 180 ngày."),
        subject="member",
        workflow=Workflow(
            {
                "asked": lazy("đã đề nghị"),
                "suspended": lazy("đang đình chỉ"),
                "extended": lazy("đã gia hạn"),
                "ended": lazy("đã trở lại sinh hoạt"),
                "dropped": lazy("không đình chỉ"),
            },
            "asked",
            ("ended", "dropped"),
            (
                verb("suspend", lazy("Quyết định đình chỉ"), "asked", "suspended", right=DECIDE, decides="QĐ", effect=suspended, effects=("suspended",)),
                verb("extend", lazy("Gia hạn đình chỉ"), "suspended", "extended", right=DECIDE, decides="QĐ", asks=(REASON,)),
                verb("end", lazy("Hết đình chỉ"), "suspended extended", "ended", right=DECIDE, effect=suspension_ended, effects=("suspension_ended",)),
                verb("drop", lazy("Không đình chỉ"), "asked", "dropped", right=DECIDE, asks=(REASON,)),
            ),
        ),
        opening=(REASON,),
        opens=(is_member,),
        deadlines=(
            Deadline("end", lazy("Hết thời hạn đình chỉ"), "discipline.suspension_days", "suspend", ("suspended",)),
            Deadline("end_extended", lazy("Hết thời hạn đình chỉ đã gia hạn"), "discipline.suspension_days_extended", "suspend", ("extended",)),
        ),
    )
)  # fmt: skip
