"""Kinds for work done and numbers given: they post statistical legs, each +n at the organisation that did it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.keys import key
from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Data, Fact, Field, Leg, Names, World, register
from dangvu.ledger.refusal import Refusal
from dangvu.orgs.access import INSPECT

ORG = Field("org", read.org, required=True, about="the organisation whose work it is")
SOURCE_LIMIT = 500
THOUSANDTHS = 1000
DAYS = (
    Field("from", read.day, about="first day"),
    Field("to", read.day, about="last day"),
)
PERIOD = (
    Field("from", read.day, required=True, about="first day"),
    Field("to", read.day, required=True, about="last day"),
)
ROUND_TYPE = re.compile(r"(inspection|supervision)_[a-z_]{1,40}|denunciation_case|discipline_case|discipline_appeal")


def thousandths(value: str) -> int:
    """A number in thousandths, as postings hold targets and typed figures."""
    return int(Decimal(value) * THOUSANDTHS)


def in_order(data: Data) -> None:
    """A period must not end before it starts."""
    if "from" in data and "to" in data and data["to"] < data["from"]:
        raise Refusal("to", _("Kỳ kết thúc trước khi bắt đầu; hãy sửa “from” hoặc “to”."))


PROCEDURE_ALIASES = {"recognition": "official_recognition", "official": "official_recognition"}


def procedure(value: Any, field: str, names: Names) -> str:
    """A procedure's code: admission, official_recognition, badge, official_transfer, …"""
    return PROCEDURE_ALIASES.get(value, "") or read.slug(value, field, names) if isinstance(value, str) else read.slug(value, field, names)


@register(
    "dossier_considered",
    lazy("Xét hồ sơ"),
    "work",
    ORG,
    Field("procedure", procedure, required=True, about="admission, official_recognition, badge, …"),
    Field("person", read.person),
    Field("outcome", read.choice("passed", "not_passed"), about="passed or not_passed, where it is known"),
    Field("years", read.whole(30, 100), about="of a badge's dossier: the years of membership it is for"),
)
def dossier_considered(world: World, fact: Fact, legs: list[Leg]) -> None:
    """An organisation considered a dossier; how it ended is an attribute, so that refusals can be counted too."""
    world.org_on(fact.data["org"], fact.on)
    told = {name: fact.data[name] for name in ("outcome", "years") if name in fact.data}
    account = key("dossier", procedure=fact.data["procedure"], **told)
    legs.append((account, fact.data["org"], None, fact.data.get("person"), 1))


def round_type(value: Any, field: str, names: Names) -> str:
    """The type of a round (domain guide §6.1): inspection_thematic, inspection_on_sign, supervision_thematic, …"""
    if not isinstance(value, str) or not ROUND_TYPE.fullmatch(value):
        message = _("“%(value)s” không phải loại cuộc kiểm tra, giám sát; ví dụ: inspection_thematic, supervision_thematic.")
        raise Refusal(field, message % {"value": str(value)[:40]})
    return value


def targets(value: Any, field: str, names: Names) -> list[Data]:
    """Who is inspected: organisations or persons, each with a conclusion when there is one."""
    if not isinstance(value, list):
        raise Refusal(field, _("“targets” phải là danh sách đối tượng; mỗi đối tượng có org hoặc person."))
    return [_target(each, field, names) for each in value]


def _target(value: Any, field: str, names: Names) -> Data:
    if (
        not isinstance(value, dict)
        or ("org" in value) == ("person" in value)
        or value.keys() - {"org", "person", "conclusion", "committee_member"}
    ):
        raise Refusal(field, _("Mỗi đối tượng ghi đúng một trong hai: org hoặc person, thêm conclusion nếu có."))
    found: Data = {"org": names.org(value["org"], field)} if "org" in value else {"person": names.person(value["person"], field)}
    if value.get("conclusion") is not None:
        found["conclusion"] = read.slug(value["conclusion"], field, names)
    if value.get("committee_member") is not None:
        found["committee_member"] = read.yes_no(value["committee_member"], field, names)
    return found


@register(
    "inspection_round",
    lazy("Cuộc kiểm tra, giám sát"),
    "work",
    Field("org", read.org, required=True, about="the organisation that acts"),
    Field("type", round_type, required=True),
    Field("acting", read.slug, required=True, about="committee, inspection_commission, cell, …: never summed by default"),
    Field("topic", read.text(1000)),
    Field("targets", targets, required=True, about="[{org | person, conclusion?, committee_member?}]"),
    guard=INSPECT,
)
def inspection_round(world: World, fact: Fact, legs: list[Leg]) -> None:
    """One round with its targets: rounds, turns and distinct organisations or persons are four different figures."""
    org = fact.data["org"]
    world.org_on(org, fact.on)
    attrs = {"type": fact.data["type"], "acting": fact.data["acting"]}
    legs.append((key("inspection_round", **attrs), org, None, None, 1))
    for target in fact.data["targets"]:
        inspected, person = target.get("org"), target.get("person")
        if inspected is not None:
            world.org_on(inspected, fact.on, "targets")
        told = {"conclusion": target["conclusion"]} if "conclusion" in target else {}
        if "committee_member" in target:
            told["committee_member"] = "yes" if target["committee_member"] else "no"
        sort = "organisation" if person is None else "member"
        legs.append((key("inspection_target", target=sort, **attrs, **told), org, inspected, person, 1))


