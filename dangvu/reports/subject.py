"""What a report is about while it is being reckoned: organisation, days, and how far the book is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from dangvu.figures.services import AFRESH, LIVE, Live, Query, Seen
from dangvu.ledger import book
from dangvu.orgs.tree import Tree, TreeDay
from dangvu.reports.content import Asked, Content
from dangvu.reports.models import Report
from dangvu.reports.spans import Dates, Span, own
from dangvu.reports.spans import span as span_of


@dataclass(frozen=True)
class Subject:
    """One organisation over one report's days, with the book read up to entry ``known``."""

    org: int
    dates: Dates
    known: int
    store: Live = LIVE

    @cached_property
    def tree(self) -> Tree:
        return book.tree(self.known)

    @cached_property
    def today(self) -> TreeDay:
        """The tree on the day the stocks are taken."""
        return self.tree.at(self.dates.as_of)

    @property
    def span(self) -> Span:
        return own(self.dates)

    def over(self, period: str) -> Subject:
        """The same subject over another named period of the report. Raises ``KeyError`` for one there is not."""
        found = span_of(self.dates, period)
        return replace(self, dates=replace(self.dates, start=found.start, end=found.end, as_of=found.as_of))

    def query(self, span: Span | None = None, org: int | None = None) -> Query:
        """The question to the figures for a span (the report's own by default)."""
        chosen = span or self.span
        return Query(
            org=self.org if org is None else org,
            as_of=chosen.as_of,
            start=chosen.start,
            end=chosen.end,
            known=self.known,
            store=self.store,
        )

    def asked(self, code: str, span: Span | None = None, org: int | None = None) -> Asked:
        """The address of a number of this subject."""
        chosen = span or self.span
        return Asked(code, self.org if org is None else org, chosen.as_of, chosen.start, chosen.end)


def of_report(report: Report, known: int | None = None) -> Subject:
    """The subject of a stored report; ``known`` None reads the whole book as it is now."""
    dates = Dates(report.start, report.end, report.as_of, report.term_start, report.term_end)
    state = book.state()
    return Subject(report.organisation_id, dates, state.number if known is None else known, Seen(state))


def of_content(content: Content, known: int) -> Subject:
    """The subject of a frozen content, read up to another entry. Its numbers are to prove it: none is one remembered."""
    dates = Dates(content.start, content.end, content.as_of, content.term_start, content.term_end)
    return Subject(content.org, dates, known, AFRESH)
