"""A share is between 0 and 100 and says what it is a share of."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.marks import plain
from dangvu.reports.models import Report

WHOLE = 100


@check("rate_within_its_base")
def within(report: Report, content: Content) -> Iterator[Finding]:
    """Rates of the catalogue: 0 to 100 %, with a base."""
    for fact in content.facts.values():
        if fact.klass != "rate" or fact.value is None:
            continue
        if not 0 <= fact.value <= WHOLE:
            message = _("“%(title)s” là %(value)s%%, ngoài khoảng 0 đến 100.") % {"title": fact.title, "value": plain(fact.value)}
            yield Finding("rate_within_its_base", "error", message, _("Xem tử số và mẫu số của tỷ lệ."), fact.asked)
        elif not fact.base:
            message = _("“%(title)s” không kèm cơ sở tính.") % {"title": fact.title}
            yield Finding("rate_within_its_base", "warning", message, _("Ghi rõ tỷ lệ trên tổng số nào."), fact.asked)
