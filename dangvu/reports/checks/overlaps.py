"""Two issued reports of a kind do not cover the same days."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report, State


@check("periods_apart", afresh=True)
def others(report: Report, content: Content) -> Iterator[Finding]:
    """Two issued reports of a kind do not cover the same days."""
    issued = Report.objects.filter(organisation=content.org, kind=content.kind, state=State.ISSUED).exclude(pk=report.pk)
    for other in issued.filter(start__lte=content.end, end__gte=content.start):
        told = {"symbol": other.symbol, "start": vn_day(other.start), "end": vn_day(other.end)}
        message = _("Báo cáo %(symbol)s cùng loại đã ban hành cho kỳ %(start)s – %(end)s, trùng ngày với báo cáo này.") % told
        yield Finding("periods_apart", "warning", message, _("Xem lại kỳ báo cáo, hoặc nói rõ báo cáo này thay báo cáo trước."))
