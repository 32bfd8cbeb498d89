"""The yearly rating: proposals beside decisions, shares with their base, the quota, and who is not rated and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import today
from dangvu.core.rounding import share
from dangvu.dossiers.holdings import members
from dangvu.exchange.load import load_lines
from dangvu.figures.remembered import breakdown
from dangvu.figures.services import Query, Value
from dangvu.ledger import book
from dangvu.orgs.access import CASEWORK, PERSONS, RECORD
from dangvu.orgs.models import Person
from dangvu.rules import services as rules
from dangvu.staff import wording
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.reading import What, log

GRADES = ("excellent", "good", "completed", "not_completed")
GROUPS = (
    ("rating_org_count", lazy("Tổ chức cơ sở đảng")),
    ("rating_cell_count", lazy("Chi bộ")),
    ("rating_member_count", lazy("Đảng viên")),
)


@dataclass(frozen=True)
class Group:
    """One group's grades. ``most``: how many excellent ones the quota allows, None where no rule says."""

    title: str
    code: str
    rows: list[tuple[str, Value, Value]]
    base: Value
    excellent: int
    most: int | None

    @property
    def over(self) -> bool:
        return self.most is not None and self.excellent > self.most


def year_of(desk: Desk) -> Query:
    return Query(desk.org, desk.day, desk.day.replace(month=1, day=1), desk.day.replace(month=12, day=31), desk.known)


@page(PERSONS)
def ratings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The ratings decided in the year of the day."""
    query = year_of(desk)
    quota = quota_of(desk)
    groups = [group_of(code, str(title), query, quota) for code, title in GROUPS]
    return show(
        request, desk, "staff/ratings.html", groups=groups, quota=quota, year=desk.day.year, unrated=list(unrated(desk)),
        cells=desk.cells(PERSONS),
        proposed=[(part.label, part.value) for part in breakdown("rating_proposed", query, "grade")],
    )  # fmt: skip


def quota_of(desk: Desk) -> rules.Rule | None:
    """How many excellent ones the rule of the day allows; None where no rule says."""
    try:
        return rules.get("rating.excellent_quota", on=desk.day, path=desk.tree.upward(desk.org))
    except rules.UnknownRule:
        return None


def group_of(code: str, title: str, query: Query, quota: rules.Rule | None) -> Group:
    counts = {part.key: int(part.value or 0) for part in breakdown(code, query, "grade")}
    base = sum(counts.values())
    rows: list[tuple[str, Value, Value]] = [
        (wording.value("grade", grade), counts.get(grade, 0), share(counts.get(grade, 0), base)) for grade in GRADES
    ]
    good = counts.get("excellent", 0) + counts.get("good", 0)
    most = good * int(quota.value) // 100 if quota is not None and base else None
    return Group(title, code, rows, base, counts.get("excellent", 0), most)


def unrated(desk: Desk) -> Iterator[tuple[str, str, int | None]]:
    """Who is written down as not rated, and why; the id of a person."""
    orgs, year = desk.tree.subtree(desk.org) & desk.reach(PERSONS), desk.day.year
    entries = book.in_force(["rated"], desk.known).filter(effective_on__year=year)
    found = [
        data for data in map(orjson.loads, entries.values_list("data", flat=True)) if data["grade"] == "not_rated" and data["org"] in orgs
    ]
    names = Person.objects.in_bulk([data["person"] for data in found if "person" in data])
    for data in found:
        state = desk.forest.timelines[data["org"]].states[-1]
        yield (names[data["person"]].name if "person" in data else state.name), str(data.get("reason", "")), data.get("person")


@page(PERSONS)
def sheet(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """A cell's members, to be proposed a grade (or given one, by who keeps the register), all together."""
    org, people = cell_and_people(desk, code)
    right = {"rating_proposed": CASEWORK, "rated": RECORD}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in right or org not in desk.reach(right[kind]):
            raise Http404(_("Không có việc này."))
        wrong = _write(request, desk, kind, org, people)
        if not wrong:
            messages.success(request, _("Đã ghi."))
            return back(desk, "staff:ratings")
    given = given_in(desk, org)
    log(request, desk, What.LIST, [each.pk for each in people])
    rows = [
        (each, given.get(("rating_proposed", each.pk), ""), given.get(("rated", each.pk), ""), wrong.get(each.code, "")) for each in people
    ]
    return show(
        request, desk, "staff/rating_sheet.html", cell=desk.forest.timelines[org].states[-1], rows=rows, year=desk.day.year,
        grades=[(grade, wording.value("grade", grade)) for grade in (*GRADES, "not_rated")],
        may_propose=org in desk.reach(CASEWORK), may_rate=org in desk.reach(RECORD),
    )  # fmt: skip


def cell_and_people(desk: Desk, code: str) -> tuple[int, list[Person]]:
    """An organisation whose members the user may see, with them by given name. Raises Http404."""
    org = desk.forest.by_code(code)
    if org is None or org not in desk.reach(PERSONS):
        raise Http404(_("Không có chi bộ này trong phạm vi của bạn."))
    on = min(desk.day, today())
    return org, sorted(Person.objects.filter(pk__in=[person for person, _cell in members({org}, on)]), key=lambda each: each.sort_key)


def given_in(desk: Desk, org: int) -> dict[tuple[str, int], str]:
    """Grades of the year by kind of entry and person, in words; the last one counts."""
    entries = book.in_force(["rating_proposed", "rated"], desk.known).filter(effective_on__year=desk.day.year)
    told = ((kind, orjson.loads(data)) for kind, data in entries.values_list("kind", "data"))
    return {(kind, data["person"]): wording.value("grade", data["grade"]) for kind, data in told if data["org"] == org and "person" in data}


def _write(request: HttpRequest, desk: Desk, kind: str, org: int, people: list[Person]) -> dict[str, str]:
    """Append one line for everybody given a grade, all or nothing; what is wrong by person. A year has one grade for each."""
    on, given, cell = min(desk.day, today()), given_in(desk, org), desk.forest.timelines[org].states[-1].code
    lines: list[dict[str, Any]] = []
    wrong: dict[str, str] = {}
    for each in people:
        grade, reason = request.POST.get(f"grade:{each.code}", ""), request.POST.get(f"reason:{each.code}", "").strip()
        if grade and (kind, each.pk) in given:
            wrong[each.code] = _("Năm nay đã ghi rồi; muốn đổi thì hủy bút toán cũ trước.")
        elif grade:
            line = {"kind": kind, "on": on.isoformat(), "ref": f"rating/{kind}/{on.year}/{each.code}/{book.last_number()}", "org": cell}
            lines.append({**line, "person": each.code, "grade": grade, **({"reason": reason} if reason else {})})
    report = load_lines(lines, actor=desk.user.get_username()) if lines and not wrong else None
    return wrong | ({lines[fault.line - 1]["person"]: fault.message for fault in report.errors} if report else {})
