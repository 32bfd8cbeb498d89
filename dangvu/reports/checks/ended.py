"""A report is issued when its period is over."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.core.days import today, vn_day
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("period_over", afresh=True)
def over(report: Report, content: Content) -> Iterator[Finding]:
    """Before the last day is over, what happens until then is missing."""
    if not report.issued and content.end > today():
        message = _("Kỳ báo cáo đến ngày %(day)s, chưa kết thúc.") % {"day": vn_day(content.end)}
        yield Finding("period_over", "warning", message, _("Chờ hết kỳ hãy ban hành, hoặc rút ngắn kỳ báo cáo."))
