"""Kinds by which a committee adds to the catalogue: figures of its own, and types of activity with their own numbers.

A definition is an entry like any other: dated, reversible, and an answer as known then uses the definition of then. The same code
again replaces the definition from there on.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Data, Fact, Field, Leg, Names, World, register
from dangvu.ledger.kinds.work import ORG
from dangvu.ledger.measures import ATTRIBUTES, PERSONAL, STOCKS, tells_apart
from dangvu.ledger.refusal import Refusal

OWN = "own_"
"""How the code of a committee's own figure begins, so that no figure of the program ever collides with it."""
MEASURES = tuple(sorted(ATTRIBUTES.keys() | PERSONAL | STOCKS))
MOST_VALUES, MOST_NUMBERS = 50, 20


def own_code(value: Any, field: str, names: Names) -> str:
    """A code that begins with ``own_``."""
    code = read.slug(value, field, names)
    if not code.startswith(OWN) or code == OWN:
        raise Refusal(field, _("Mã số liệu tự đặt phải bắt đầu bằng “own_”, ví dụ own_dang_vien_nu."))
    return code


def where(value: Any, field: str, names: Names) -> dict[str, list[str]]:
    """Conditions: each attribute with the values that count, one or several."""
    if not isinstance(value, dict):
        raise Refusal(field, _("Điều kiện lọc phải có dạng {tên thuộc tính: giá trị hoặc danh sách giá trị}."))
    found = {}
    for name, wanted in value.items():
        several = wanted if isinstance(wanted, list) else [wanted]
        if not several or len(several) > MOST_VALUES or not all(isinstance(each, str) and each.strip() for each in several):
            raise Refusal(field, _("Điều kiện “%(name)s” phải có ít nhất một giá trị bằng chữ.") % {"name": str(name)[:40]})
        found[str(name)] = sorted({each.strip() for each in several})
    return found


@register(
    "figure_defined",
    lazy("Đặt số liệu riêng"),
    "work",
    ORG,
    Field("figure", own_code, required=True, about="its code: own_ and small letters"),
    Field("title", read.text(200), required=True),
    Field("unit", read.text(60), required=True),
    Field("class", read.choice("count", "rate", "change"), required=True,
          about="count (a stock or a flow, as the measure is), rate (of `over`, in percent), change (against the same period last year)"),
    Field("measure", read.choice(*MEASURES), required=True, about="what is counted, e.g. member, badge, activity"),
    Field("where", where, about="{attribute: value or [values]} of the accounts, the places or the persons counted"),
    Field("over", read.figure, about="of a rate: the figure that is its base"),
    defines=lambda data: [data["figure"]],
)  # fmt: skip
def figure_defined(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A figure of the committee's own: a measure, what narrows it, its class and unit. It is in the catalogue at once."""
    data = fact.data
    world.org_on(data["org"], fact.on)
    if (data["class"] == "rate") != ("over" in data):
        raise Refusal("over", _("Tỷ lệ thì phải ghi số liệu làm mẫu số (over); loại khác thì không ghi."))
    known = tells_apart(data["measure"])
    for name in data.get("where", {}):
        if name not in known:
            message = _("Không lọc “%(measure)s” theo “%(name)s” được; dùng được: %(known)s.")
            raise Refusal("where", message % {"measure": data["measure"], "name": name, "known": ", ".join(known)})


def activity_figure(sort: str, number: str = "") -> str:
    """The code of the figure of a type of activity, or of one of its numbers."""
    return f"activity_{sort}_{number}" if number else f"activity_{sort}"


def numbers(value: Any, field: str, names: Names) -> list[Data]:
    """The numbers a type of activity has: each with a code, a title and a unit."""
    if not isinstance(value, list) or len(value) > MOST_NUMBERS:
        raise Refusal(field, _("“numbers” phải là danh sách nhiều nhất %(most)d số, mỗi số có code, title, unit.") % {"most": MOST_NUMBERS})
    found: list[Data] = []
    for each in value:
        if not isinstance(each, dict) or each.keys() != {"code", "title", "unit"}:
            raise Refusal(field, _("Mỗi số của loại hoạt động có đúng ba phần: code, title, unit."))
        title, unit = (read.text(200)(each[name], field, names) for name in ("title", "unit"))
        found.append({"number": read.slug(each["code"], field, names), "title": title, "unit": unit})
    if len({each["number"] for each in found}) != len(found):
        raise Refusal(field, _("Hai số của một loại hoạt động không được cùng mã."))
    return found


def defined_type(value: Any, field: str, names: Names) -> str:
    """The code of a new type."""
    return read.slug(value, field, names)


def activity_figures(data: Data) -> list[str]:
    """The figures that a type of activity has."""
    return [activity_figure(data["type"], number) for number in ("", *(each["number"] for each in data.get("numbers", ())))]


@register(
    "activity_defined",
    lazy("Đặt loại hoạt động"),
    "work",
    ORG,
    Field("type", defined_type, required=True, about="the code activities of this type are recorded under"),
    Field("title", read.text(200), required=True),
    Field("numbers", numbers, about="[{code, title, unit}]: what is counted of each activity of the type"),
    defines=activity_figures,
)
def activity_defined(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A type of activity with its own numbers: ``activity_TYPE`` and ``activity_TYPE_NUMBER`` are figures at once."""
    world.org_on(fact.data["org"], fact.on)
