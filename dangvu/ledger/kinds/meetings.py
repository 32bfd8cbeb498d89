"""Kinds for meetings and conferences: how many had to come, how many came, who did not and why, and the score (domain guide §8)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.keys import key
from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Data, Fact, Field, Leg, Names, World, register
from dangvu.ledger.kinds.work import ORG
from dangvu.ledger.refusal import Refusal

CROWD = read.whole(0, 10**6)
LEAVE = ("with_leave", "without_leave")


def absent(value: Any, field: str, names: Names) -> list[Data]:
    """Members who did not come: person, and whether with leave."""
    if not isinstance(value, list):
        raise Refusal(field, _("“absent” phải là danh sách người vắng; mỗi người có person và leave."))
    return [_absent(each, field, names) for each in value]


def _absent(value: Any, field: str, names: Names) -> Data:
    if not isinstance(value, dict) or value.keys() != {"person", "leave"}:
        raise Refusal(field, _("Mỗi người vắng ghi đúng hai phần: person và leave (true là có lý do)."))
    return {"person": names.person(value["person"], field), "leave": read.yes_no(value["leave"], field, names)}


@register(
    "meeting_held",
    lazy("Họp, hội nghị"),
    "work",
    ORG,
    Field("type", read.slug, required=True, about="monthly, thematic, committee, standing_committee, conference, congress, …"),
    Field("topic", read.text(1000)),
    Field("bound", CROWD, required=True, about="how many had to attend: without the exempt and those temporarily elsewhere"),
    Field("present", CROWD, required=True, about="of them"),
    Field("absent", absent, about="[{person, leave}] of those who had to attend and did not"),
    Field("absent_with_leave", CROWD, about="where names are not kept"),
    Field("absent_without_leave", CROWD, about="where names are not kept"),
    Field("guests", CROWD, about="present without a vote"),
    Field("score", read.whole(0, 100), about="points of 100 by the criteria of the day"),
    Field("grade", read.choice("good", "fair", "average", "poor"), about="of the score: good, fair, average, poor"),
)
def meeting_held(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A meeting with its roll. Who had to attend is present or absent: the numbers must agree."""
    data, org, sort = fact.data, fact.data["org"], fact.data["type"]
    world.org_on(org, fact.on)
    away = data.get("absent", [])
    counts = [data.get(f"absent_{each}", 0) for each in LEAVE]
    if away and any(counts):
        raise Refusal("absent", _("Đã ghi tên người vắng thì không ghi số người vắng nữa."))
    if data["present"] + len(away) + sum(counts) != data["bound"]:
        raise Refusal("present", _("Có mặt cộng với vắng mặt phải bằng số phải dự (bound); hãy kiểm lại điểm danh."))
    legs.append((key("meeting", type=sort), org, None, None, 1))
    legs += [(key(f"meeting_{name}", type=sort), org, None, None, data[name]) for name in ("bound", "present", "guests") if data.get(name)]
    legs += [(key("meeting_absent", type=sort, leave=LEAVE[not each["leave"]]), org, None, each["person"], 1) for each in away]
    legs += [(key("meeting_absent", type=sort, leave=name), org, None, None, n) for name, n in zip(LEAVE, counts, strict=True) if n]
    if "grade" in data:
        legs.append((key("meeting_scored", type=sort, grade=data["grade"]), org, None, None, 1))
