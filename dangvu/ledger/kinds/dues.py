"""Kinds for Party dues: what was due of a month, what was paid for it, who was exempt, what was passed on (domain guide §5).

A month stands in the account, so that money paid in May for March counts for March, and a closed month is never reckoned again.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.keys import key
from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Fact, Field, Leg, Names, World, register
from dangvu.ledger.kinds.work import ORG
from dangvu.ledger.refusal import Refusal

MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
MOST = 10**12
PERSON = Field("person", read.person, about="whose dues; left out where a cell books its whole month")


def month(value: Any, field: str, names: Names) -> str:
    """A month, YYYY-MM."""
    if not isinstance(value, str) or not MONTH.fullmatch(value):
        raise Refusal(field, _("“%(value)s” không phải là tháng; hãy viết năm-tháng, ví dụ 2026-02.") % {"value": str(value)[:40]})
    return value


FOR_MONTH = Field("month", month, required=True, about="the month the dues are of, YYYY-MM")


def _post(world: World, fact: Fact, legs: list[Leg], side: str, amount: int) -> None:
    data = fact.data
    world.org_on(data["org"], fact.on)
    if amount:
        legs.append((key("dues", side=side, month_of=data["month"]), data["org"], None, data.get("person"), amount))


@register(
    "dues_charged",
    lazy("Đảng phí phải đóng"),
    "work",
    ORG,
    PERSON,
    FOR_MONTH,
    Field("group", read.slug, about="of the rule: insured, pensioner, student, uninsured, retired_without_pension, paid_work"),
    Field("base", read.whole(0, MOST), about="đồng: what the rate was taken of"),
    Field("due", read.whole(0, MOST), required=True, about="whole đồng"),
)
def dues_charged(world: World, fact: Fact, legs: list[Leg]) -> None:
    """Dues of a member, or of a whole cell, for a month, as the rule of that month made them."""
    _post(world, fact, legs, "due", fact.data["due"])


@register(
    "dues_paid",
    lazy("Đóng đảng phí"),
    "work",
    ORG,
    PERSON,
    FOR_MONTH,
    Field("amount", read.whole(1, MOST), required=True, about="whole đồng"),
)
def dues_paid(world: World, fact: Fact, legs: list[Leg]) -> None:
    """Dues paid to the cell ``org`` for a month."""
    _post(world, fact, legs, "paid", fact.data["amount"])


@register(
    "dues_exempted",
    lazy("Miễn, giảm đảng phí"),
    "work",
    ORG,
    Field("person", read.person, required=True),
    FOR_MONTH,
    Field("reason", read.text(300), required=True, about="fifty years of Party age, hardship, …"),
)
def dues_exempted(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A member owes nothing for a month, with the reason."""
    data = fact.data
    world.org_on(data["org"], fact.on)
    legs.append((key("dues_exempt", month_of=data["month"]), data["org"], None, data["person"], 1))


@register(
    "dues_passed_on",
    lazy("Nộp đảng phí lên cấp trên"),
    "work",
    ORG,
    FOR_MONTH,
    Field("amount", read.whole(1, MOST), required=True, about="whole đồng"),
)
def dues_passed_on(world: World, fact: Fact, legs: list[Leg]) -> None:
    """What an organisation passed on to its superior; the rest of what it collected it keeps."""
    _post(world, fact, legs, "passed_on", fact.data["amount"])
