"""A report begins the day after the last one of its kind ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report, State

ONE_DAY = dt.timedelta(days=1)


@check("periods_adjoin", afresh=True)
def others(report: Report, content: Content) -> Iterator[Finding]:
    """A report begins the day after the last one of its kind ended."""
    issued = Report.objects.filter(organisation=content.org, kind=content.kind, state=State.ISSUED).exclude(pk=report.pk)
    last = issued.filter(end__lt=content.start).order_by("-end").first()
    if last is not None and last.end + ONE_DAY != content.start:
        told = {"symbol": last.symbol, "end": vn_day(last.end), "start": vn_day(content.start)}
        message = _("Báo cáo %(symbol)s kết thúc ngày %(end)s, báo cáo này bắt đầu ngày %(start)s: có ngày không báo cáo nào tính đến.")
        yield Finding("periods_adjoin", "notice", message % told, _("Xem lại ngày đầu kỳ."))
