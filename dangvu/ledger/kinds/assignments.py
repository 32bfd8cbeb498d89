"""Kinds for the work a cell assigns to each of its members for a year: given in writing, reported on, judged (domain guide §8.4).

What is written lies sealed beside the entry and goes with its person; what counts is that there is one.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.keys import key
from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Fact, Field, Leg, World, register
from dangvu.ledger.kinds.work import ORG

LONGEST = 4000
"""Letters of an assignment, a report or a remark."""
GRADES = ("excellent", "done", "partly", "not_done")
PERSON = Field("person", read.person, required=True, about="the member, at the cell `org`")
YEAR = Field("year", read.whole(2000, 2100), about="the year whose work it is about; that of the day when left out")


@register(
    "assigned",
    lazy("Phân công công tác cho đảng viên"),
    "work",
    ORG,
    PERSON,
    Field("tasks", read.text(LONGEST), required=True, about="what the member is to do, in the words of the cell's resolution"),
    sealed=("tasks",),
)
def assigned(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A cell assigns work to a member: from this day to the end of its year. A later one of the year takes the place of the earlier."""
    world.org_on(fact.data["org"], fact.on)
    legs.append(("assignment{}", fact.data["org"], None, fact.data["person"], 1))


@register(
    "assignment_reported",
    lazy("Báo cáo kết quả công tác được phân công"),
    "work",
    ORG,
    PERSON,
    Field("report", read.text(LONGEST), required=True, about="what was done, in the member's own words"),
    YEAR,
    sealed=("report",),
)
def assignment_reported(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A member reports to the cell how the work assigned for a year was done; further reports stand beside it."""
    world.org_on(fact.data["org"], fact.on)
    legs.append(("assignment_report{}", fact.data["org"], None, fact.data["person"], 1))


@register(
    "assignment_judged",
    lazy("Đánh giá công tác được phân công"),
    "work",
    ORG,
    PERSON,
    Field("grade", read.choice(*GRADES), required=True, about="excellent, done, partly or not_done"),
    Field("remark", read.text(LONGEST), about="what the cell says to it"),
    YEAR,
    sealed=("remark",),
)
def assignment_judged(world: World, fact: Fact, legs: list[Leg]) -> None:
    """The cell judges, once a year, how a member did the work assigned."""
    world.org_on(fact.data["org"], fact.on)
    legs.append((key("assignment_judged", grade=fact.data["grade"]), fact.data["org"], None, fact.data["person"], 1))
