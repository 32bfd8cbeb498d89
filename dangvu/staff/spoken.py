"""Numbers and days as the page's language writes them; what a person types is always read and shown as 22/3/2023."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django.utils import translation
from django.utils.dateformat import format as formatted

from dangvu.core.days import vn_day
from dangvu.core.vietnamese import vn_number


def english() -> bool:
    return (translation.get_language() or "vi").startswith("en")


def number(value: int | Decimal | None) -> str:
    """``1.234,5`` or ``1,234.5``; unknown is three dots, never zero."""
    if value is None or not english():
        return vn_number(value)
    return (f"{value:,f}" if isinstance(value, Decimal) else f"{value:,d}").replace("-", "−")


def day(value: dt.date) -> str:
    """``22/3/2023`` or ``22 Mar 2023``."""
    return formatted(value, "j M Y") if english() else vn_day(value)


def days() -> Callable[[dt.date], str]:
    """``day`` for many days: the language is asked once."""
    return day if english() else vn_day


def numbers() -> Callable[[int | Decimal | None], str]:
    """``number`` for many numbers."""
    return number if english() else vn_number
