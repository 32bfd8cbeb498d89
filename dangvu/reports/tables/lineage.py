"""Organisations that came, went or became others in the term: what the tree was made of, and where its members went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.figures import remembered
from dangvu.orgs.tree import OrgState
from dangvu.reports.content import Point, Series, TargetLine, Value
from dangvu.reports.spans import DAY, Span
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import chart
from dangvu.reports.tables.cells import PREFIX

CODE = "member_total"


@dataclass(frozen=True)
class Stay:
    """One organisation below the one looked at: since when, until when (None: still), and what it went into."""

    state: OrgState
    start: dt.date
    end: dt.date | None
    into: int | None


@chart(
    "lineage",
    lazy("Tổ chức lập mới, tiếp nhận, nhập, tách, kết thúc trong nhiệm kỳ"),
    lazy(
        "Mỗi tổ chức có thay đổi là một vạch, từ ngày về với đảng bộ đến ngày kết thúc hay chuyển đi; con số là đảng viên vào ngày cuối. "
        "Vạch đứng dẫn đến tổ chức đã nhập vào. Tổ chức không thay đổi không vẽ."
    ),
)
def lineage(subject: Subject, _targets: tuple[TargetLine, ...]) -> Series:
    """A point an organisation that came or went in the term, and each one that took others in."""
    first, last = subject.dates.term_start, subject.dates.as_of
    stays = list(_stays(subject))
    changed = [each for each in stays if each.start >= first or each.end is not None]
    taken = {each.into for each in changed if each.into is not None}
    shown = [each for each in stays if each in changed or each.state.org_id in taken]
    shown.sort(key=lambda each: (each.into or each.state.org_id, each.end is None, each.start, each.state.code))
    points = tuple(_point(subject, each, {other.state.org_id for other in shown}) for each in shown)
    title = _("Tổ chức thay đổi từ ngày %(start)s đến ngày %(end)s") % {"start": vn_day(first), "end": vn_day(last)}
    return Series("lineage", title, "lives", _("đảng viên"), points, span=(first, last))


def _stays(subject: Subject) -> Iterator[Stay]:
    """Every organisation that stood below this one on a day of the term, in the order of the tree."""
    for org in subject.today.order():
        inside = [day for day in _turns(subject, org) if _holds(subject, org, day)]
        if org == subject.org or not inside:
            continue
        start, last = inside[0], inside[-1]
        gone = next((day for day in _turns(subject, org) if day > last and not _holds(subject, org, day)), None)
        closing = subject.tree.closings.get(org)
        state = subject.tree.at(last).state(org)
        if state is not None:
            yield Stay(state, start, gone, closing.into if closing and gone else None)


def _turns(subject: Subject, org: int) -> list[dt.date]:
    """The term's first evening, and the days on which the organisation, or something above it, was changed."""
    first, last = subject.dates.term_start - DAY, subject.dates.as_of
    own = [day for day in subject.tree.timelines[org].days if first < day <= last]
    return sorted({first, *own, *subject.tree.change_days(first + DAY, last)})


def _holds(subject: Subject, org: int, day: dt.date) -> bool:
    """Whether it stood, open, below the one looked at."""
    tree = subject.tree.at(day)
    state = tree.state(org)
    return state is not None and state.open and subject.org in tree.path(org)


def _point(subject: Subject, stay: Stay, shown: set[int]) -> Point:
    day = stay.end - DAY if stay.end else subject.dates.as_of
    span = Span(day, day, day)
    value: Value = remembered.evaluate([CODE], subject.query(span, stay.state.org_id))[CODE].value
    into = subject.tree.timelines[stay.into].states[-1].name.removeprefix(PREFIX) if stay.into in shown and stay.into else ""
    name = stay.state.name.removeprefix(PREFIX)
    return Point(name, value, day=stay.start, until=stay.end, into=into, asked=subject.asked(CODE, span, stay.state.org_id))
