"""Short ways to ask in the tests of this room."""

from __future__ import annotations

import datetime as dt

from dangvu.figures import services
from dangvu.figures.services import Query, Value
from tests import cast

FIRST, LAST = "2020-01-01", "2023-12-31"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def query(org: str, start: str = FIRST, end: str = LAST, known: int | None = None) -> Query:
    """A period; its stocks are taken on the last day."""
    return Query(cast.org(org), None, day(start), day(end), known)


def value(code: str, org: str, start: str = FIRST, end: str = LAST, known: int | None = None) -> Value:
    return services.evaluate([code], query(org, start, end, known))[code].value


def parts(code: str, org: str, by: str, start: str = FIRST, end: str = LAST) -> dict[str, Value]:
    """Parts that are not zero, by key."""
    found = services.breakdown(code, query(org, start, end), by)
    return {part.key: part.value for part in found if part.value}
