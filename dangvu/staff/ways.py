"""The way from a printed number to its rows. A page has a thousand of them, over a handful of organisations and days."""

from __future__ import annotations

import datetime as dt
from html import escape

from dangvu.core.days import LOCAL
from dangvu.reports.content import Asked
from dangvu.reports.models import Report
from dangvu.staff import addresses
from dangvu.staff.desk import Desk

Days = tuple[int, dt.date | None, dt.date | None, dt.date | None, str]


class Ways:
    """The figure's page with the rows behind a number; of an issued report, as the books were known then."""

    def __init__(self, desk: Desk, report: Report | None = None) -> None:
        self._carried, self._tree = desk.carried, desk.forest.at(desk.today)
        then = report.known_at if report and report.issued else None
        self._known = then.astimezone(LOCAL).isoformat() if then else None
        self._queries: dict[Days, str] = {}
        self._pages: dict[str, str] = {}

    def to(self, asked: Asked) -> str:
        """The address of the rows."""
        return addresses.way("staff:figure", asked.code) + self._query(asked)

    def shown(self, asked: Asked) -> str:
        """The same as it stands in a page."""
        days = (asked.org, asked.as_of or asked.end, asked.start, asked.end, asked.by)
        if days not in self._queries:
            self._queries[days] = escape(self._query(asked))
        if asked.code not in self._pages:
            self._pages[asked.code] = escape(addresses.way("staff:figure", asked.code))
        return self._pages[asked.code] + self._queries[days]

    def _query(self, asked: Asked) -> str:
        state = self._tree.state(asked.org)
        changes = {
            "tc": state.code if state else None,
            "ngay": asked.as_of or asked.end,
            "tu": asked.start,
            "den": asked.end,
            "biet": self._known,
            "theo": asked.by,
        }
        return addresses.query({**self._carried, **changes})
