"""What entries say that is not counted: targets, numbers of others, assertions, tasks, as known at an entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dangvu.ledger import book


@dataclass(frozen=True, slots=True)
class Stated:
    """One such entry. Days that were not given are None; ``who`` is its giver or its source."""

    entry: int
    kind: str
    org: int
    on: dt.date
    figure: str
    value: Decimal | None
    unit: str
    start: dt.date | None
    end: dt.date | None
    bound: str
    who: str
    title: str
    most: Decimal | None = None
    prorated: bool | None = None


def stated(kind: str, orgs: Iterable[int], known: int) -> list[Stated]:
    """Entries of a kind known at ``known`` and not reversed by then, of these organisations, in effective order."""
    wanted = frozenset(orgs)
    rows = sorted(book.told([kind], known), key=lambda row: (row[2], row[0]))
    found = (_read(kind, number, on, data) for number, _kind, on, data in rows)
    return [each for each in found if each.org in wanted]


def in_force(targets: Iterable[Stated]) -> list[Stated]:
    """The last of each organisation, figure, period and giver: the same again is an adjustment."""
    last = {(each.org, each.figure, each.start, each.end, each.who): each for each in targets}
    return sorted(last.values(), key=lambda each: (each.start or each.on, each.entry))


def _read(kind: str, number: int, on: dt.date, data: Mapping[str, object]) -> Stated:
    text = {name: str(value) for name, value in data.items() if value is not None}
    return Stated(
        entry=number,
        kind=kind,
        org=int(text["org"]),
        on=on,
        figure=text.get("figure", ""),
        value=Decimal(text["value"]) if "value" in text else None,
        unit=text.get("unit", ""),
        start=_day(text.get("from")),
        end=_day(text.get("to")),
        bound=text.get("bound", ""),
        who=text.get("giver") or text.get("source", ""),
        title=text.get("title", ""),
        most=Decimal(text["most"]) if "most" in text else None,
        prorated=bool(data["prorated"]) if "prorated" in data else None,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
