"""Party badges: one member on time, early, late or after death, and a whole round (domain guide §4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.core.periods import add_months
from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import NOTE, REASON, about, not_after
from dangvu.dossiers.kinds.base import DECIDE, Line, Procedure, Workflow, ask, procedure, verb
from dangvu.dossiers.life import badges, disciplines, party_age_months
from dangvu.dossiers.models import Participant
from dangvu.rules.services import UnknownRule

MANNERS = (("on_time", lazy("đúng hạn")), ("late", lazy("muộn")), ("early", lazy("sớm, bệnh nặng")), ("posthumous", lazy("truy tặng")))


def grade_exists(case: Case, taken: Taken) -> Iterator[Problem]:
    """The grades of the day; each once."""
    years = int(case.data["years"])
    if years not in case.value("badge.grades", taken.on):
        yield Problem("years", _("Vào ngày này không có Huy hiệu %(years)d năm tuổi Đảng.") % {"years": years})
    if years in badges(case.life):
        yield Problem("years", _("Người này đã được trao Huy hiệu %(years)d năm rồi.") % {"years": years})


def earned(case: Case, taken: Taken) -> Iterator[Problem]:
    """Full years of Party age from the decision, less what the manner of the award allows."""
    years, manner = int(case.data["years"]), case.data["manner"]
    on = case.standing.left_on if manner == "posthumous" and case.standing.dead else taken.on
    months = party_age_months(case.life, on)
    if months is None:
        yield Problem("years", _("Trong sổ chưa có ngày tính tuổi Đảng của người này; hãy bổ sung (ngày ký quyết định kết nạp)."))
        return
    grace = _grace(case, on, years, manner)
    if months < 12 * years - grace:
        told = {"years": months // 12, "months": months % 12, "day": vn_day(on), "grade": years}
        yield Problem(
            "years", _("Đến ngày %(day)s mới có %(years)d năm %(months)d tháng tuổi Đảng, chưa đủ Huy hiệu %(grade)d năm.") % told
        )


def _grace(case: Case, on: dt.date, years: int, manner: str) -> int:
    """Months by which an award may come early: none where no rule of the day, for the dead of the day of death, grants any."""
    try:
        if manner == "early":
            return int(case.value("badge.early_months", on).get(str(years), 0))
        return int(case.value("badge.posthumous_early_months", on)) if manner == "posthumous" else 0
    except UnknownRule:
        return 0


def not_under_discipline(case: Case, taken: Taken) -> Iterator[Problem]:
    """Under discipline one waits, longer for the graver form."""
    waits = case.value("badge.wait_after_discipline", taken.on)
    for event in disciplines(case.life):
        until = add_months(event.on, int(waits.get(str(event.told["form"]), 0)))
        if event.on <= taken.on < until:
            yield Problem(
                "on", _("Đang chịu kỷ luật từ ngày %(day)s; xét từ ngày %(until)s.") % {"day": vn_day(event.on), "until": vn_day(until)}
            )


def awarded(case: Case, taken: Taken) -> list[Line]:
    return about(case, "badge_awarded", years=int(case.data["years"]), posthumous=case.data["manner"] == "posthumous")


procedure(
    Procedure(
        code="badge",
        title=lazy("Tặng Huy hiệu Đảng"),
        about=lazy("Một đảng viên: đúng hạn, muộn, sớm vì bệnh nặng, hoặc truy tặng."),
        subject="anyone",
        workflow=Workflow(
            {
                "declared": lazy("đã có bản khai"),
                "resolved": lazy("chi bộ đã đề nghị"),
                "submitted": lazy("đảng ủy đã đề nghị"),
                "decided": lazy("đã có quyết định"),
                "awarded": lazy("đã trao"),
                "dropped": lazy("không đề nghị"),
            },
            "declared",
            ("awarded", "dropped"),
            (
                verb("resolve", lazy("Chi bộ đề nghị"), "declared", "resolved", guards=(grade_exists, earned, not_under_discipline), papers=("1-HHĐ",),
                     asks=(NOTE,)),
                verb("submit", lazy("Đảng ủy đề nghị"), "resolved", "submitted", right=DECIDE, effects=("dossier_considered",),
                     effect=lambda case, taken: [{"kind": "dossier_considered", "org": case.superior(taken.on).code, "procedure": "badge",
                                                  "person": case.person.code}]),
                verb("decide", lazy("Có quyết định tặng"), "submitted", "decided", right=DECIDE, decides="QĐ", guards=(not_after,)),
                verb("award", lazy("Trao Huy hiệu"), "decided", "awarded", effect=awarded, effects=("badge_awarded",)),
                verb("drop", lazy("Không đề nghị"), "declared resolved submitted decided", "dropped", asks=(REASON,)),
            ),
        ),
        opening=(ask("years", lazy("Mức (năm tuổi Đảng)"), "whole"), ask("manner", lazy("Cách tặng"), "choice", choices=MANNERS)),
        papers="papers.badge",
    )
)  # fmt: skip


def each_awarded(case: Case, taken: Taken, one: Participant) -> list[Line]:
    """The grade noted beside the name."""
    return [{"kind": "badge_awarded", "person": one.person.code, "years": int(one.data.get("years", 0))}]


procedure(
    Procedure(
        code="badge_round",
        title=lazy("Đợt trao Huy hiệu Đảng"),
        about=lazy("Cả danh sách một đợt: 3/2, 19/5, 2/9, 7/11."),
        subject="people",
        workflow=Workflow(
            {"listed": lazy("đang lập danh sách"), "submitted": lazy("đã trình"), "decided": lazy("đã có quyết định"), "awarded": lazy("đã trao"),
             "dropped": lazy("bỏ đợt")},
            "listed",
            ("awarded", "dropped"),
            (
                verb("submit", lazy("Đảng ủy trình danh sách"), "listed", "submitted", right=DECIDE),
                verb("decide", lazy("Có quyết định tặng"), "submitted", "decided", right=DECIDE, decides="QĐ", guards=(not_after,)),
                verb("award", lazy("Trao Huy hiệu cho từng người"), "decided awarded", "awarded", each=each_awarded, effects=("badge_awarded",),
                     asks=(NOTE,)),
                verb("drop", lazy("Bỏ đợt này"), "listed submitted decided", "dropped", asks=(REASON,)),
            ),
        ),
        opening=(ask("round", lazy("Đợt"), "coming"),),
        papers="papers.badge",
        group=lazy("Nhiều người"),
    )
)  # fmt: skip
