"""Stocks are taken on the last day of the period."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("stocks_at_the_end")
def at_the_end(report: Report, content: Content) -> Iterator[Finding]:
    """Stocks of another day than the last do not balance with the flows of the period."""
    if content.as_of != content.end:
        told = {"as_of": vn_day(content.as_of), "end": vn_day(content.end)}
        message = _("Số cuối kỳ tính đến ngày %(as_of)s, còn kỳ báo cáo kết thúc ngày %(end)s.") % told
        yield Finding("stocks_at_the_end", "notice", message, _("Nói rõ ngày chốt số liệu trong lời văn."))
