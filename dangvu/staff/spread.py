"""Fields of a kind that a form asks for in several questions: lists of targets, of absent people, of conditions, of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.template.defaultfilters import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.vietnamese import fold
from dangvu.core.wholes import whole
from dangvu.dossiers.kinds.base import Ask
from dangvu.figures import labels
from dangvu.figures.base import TRAITS
from dangvu.figures.catalogue import own
from dangvu.ledger.kinds import defined, meetings, work
from dangvu.ledger.measures import ATTRIBUTES
from dangvu.orgs.tree import PLACE_TRAITS

ROWS: Final = (1, 2, 3)
"""Conditions of a figure, and numbers of a type, that one form has room for."""


class Misfilled(ValueError):
    """Parts of a field that do not go together. ``field`` is the place on the form."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Spread:
    """A field asked for in parts. ``at``: where what is wrong with the field is shown."""

    field: str
    at: str
    asks: Callable[[], tuple[Ask, ...]]
    gather: Callable[[Mapping[str, Any]], Any]


def code_of(name: str, typed: str) -> str:
    """The code of a word: of a known one its own, of a new one made from its letters (“văn nghệ” → ``van_nghe``)."""
    return known_code(name, typed) or "_".join("".join(sign if sign.isalnum() else " " for sign in fold(typed.strip())).split())


def known_code(name: str, typed: str) -> str:
    """The code of a word the program knows, empty for any other."""
    folded = fold(typed.strip())
    return next((code for code, word in labels.WORDS.get(name, {}).items() if folded in (fold(str(word)), code)), "")


def _target_asks() -> tuple[Ask, ...]:
    return (
        Ask("target_orgs", lazy("Tổ chức được kiểm tra, giám sát"), "orgs", required=False),
        Ask("target_people", lazy("Đảng viên được kiểm tra, giám sát"), "people", required=False),
        Ask("conclusion", lazy("Kết luận chung cho các đối tượng đã chọn"), required=False),
    )


def _targets(told: Mapping[str, Any]) -> list[dict[str, str]]:
    conclusion = code_of("conclusion", told["conclusion"])
    more = {"conclusion": conclusion} if conclusion else {}
    orgs = [{"org": code, **more} for code in told["target_orgs"]]
    return orgs + [{"person": code, **more} for code in told["target_people"]]


def _absent_asks() -> tuple[Ask, ...]:
    return (
        Ask("absent_excused", lazy("Vắng có lý do"), "people", required=False),
        Ask("absent_unexcused", lazy("Vắng không lý do"), "people", required=False),
    )


def _absent(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    excused = [{"person": code, "leave": True} for code in told["absent_excused"]]
    return excused + [{"person": code, "leave": False} for code in told["absent_unexcused"]]


def _where_asks() -> tuple[Ask, ...]:
    names = dict.fromkeys((*(name for several in ATTRIBUTES.values() for name in several), *PLACE_TRAITS, *TRAITS))
    choices = tuple((name, capfirst(str(labels.DIMENSIONS.get(name, name)))) for name in names)
    found: list[Ask] = []
    for row in ROWS:
        title = _("Chỉ tính (điều kiện %(row)d)") % {"row": row}
        found.append(Ask(f"where_{row}", title, "choice", required=False, choices=choices))
        help_text = lazy("Nhiều giá trị thì cách nhau bằng dấu phẩy.")
        found.append(Ask(f"where_values_{row}", _("là (điều kiện %(row)d)") % {"row": row}, required=False, help=help_text))
    return tuple(found)


def _where(told: Mapping[str, Any]) -> dict[str, list[str]]:
    found = {}
    for row in ROWS:
        name, values = told[f"where_{row}"], told[f"where_values_{row}"].split(",")
        if name:
            found[name] = [known_code(name, each) or each.strip() for each in values if each.strip()]
    return found


def _own_code_asks() -> tuple[Ask, ...]:
    return (Ask("figure", lazy("Mã số liệu"), required=False, help=lazy("Để trống thì mã đặt theo tên.")),)


def _own_code(told: Mapping[str, Any]) -> str:
    return told["figure"].strip() or f"{defined.OWN}{code_of('', told['title'])}"[:60]


def _type_asks() -> tuple[Ask, ...]:
    return (Ask("type", lazy("Mã loại hoạt động"), required=False, help=lazy("Để trống thì mã đặt theo tên.")),)


def _type(told: Mapping[str, Any]) -> str:
    return code_of("type", told["type"] or told["title"])


def _number_asks() -> tuple[Ask, ...]:
    found: list[Ask] = []
    for row in ROWS:
        found.append(Ask(f"number_title_{row}", _("Số cần ghi %(row)d: tên") % {"row": row}, required=False))
        found.append(Ask(f"number_unit_{row}", _("Số cần ghi %(row)d: đơn vị tính") % {"row": row}, required=False))
    return tuple(found)


def _numbers(told: Mapping[str, Any]) -> list[dict[str, str]]:
    rows = ((told[f"number_title_{row}"].strip(), told[f"number_unit_{row}"].strip()) for row in ROWS)
    return [{"code": code_of("", title), "title": title, "unit": unit} for title, unit in rows if title or unit]


def _count_asks() -> tuple[Ask, ...]:
    return tuple(
        Ask(f"count_{sort}_{each['number']}", f"{told['title']}: {each['title']} ({each['unit']})", "whole", required=False)
        for sort, told in own.activity_types().items()
        for each in told.get("numbers", ())
    )


def _counts(told: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of the type chosen. Raises Misfilled for a number of another type."""
    found: dict[str, Any] = {}
    for name, value in told.items():
        if name.startswith("count_") and str(value).strip():
            number = whole(value)
            found[name.removeprefix("count_")] = str(value).strip() if number is None else number
    prefix = f"{code_of('type', told['type'])}_"
    if not all(name.startswith(prefix) for name in found):
        raise Misfilled("type", _("Có số ghi ở mục của loại hoạt động khác; hãy chọn đúng loại hoặc xóa số đó."))
    return {name.removeprefix(prefix): value for name, value in found.items()}


SPREAD: Final[Mapping[Callable[..., Any], Spread]] = {
    work.targets: Spread("targets", "target_orgs", _target_asks, _targets),
    meetings.absent: Spread("absent", "absent_excused", _absent_asks, _absent),
    defined.where: Spread("where", "where_1", _where_asks, _where),
    defined.own_code: Spread("figure", "figure", _own_code_asks, _own_code),
    defined.defined_type: Spread("type", "type", _type_asks, _type),
    defined.numbers: Spread("numbers", "number_title_1", _number_asks, _numbers),
    work.counts: Spread("numbers", "type", _count_asks, _counts),
}
