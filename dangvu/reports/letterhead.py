"""Heads and ends of documents: the clerk's words where given, else what the dated tree knows."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from dangvu.core import periods
from dangvu.core.days import vn_day
from dangvu.orgs.models import Organisation
from dangvu.orgs.tree import OrgState
from dangvu.reports.content import Frame
from dangvu.reports.models import Letterhead
from dangvu.reports.spans import Dates
from dangvu.reports.subject import Subject

ORGANISATION, COMMITTEE = "Đảng bộ", "Đảng ủy"
DISTRICT, DISTRICT_COMMITTEE = "Đảng bộ huyện", "Huyện ủy"


def committee_name(name: str) -> str:
    """The committee that speaks for an organisation: *Đảng bộ khối …* → *Đảng ủy khối …*, a district's its own way."""
    if name.startswith(DISTRICT + " "):
        return DISTRICT_COMMITTEE + name.removeprefix(DISTRICT)
    return COMMITTEE + name.removeprefix(ORGANISATION) if name.startswith(ORGANISATION + " ") else name


def frame(subject: Subject, document_title: str, title: str, term: str) -> Frame:
    """Heads, end and labels of a report, by the names of the day the stocks are taken."""
    given = Letterhead.objects.filter(organisation=subject.org).first() or Letterhead()
    state = subject.today.state(subject.org)
    above = subject.today.state(state.parent) if state and state.parent is not None else None
    superior = given.superior or (committee_name(above.name) if above else "")
    issuer = given.issuer or (committee_name(state.name) if state else "")
    return Frame(
        superior=superior,
        issuer=issuer,
        symbol=given.symbol or _symbol(subject, state),
        place=given.place,
        on_behalf=given.on_behalf or _("T/M ĐẢNG ỦY"),
        post=given.post or _("BÍ THƯ"),
        signer=given.signer,
        recipients=tuple(line.strip() for line in given.recipients.splitlines() if line.strip())
        or tuple(line for line in (superior, _("Các chi bộ trực thuộc"), _("Lưu Văn phòng")) if line),
        document_title=document_title,
        subject=title,
        labels=labels(subject.dates, state.name if state else "", issuer, superior, term),
    )


def labels(dates: Dates, name: str, issuer: str, superior: str, term: str) -> dict[str, str]:
    """What each code of ``reports.labels`` prints."""
    return {
        "org_name": name,
        "issuer": issuer,
        "superior": superior,
        "as_of_day": vn_day(dates.as_of),
        "start_day": vn_day(dates.start),
        "end_day": vn_day(dates.end),
        "quarter_name": quarter_name(dates.end),
        "next_quarter_name": quarter_name(next_quarter(dates.end)),
        "period_name": period_name(dates.start, dates.end),
        "next_period_name": next_period_name(dates.start, dates.end),
        "term_years": term,
        "term_start_day": vn_day(dates.term_start),
    }


def period_name(start: dt.date, end: dt.date) -> str:
    """``tháng 3/2023``, ``quý I/2023``, ``6 tháng đầu năm 2023``, ``9 tháng đầu năm 2023``, ``năm 2023``, else both days."""
    year, months = start.year, end.month - start.month + 1
    whole = start.day == 1 and year == end.year and end == periods.month(year, end.month)[1]
    name = NAMES.get((months, start.month)) if whole else None
    if whole and months == 1:
        return f"tháng {start.month}/{year}"
    if whole and (start, end) == periods.quarter(year, periods.quarter_of(end)):
        return quarter_name(end)
    return f"{name} {year}" if name else f"từ ngày {vn_day(start)} đến ngày {vn_day(end)}"


NAMES = {(6, 1): "6 tháng đầu năm", (6, 7): "6 tháng cuối năm", (9, 1): "9 tháng đầu năm", (12, 1): "năm"}


def next_period_name(start: dt.date, end: dt.date) -> str:
    """The period after: what is left of the year after nine months, as long as this one otherwise."""
    after = end + dt.timedelta(days=1)
    if period_name(start, end).startswith(NAMES[9, 1]):
        return quarter_name(after)
    months = periods.full_months(start, after)
    known = months > 0 and period_name(start, end) != f"từ ngày {vn_day(start)} đến ngày {vn_day(end)}"
    return period_name(after, periods.add_months(after, months) - dt.timedelta(days=1)) if known else "thời gian tới"


def quarter_name(day: dt.date) -> str:
    """``quý I/2023``."""
    return f"quý {('I', 'II', 'III', 'IV')[periods.quarter_of(day) - 1]}/{day.year}"


def next_quarter(day: dt.date) -> dt.date:
    """The first day of the quarter after the one the day lies in."""
    return periods.quarter(day.year, periods.quarter_of(day))[1] + dt.timedelta(days=1)


def _symbol(subject: Subject, state: OrgState | None) -> str:
    """Without a symbol of its own an organisation signs as ĐU or CB (domain guide §10.1)."""
    if state is None:
        return str(Organisation.objects.get(pk=subject.org).code)
    return "CB" if state.is_cell else "ĐU"
