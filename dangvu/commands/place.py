"""Where a command puts its question: the books of this installation, or something that answers like them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

from dangvu.figures.engines.live import LIVE
from dangvu.figures.engines.store import Store
from dangvu.figures.services import Query, Row
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.orgs.models import Organisation, Person


class Place(Protocol):
    """Codes, moments and rows of one store of figures, as a user writes and reads them."""

    @property
    def store(self) -> Store: ...

    def org(self, code: str) -> int | None:
        """The organisation of a code; None when there is none."""

    def known_at(self, moment: dt.datetime | None) -> int:
        """What ``known`` is for a moment; None is now."""

    def moment_of(self, known: int) -> dt.datetime | None:
        """When the last entry known was recorded."""

    def may(self, code: str, query: Query, by: str | None) -> None:
        """Refuse what cannot be told here. Raises FigureError."""

    def rows(self, found: list[Row], query: Query) -> list[dict[str, Any]]:
        """Rows with codes in place of ids."""

    def entry(self, known: int) -> int | None:
        """The entry number ``known`` stands for, None where there is no such number."""


class Books:
    """The live database."""

    store: Store = LIVE

    def org(self, code: str) -> int | None:
        return Organisation.objects.filter(code=code).values_list("pk", flat=True).first()

    def known_at(self, moment: dt.datetime | None) -> int:
        return book.number_known_at(moment)

    def moment_of(self, known: int) -> dt.datetime | None:
        return Entry.objects.filter(pk=known).values_list("recorded_at", flat=True).first()

    def may(self, code: str, query: Query, by: str | None) -> None:
        """Here everything can be told."""

    def entry(self, known: int) -> int | None:
        return known

    def rows(self, found: list[Row], query: Query) -> list[dict[str, Any]]:
        orgs = dict(Organisation.objects.values_list("pk", "code"))
        people = {row.person for row in found if row.person}
        known = {pk: (code, name) for pk, code, name in Person.objects.filter(pk__in=people).values_list("pk", "code", "name")}
        nobody = (None, None)
        return [
            {
                "entry": row.entry,
                "on": row.on,
                "org": orgs.get(row.org),
                "other": orgs.get(row.other) if row.other else None,
                "person": known.get(row.person or 0, nobody)[0],
                "name": known.get(row.person or 0, nobody)[1],
                "quantity": row.quantity,
                "account": row.account,
                "remark": str(row.remark),
            }
            for row in found
        ]


BOOKS = Books()
