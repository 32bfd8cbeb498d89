"""Whether the books agree with what was agreed: assertions on an organisation, each beside what the books give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import orjson
from django.db.models import Exists, OuterRef

from dangvu.figures.remembered import evaluate
from dangvu.figures.services import Answer, Figure, Query, UnknownFigure, get
from dangvu.ledger.models import Entry, legs_of_outer
from dangvu.staff import selections
from dangvu.staff.desk import Desk

KIND = "assertion"


@dataclass(frozen=True)
class Agreed:
    """A number agreed on a day and what the books give for that day."""

    entry: Entry
    org: int
    figure: Figure
    agreed: Decimal
    answer: Answer

    @property
    def holds(self) -> bool:
        return self.answer.value is not None and self.agreed == self.answer.value


def agreements(desk: Desk) -> list[Agreed]:
    """The assertions on the organisation itself up to the day, the latest first."""
    here = legs_of_outer().filter(org=desk.org)
    known = selections.known_entries(desk)
    undone = known.filter(reverses=OuterRef("pk"))
    found = known.filter(Exists(here), ~Exists(undone), kind=KIND, effective_on__lte=desk.day)
    return list(_checked(desk, found.order_by("-effective_on", "-number")))


def contradictions(desk: Desk) -> dict[str, list[Agreed]]:
    """Assertions that hold and those that do not."""
    found = agreements(desk)
    return {"holding": [each for each in found if each.holds], "broken": [each for each in found if not each.holds]}


def _checked(desk: Desk, entries: Iterable[Entry]) -> Iterator[Agreed]:
    for entry in entries:
        data = orjson.loads(entry.data)
        query = Query(org=desk.org, as_of=entry.effective_on, start=_day(data.get("from")), end=entry.effective_on, known=desk.known)
        try:
            figure = get(data["figure"])
            answer = evaluate((figure.code,), query)[figure.code]
        except UnknownFigure:
            continue
        yield Agreed(entry, desk.org, figure, Decimal(str(data["value"])), answer)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
