"""Readers of field values: each returns the normal form or refuses with what to do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from dangvu.ledger.kinds.base import Names
from dangvu.ledger.refusal import Refusal

SLUG = re.compile(r"[a-z][a-z0-9_]{0,59}")
EARLIEST = dt.date(1900, 1, 1)


@lru_cache(maxsize=65536)
def _date(text: str) -> dt.date | None:
    # The week dates of ISO 8601 are as long as days: a slip more often than meant.
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def read_day(value: Any, field: str) -> dt.date:
    """A date written YYYY-MM-DD, not before 1900."""
    found = _date(value) if isinstance(value, str) else None
    if found is None or found < EARLIEST:
        message = _("“%(value)s” không phải là ngày; hãy viết theo dạng năm-tháng-ngày, ví dụ 2023-03-22.")
        raise Refusal(field, message % {"value": str(value)[:40]})
    return found


def day(value: Any, field: str, names: Names) -> str:
    """A date, kept in data as ISO text."""
    return read_day(value, field).isoformat()


def text(limit: int) -> Callable[[Any, str, Names], str]:
    """A non-empty text of at most ``limit`` characters."""

    def read(value: Any, field: str, names: Names) -> str:
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            raise Refusal(field, _("Trường “%(field)s” phải là chữ và không để trống.") % {"field": field})
        if len(value) > limit:
            message = _("Trường “%(field)s” dài quá %(limit)d ký tự; hãy rút gọn.")
            raise Refusal(field, message % {"field": field, "limit": limit})
        return value

    return read


class Choice:
    """One of the values; an alias stands for its value."""

    def __init__(self, *values: str, **aliases: str) -> None:
        self.values = tuple(dict.fromkeys(values))
        self._table = {**{value: value for value in values}, **aliases}

    def __call__(self, value: Any, field: str, names: Names) -> str:
        found = self._table.get(value) if isinstance(value, str) else None
        if found is None:
            message = _("“%(value)s” không dùng được cho “%(field)s”; hãy chọn một trong: %(values)s.")
            raise Refusal(field, message % {"value": str(value)[:40], "field": field, "values": ", ".join(self.values)})
        return found


def choice(*values: str, **aliases: str) -> Choice:
    """The reader of a choice."""
    return Choice(*values, **aliases)


def slug(value: Any, field: str, names: Names) -> str:
    """A code word: small letters, digits and underscores."""
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        message = _("“%(value)s” không phải là mã; mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới.")
        raise Refusal(field, message % {"value": str(value)[:40]})
    return value


class Whole:
    """A whole number within bounds."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __call__(self, value: Any, field: str, names: Names) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            message = _("Trường “%(field)s” phải là số nguyên từ %(least)d đến %(most)d.")
            raise Refusal(field, message % {"field": field, "least": self.least, "most": self.most})
        return value


def whole(least: int, most: int) -> Whole:
    """The reader of a whole number."""
    return Whole(least, most)


def number(value: Any, field: str, names: Names) -> str:
    """A number with at most three decimals, kept as canonical decimal text."""
    found = _decimal(value)
    if found is None or found != round(found, 3):
        message = _("“%(value)s” không phải là số (nhiều nhất ba chữ số thập phân).")
        raise Refusal(field, message % {"value": str(value)[:40]})
    return format(found.normalize(), "f")


def _decimal(value: Any) -> Decimal | None:
    """The number, None for what is none or has powers beyond the largest sum: they would overflow arithmetic itself."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    if not found.is_finite() or not found:
        return Decimal(0) if found.is_finite() else None
    return found if -3 <= found.adjusted() < 15 else None


def yes_no(value: Any, field: str, names: Names) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise Refusal(field, _("Trường “%(field)s” phải là true hoặc false.") % {"field": field})
    return value


def org(value: Any, field: str, names: Names) -> int:
    """The code of a known organisation; kept as its id."""
    return names.org(value, field)


def person(value: Any, field: str, names: Names) -> int:
    """The code of a known person; kept as the id, since the code itself may be personal."""
    return names.person(value, field)


def orgs(value: Any, field: str, names: Names) -> list[int]:
    """A list of at least two known organisations, none twice."""
    if not isinstance(value, list) or len(value) < 2:
        raise Refusal(field, _("Trường “%(field)s” phải là danh sách ít nhất hai tổ chức.") % {"field": field})
    found = [names.org(each, field) for each in value]
    if len(set(found)) != len(found):
        raise Refusal(field, _("Một tổ chức được ghi hai lần trong “%(field)s”.") % {"field": field})
    return found


def figure(value: Any, field: str, names: Names) -> str:
    """The code of a figure in the catalogue."""
    return names.figure(value, field)