def plain_value(value: Any, field: str, names: Names) -> Any:
    """A text or a number that is kept and not counted."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refusal(field, _("Trường “%(field)s” phải là chữ hoặc số.") % {"field": field})
    return read.text(1000)(value, field, names) if isinstance(value, str) else value


def counts(value: Any, field: str, names: Names) -> dict[str, int]:
    """Whole numbers by their codes."""
    if not isinstance(value, dict):
        raise Refusal(field, _("“numbers” phải có dạng {mã của số: số nguyên}."))
    several = read.whole(0, 10**15)
    return {read.slug(name, field, names): several(count, field, names) for name, count in sorted(value.items())}


@register(
    "activity",
    lazy("Hoạt động"),
    "work",
    ORG,
    Field("type", read.slug, required=True, about="charity, political_education, mass_mobilisation, conference, …"),
    Field("quantity", read.whole(0, 10**12), about="in the unit of the type"),
    Field("amount", read.whole(0, 10**15), about="whole đồng"),
    Field("due", read.whole(0, 10**12), about="how many were to take part: the base of a rate"),
    Field("topic", plain_value, about="what it was about"),
    Field("donor", plain_value, about="of charity: who gave"),
    Field("gift", plain_value, about="of charity: what was given: money, goods, houses, …"),
    Field("beneficiaries", plain_value, about="of charity: to whom"),
    Field("place", plain_value),
    Field("numbers", counts, about="{code: whole number} of the numbers the type was defined with"),
    sealed=("donor", "beneficiaries"),
    open_ended=True,
)
def activity(world: World, fact: Fact, legs: list[Leg]) -> None:
    """Something done, with its own quantity and money."""
    org, sort = fact.data["org"], fact.data["type"]
    world.org_on(org, fact.on)
    legs.append((key("activity", type=sort), org, None, None, 1))
    for field in ("quantity", "amount", "due"):
        if fact.data.get(field):
            legs.append((key(f"activity_{field}", type=sort), org, None, None, fact.data[field]))
    for name, count in fact.data.get("numbers", {}).items():
        if count:
            legs.append((key("activity_number", type=sort, number=name), org, None, None, count))


@register(
    "task_set",
    lazy("Giao nhiệm vụ"),
    "work",
    ORG,
    Field("title", read.text(1000), required=True),
    *DAYS,
    Field("giver", read.text(300)),
)
def task_set(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A task or solution given for a coming period."""
    world.org_on(fact.data["org"], fact.on)
    in_order(fact.data)
    legs.append(("task{}", fact.data["org"], None, None, 1))


@register(
    "target_set",
    lazy("Giao chỉ tiêu"),
    "work",
    ORG,
    Field("figure", read.figure, required=True, about="a code of the catalogue"),
    Field("value", read.number, required=True),
    Field("bound", read.choice("floor", "ceiling", "exact", "range", at_least="floor", at_most="ceiling"), required=True),
    Field("most", read.number, about="of a range: its upper end; `value` is the lower one"),
    Field("prorated", read.yes_no, about="whether the goal on the way grows with time; when left out, that of counts in a period does"),
    *PERIOD,
    Field("giver", read.text(300)),
)
def target_set(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A target on a figure for a period. The same figure, period and giver again adjusts it; the history stays."""
    world.org_on(fact.data["org"], fact.on)
    in_order(fact.data)
    if (fact.data["bound"] == "range") != ("most" in fact.data):
        raise Refusal("most", _("Chỉ tiêu trong khoảng (range) thì ghi cả mức trên (most); loại khác thì không ghi."))
    if "most" in fact.data and Decimal(fact.data["most"]) < Decimal(fact.data["value"]):
        raise Refusal("most", _("Mức trên của khoảng thấp hơn mức dưới; hãy đổi lại."))
    account = key("target", figure=fact.data["figure"], bound=fact.data["bound"])
    legs.append((account, fact.data["org"], None, None, thousandths(fact.data["value"])))


@register(
    "typed_figure",
    lazy("Số liệu nhập từ ngoài"),
    "work",
    ORG,
    Field("figure", read.figure, required=True, about="a code of the catalogue"),
    Field("value", read.number, required=True),
    Field("unit", read.text(60)),
    *DAYS,
    Field("source", read.text(SOURCE_LIMIT), required=True, about="who says so, where"),
)
def typed_figure(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A number of somebody else, or printed elsewhere: kept with its source, never mixed with what the books give."""
    world.org_on(fact.data["org"], fact.on)
    in_order(fact.data)
    account = key("typed", figure=fact.data["figure"])
    legs.append((account, fact.data["org"], None, None, thousandths(fact.data["value"])))


@register(
    "assertion",
    lazy("Đối chiếu"),
    "work",
    ORG,
    Field("figure", read.figure, required=True, about="a code of the catalogue"),
    Field("value", read.number, required=True),
    Field("from", read.day, about="first day, for a figure of a period"),
)
def assertion(world: World, fact: Fact, legs: list[Leg]) -> None:
    """What was agreed on a day, checked against the books for ever after by ``dangvu verify``."""
    world.org_on(fact.data["org"], fact.on)
    if fact.data.get("from", "") > fact.on.isoformat():
        raise Refusal("from", _("Kỳ bắt đầu sau ngày đối chiếu; hãy sửa “from” hoặc “on”."))
    account = key("assertion", figure=fact.data["figure"])
    legs.append((account, fact.data["org"], None, None, thousandths(fact.data["value"])))
