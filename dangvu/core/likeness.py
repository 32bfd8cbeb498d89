"""Whether two records may be one person written down twice with a slip: a day misread, a middle name shortened."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date


def slips(birth: date) -> tuple[Hashable, ...]:
    """Marks of a birth day: two different days that share one are a slip apart. One of day, month and year differs, or day and month
    stand the other way round, as they do after a spreadsheet of another country."""
    day, month, year = birth.day, birth.month, birth.year
    return (("d", month, year), ("m", day, year), ("y", day, month), ("turned", *sorted((day, month)), year))


def near_births(one: date, other: date) -> bool:
    """Whether two days are a slip apart; a day is not near itself."""
    return one != other and not set(slips(one)).isdisjoint(slips(other))


def ends(folded: str) -> tuple[str, str]:
    """Family name and given name of a folded full name: what stays when a middle name is shortened or left out. A single word is both."""
    words = folded.split() or [""]
    return words[0], words[-1]
