"""Kinds about persons themselves: their values, kept beside the ledger, and discipline, which may also fall on an organisation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Data, Fact, Field, Leg, Names, World, register
from dangvu.ledger.kinds.flags import FORMS, discipline_key
from dangvu.ledger.kinds.standing import PERSON
from dangvu.ledger.refusal import Refusal
from dangvu.orgs.access import DISCIPLINE

SEX = read.choice("male", "female", nam="male", nữ="female", m="male", f="female", M="male", F="female", Nam="male", Nữ="female")
PLAIN = read.text(300)

ATTRIBUTES: dict[str, Callable[[Any, str, Names], Any]] = {
    "name": read.text(200),
    "birth": read.day,
    "sex": SEX,
    "ethnicity": read.text(60),
    "religion": read.text(60),
}
"""Attributes with a reader of their own; any other one is a plain text or number."""

NO_ATTRIBUTES = frozenset({"person", "note"})
"""Words with a meaning of their own beside the values of a person."""


def changes(value: Any, field: str, names: Names) -> Data:
    """{attribute: new value or null}; the name cannot be taken away."""
    if not isinstance(value, dict) or not value:
        raise Refusal(field, _("“changes” phải ghi ít nhất một thuộc tính và giá trị mới."))
    if "name" in value and value["name"] is None:
        raise Refusal(field, _("Không thể bỏ trống họ tên."))
    return {name: attribute(name, each, field, names) for name, each in sorted(value.items())}


def attribute(name: str, value: Any, field: str, names: Names) -> Any:
    """One attribute's value in its normal form; null takes it away."""
    read.slug(name, field, names)
    if name in NO_ATTRIBUTES:
        raise Refusal(field, _("“%(name)s” không phải là một thuộc tính lý lịch; hãy bỏ đi.") % {"name": name})
    if value is None or (isinstance(value, (bool, int, float)) and name not in ATTRIBUTES):
        return value
    return ATTRIBUTES.get(name, PLAIN)(value, field, names)


@register(
    "person",
    lazy("Khai báo người"),
    "person",
    Field("person", read.text(64), required=True, about="a new code"),
    Field("name", ATTRIBUTES["name"], required=True),
    Field("birth", read.day),
    Field("sex", SEX, about="male or female"),
    Field("ethnicity", ATTRIBUTES["ethnicity"]),
    Field("religion", ATTRIBUTES["religion"]),
    open_ended=True,
)
def person(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A person and the values known of him or her; further plain attributes are kept too."""


@register("amended", lazy("Sửa đổi lý lịch"), "person", PERSON, Field("changes", changes, required=True))
def amended(world: World, fact: Fact, legs: list[Leg]) -> None:
    """Attributes change from the day on."""


@register(
    "person_erased",
    lazy("Xóa dữ liệu cá nhân"),
    "work",
    PERSON,
    Field("reason", read.choice("retention", "request", "mistake"), required=True, about="retention, request or mistake"),
)
def person_erased(world: World, fact: Fact, legs: list[Leg]) -> None:
    """The values of a person were shredded everywhere; what was counted stays counted. Written by ``dangvu erase`` alone."""


def violations(value: Any, field: str, names: Names) -> list[str]:
    """Codes of what was violated, none twice; a decision may name several."""
    if not isinstance(value, list) or not value:
        raise Refusal(field, _("“violations” phải là danh sách mã nội dung vi phạm."))
    found = [read.slug(each, field, names) for each in value]
    if len(set(found)) != len(found):
        raise Refusal(field, _("Một nội dung vi phạm được ghi hai lần."))
    return found


@register(
    "disciplined",
    lazy("Kỷ luật"),
    "discipline",
    Field("person", read.person, about="person or org, one of the two"),
    Field("org", read.org),
    Field("form", FORMS, required=True, about="reprimand, warning, removal_from_office, expulsion, dissolution"),
    Field("authority", read.slug, about="who decided: cell, grassroots_committee, …"),
    Field("committee_member", read.yes_no, about="true if the person held a committee post"),
    Field("violations", violations, about="[content, …]: what the decision names; a code each"),
    Field("breach", read.text(1000), about="what was done; kept beside the entry"),
    sealed=("breach",),
    guard=DISCIPLINE,
    open_ended=True,
)
def disciplined(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A discipline decision on a member (at the cell where he or she stands) or on an organisation."""
    world.org_on(fact.data["org"], fact.on)
    legs.append((discipline_key("organisation", fact.data), fact.data["org"], None, None, 1))


@register(
    "reversal",
    lazy("Hủy bút toán"),
    "reversal",
    Field("of", read.text(200), required=True, about="the ref of the entry to cancel"),
    derived=("entry",),
)
def reversal(world: World, fact: Fact, legs: list[Leg]) -> None:
    """Cancels its entry on every effective day, from the moment it is recorded. Refused while later entries depend on it."""
