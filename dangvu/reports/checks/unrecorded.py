"""A printed zero is a count, not a page of the book that was never written."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures.services import Query
from dangvu.reports.checks.base import Finding, answer, check
from dangvu.reports.content import Content, Fact
from dangvu.reports.models import Report

NAMED = 6
"""How many figures are named: a new book has dozens."""


@check("zero_counted")
def zeros(report: Report, content: Content) -> Iterator[Finding]:
    """A zero of which nothing was ever recorded in the book says that nobody has kept count, not that there was nothing."""
    blank = [fact for fact in content.facts.values() if fact.value == 0 and not _recorded(content, fact)]
    titles = list(dict.fromkeys(fact.title for fact in blank))
    if titles:
        named = "; ".join(titles[:NAMED]) + ("…" if len(titles) > NAMED else "")
        message = _("Báo cáo in số 0 ở %(count)d số mà sổ chưa từng ghi việc nào: %(titles)s.") % {"count": len(titles), "titles": named}
        remedy = _("Ghi bổ sung vào sổ; nếu quả thật không có thì để nguyên, nếu chưa theo dõi thì bỏ con số đó khỏi lời văn.")
        yield Finding("zero_counted", "warning", message, remedy, blank[0].asked)


def _recorded(content: Content, fact: Fact) -> bool:
    asked = fact.asked
    return answer(asked.code, Query(asked.org, asked.as_of, asked.start, asked.end, content.known)).recorded
