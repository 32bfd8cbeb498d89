"""What was filled in for a verb, read into plain values: every field that cannot be read is a problem of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.core.wholes import MOST, whole
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.base import Ask
from dangvu.ledger import book
from dangvu.orgs.days import parse_day
from dangvu.orgs.models import Person

LONGEST = {"text": 300, "long": 5000}
EARLIEST = dt.date(1930, 2, 3)


def read(asks: Iterable[Ask], given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """Values in their stored form (days as ISO text, people and organisations as their codes), and what is wrong."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for each in asks:
        value = given.get(each.name)
        if value is None or value == "" or value == []:
            if each.required and each.sort != "yes":
                problems.append(Problem(each.name, _("Thiếu “%(title)s”; hãy ghi vào.") % {"title": each.title}))
            continue
        try:
            values[each.name] = READERS[each.sort](value, each)
        except ValueError as error:
            problems.append(Problem(each.name, str(error)))
    return values, problems


def day(value: Any, _ask: Ask | None = None) -> str:
    """A day, as ISO text. Raises ValueError with a sentence."""
    found = value if isinstance(value, dt.date) else parse_day(str(value))
    if found < EARLIEST:
        raise ValueError(_("Ngày này sớm hơn ngày thành lập Đảng; hãy kiểm tra lại."))
    return found.isoformat()


def past(value: Any, ask: Ask) -> str:
    """A day that has come."""
    found = day(value, ask)
    if found > today().isoformat():
        raise ValueError(_("“%(title)s” chưa tới; chỉ ghi việc đã xảy ra.") % {"title": ask.title})
    return found


def coming(value: Any, ask: Ask) -> str:
    """A day that may lie ahead: how long something is to last."""
    return day(value, ask)


def _text(value: Any, ask: Ask) -> str:
    text = str(value).strip()
    if len(text) > LONGEST[ask.sort] or "\0" in text:
        raise ValueError(_("“%(title)s” dài quá %(limit)d ký tự; hãy viết gọn lại.") % {"title": ask.title, "limit": LONGEST[ask.sort]})
    return text


def _whole(value: Any, _ask: Ask) -> int:
    return whole_number(value)


def whole_number(text: object, least: int = 0, most: int = MOST) -> int:
    """A whole number as people type it. Raises ValueError with the sentence that every form says."""
    found = whole(text, least, most)
    if found is None:
        told = {"text": str(text if text is not None else "").strip()[:40]}
        raise ValueError(_("“%(text)s” không phải số nguyên dùng được ở đây; hãy ghi bằng chữ số, ví dụ 12 hoặc 45.000.") % told)
    return found


def _choice(value: Any, ask: Ask) -> str:
    if value not in dict(ask.choices):
        raise ValueError(_("Hãy chọn “%(title)s” trong danh sách.") % {"title": ask.title})
    return str(value)


def _yes(value: Any, _ask: Ask) -> bool:
    return value in (True, "true", "yes", "on", "1")


def _org(value: Any, ask: Ask) -> str:
    tree = book.tree()
    org = tree.by_code(str(value).strip())
    if org is None:
        raise ValueError(_("Không có tổ chức mã “%(code)s” trong sổ; hãy chọn lại.") % {"code": str(value)[:40]})
    if ask.sort == "cell" and not tree.timelines[org].states[-1].is_cell:
        raise ValueError(_("Hãy chọn một chi bộ: đảng viên chỉ sinh hoạt ở chi bộ."))
    return str(value).strip()


def _orgs(value: Any, ask: Ask) -> list[str]:
    return list(dict.fromkeys(_org(each, ask) for each in _listed(value)))


def _person(value: Any, _ask: Ask) -> str:
    code = str(value).strip()
    if "\0" in code or not Person.objects.filter(code=code, merged=None).exists():
        raise ValueError(_("Không có người mã “%(code)s” trong sổ; hãy chọn lại.") % {"code": code[:40]})
    return code


def _people(value: Any, ask: Ask) -> list[str]:
    return list(dict.fromkeys(_person(each, ask) for each in _listed(value)))


def _listed(value: Any) -> list[Any]:
    """A list, or a text with a code a line or between commas."""
    return value if isinstance(value, list) else [each for each in str(value).replace(",", "\n").split("\n") if each.strip()]


READERS = {
    "day": past,
    "coming": coming,
    "text": _text,
    "long": _text,
    "whole": _whole,
    "choice": _choice,
    "yes": _yes,
    "cell": _org,
    "org": _org,
    "orgs": _orgs,
    "person": _person,
    "people": _people,
}
