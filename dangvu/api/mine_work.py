"""A member's own affairs for another program, continued: the work the cell assigned, and the report on it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from dangvu.api.mine import REFUSED, member
from dangvu.handbook import assignments
from dangvu.ledger import book
from dangvu.privacy import readings

router = Router()


class SaidOut(Schema):
    """``entry``: the number in the books."""

    entry: int
    on: dt.date
    organisation: str
    text: str


class JudgedOut(SaidOut):
    """``grade``: excellent, done, partly or not_done."""

    grade: str


class AssignmentOut(Schema):
    """``given``: the latest last, which holds. ``open``: whether a report is waited for."""

    year: int
    given: list[SaidOut]
    reported: list[SaidOut]
    judged: JudgedOut | None
    open: bool


class ReportIn(Schema):
    year: Annotated[int, Field(ge=2000, le=2100)]
    text: Annotated[str, Field(max_length=assignments.LONGEST)]


class ReportedOut(Schema):
    entry: int


@router.get("/assignments", response={200: list[AssignmentOut], **REFUSED})
def own_assignments(request: HttpRequest) -> Any:
    """The work assigned to the member, year by year, the latest first, with own reports and what the cell said."""
    user, person = member(request)
    readings.record(user=user, what=readings.What.RECORD, page="api", persons=[person.pk])
    return [
        {
            "year": each.year, "given": [_said(one) for one in each.given], "reported": [_said(one) for one in each.reported],
            "judged": {**_said(each.judged), "grade": each.judged.grade} if each.judged else None, "open": each.open,
        }
        for each in assignments.of_person(person)
    ]  # fmt: skip


def _said(each: assignments.Said) -> dict[str, Any]:
    return {"entry": each.entry, "on": each.on, "organisation": book.tree().timelines[each.org].states[-1].code, "text": each.text}


@router.post("/assignments/report", response={200: ReportedOut, **REFUSED})
def own_report(request: HttpRequest, body: ReportIn) -> Any:
    """Report to the cell how the work of a year was done, while it was not judged."""
    user, person = member(request)
    return {"entry": assignments.report(person=person, year=body.year, text=body.text, actor=user.get_username())}
