"""The work assigned to members for a year: cell by cell as figures, a cell's list to be written down, and its papers to be signed."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import today
from dangvu.dossiers import holdings
from dangvu.figures.services import evaluate, evaluate_everywhere, get
from dangvu.handbook import assignments as given
from dangvu.handbook import push
from dangvu.ledger.refusal import Fault
from dangvu.orgs.access import CASEWORK, PERSONS
from dangvu.orgs.models import Person
from dangvu.orgs.tree import OrgState
from dangvu.staff import wording
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.forms import DayField
from dangvu.staff.reading import What, log
from dangvu.staff.views.ratings import cell_and_people, year_of

FIGURES = ("members_assigned", "assignments_reported", "assignments_judged")
BY_CELL = ("member_total", *FIGURES)


class Head(forms.Form):
    """What holds for a whole list: the day of the meeting, and the cell's resolution if it has a number."""

    on = DayField(label=lazy("Ngày họp phân công, đánh giá"))
    number = forms.CharField(label=lazy("Số nghị quyết của chi bộ (nếu có)"), required=False, max_length=100)


@dataclass(frozen=True)
class Line:
    """A member on the list of a cell. ``flag``: why nothing has to be assigned; ``wrong``: what is wrong with what was typed."""

    person: Person
    year: given.Year
    flag: str
    typed: given.Row
    wrong: str = ""

    @property
    def tasks(self) -> str:
        """What stands in the field: what was typed, else what holds."""
        return self.typed.tasks or (self.year.holds.text if self.year.holds else "")


@page(PERSONS)
def assignments(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How far each cell is with the year of the day; every number is a figure and opens into its rows."""
    query = year_of(desk)
    answers, everywhere = evaluate(FIGURES, query), evaluate_everywhere(BY_CELL, query)
    rows = [(state, [(get(code), everywhere[code].get(state.org_id)) for code in BY_CELL]) for state in desk.cells(PERSONS)]
    cards = [(get(code), answers[code]) for code in FIGURES]
    return show(
        request, desk, "staff/assignments.html", cards=cards, rows=rows, heads=[get(code) for code in BY_CELL], year=desk.day.year,
        start=query.start, end=query.end,
    )  # fmt: skip


@page(PERSONS)
def sheet(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """A cell's members with what was assigned, reported and judged; to be written down all together, or typed from paper."""
    org, people = cell_and_people(desk, code)
    may_write, head = org in desk.reach(CASEWORK), Head(initial={"on": min(desk.day, today())})
    typed: dict[str, given.Row] = {}
    faults: list[Fault] = []
    if request.method == "POST":
        if not may_write:
            raise Http404(_("Không có việc này."))
        head, found = Head(request.POST), given.of_cell(org, desk.day.year)
        typed = {each.code: _typed(request, each, found.get(each.pk)) for each in people}
        faults = _write(desk, head, code, list(typed.values())) if head.is_valid() else []
        if head.is_valid() and not faults:
            push.soon([each.pk for each in people if typed[each.code].tasks])
            messages.success(request, _("Đã ghi."))
            return back(desk, "staff:assignment_sheet", code)
        for each in faults:
            head.add_error(None, each.message if not each.field else _("Có dòng chưa ghi được; chưa ghi dòng nào."))
            break
    log(request, desk, What.LIST, [each.pk for each in people])
    return show(
        request, desk, "staff/assignment_sheet.html", cell=_state(desk, org), rows=_lines(desk, org, people, typed, faults),
        year=desk.day.year, may_write=may_write, head=head, grades=[(grade, wording.value("grade", grade)) for grade in given.GRADES],
    )  # fmt: skip


def _state(desk: Desk, org: int) -> OrgState:
    return desk.forest.timelines[org].states[-1]


def _lines(desk: Desk, org: int, people: list[Person], typed: dict[str, given.Row], faults: list[Fault]) -> list[Line]:
    flags = {person.pk: flag for person, flag in holdings.flagged(org, min(desk.day, today()))}
    found, wrong = given.of_cell(org, desk.day.year), {each.field: each.message for each in faults}
    return [
        Line(
            each, found.get(each.pk) or given.Year(desk.day.year), flags.get(each.pk, ""), typed.get(each.code, given.Row(each.code)),
            wrong.get(each.code, ""),
        )
        for each in people
    ]  # fmt: skip


def _typed(request: HttpRequest, person: Person, found: given.Year | None) -> given.Row:
    """What was typed in the row of a member; an assignment that reads as the one that holds is none."""
    told = {
        name: str(request.POST.get(f"{name}:{person.code}", "")).replace("\r\n", "\n").strip()
        for name in ("tasks", "report", "grade", "remark")
    }
    if found and found.holds and told["tasks"] == found.holds.text.replace("\r\n", "\n").strip():
        told["tasks"] = ""
    return given.Row(person.code, **told)


def _write(desk: Desk, head: Head, code: str, rows: list[given.Row]) -> list[Fault]:
    told = head.cleaned_data
    decision = {"number": told["number"], "date": told["on"].isoformat() if told["number"] else ""}
    _count, faults = given.write(
        cell=code, year=desk.day.year, on=told["on"], rows=rows, decision=decision, actor=desk.user.get_username()
    )  # fmt: skip
    return faults


@page(PERSONS)
def papers(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """A paper for each member of a cell, to be signed: what is assigned, with room for the report and the cell's judgement."""
    org, people = cell_and_people(desk, code)
    log(request, desk, What.EXPORT, [each.pk for each in people])
    rows = [each for each in _lines(desk, org, people, {}, []) if not each.flag or each.year.given]
    return show(request, desk, "staff/assignment_papers.html", cell=_state(desk, org), rows=rows, year=desk.day.year)
