"""The age pyramid: members by age band and sex on the day."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.core.vietnamese import vn_number
from dangvu.figures import remembered
from dangvu.figures import services as figures
from dangvu.figures.breakdowns import UNKNOWN
from dangvu.figures.engines.persons import BAND_KEYS
from dangvu.reports.content import Asked, Point, Series, TargetLine, Value
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import chart

MALE, FEMALE = "member_men", "member_by_gender"
BY = "age_band"


@chart(
    "age_pyramid",
    lazy("Tháp tuổi đảng viên"),
    lazy("Đảng viên theo nhóm tuổi, bên trái là nam, bên phải là nữ; tuổi tính đến ngày xem. Ô có dấu × là số quá nhỏ, không hiện."),
    personal=True,
)
def age_pyramid(subject: Subject, _targets: tuple[TargetLine, ...]) -> Series:
    """A point a band and sex, the youngest first; who has no known birth day or sex stands in the note."""
    query = subject.query()
    men, women = ({part.key: part for part in remembered.breakdown(code, query, BY)} for code in (MALE, FEMALE))
    points = tuple(
        Point(found[band].label, found[band].value, side=side, asked=_asked(subject, code, band))
        for band in BAND_KEYS
        for side, code, found in (("male", MALE, men), ("female", FEMALE, women))
        if band in found
    )
    title = _("Tháp tuổi đảng viên ngày %(day)s") % {"day": vn_day(subject.dates.as_of)}
    names = (_("Nam"), _("Nữ"))
    return Series("age_pyramid", title, "pyramid", _("đảng viên"), points, names, _note(query, men, women))


def _asked(subject: Subject, code: str, band: str) -> Asked:
    asked = subject.asked(code)
    return Asked(code, asked.org, asked.as_of, asked.start, asked.end, BY, band)


def _note(query: figures.Query, *sides: dict[str, figures.Part]) -> str:
    """Who is in no bar."""
    ageless = sum(int(side[UNKNOWN].value or 0) for side in sides if UNKNOWN in side)
    sexless: Value = remembered.part("member_total", query, "sex", [UNKNOWN])
    told = []
    if ageless:
        told.append(_("%(count)s đảng viên chưa rõ ngày sinh không có trong hình.") % {"count": vn_number(ageless)})
    if sexless:
        told.append(_("%(count)s đảng viên chưa rõ giới tính không có trong hình.") % {"count": vn_number(sexless)})
    return " ".join(told)
