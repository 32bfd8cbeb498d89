"""The opening is the closing of the report before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports import codec
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Asked, Content
from dangvu.reports.models import Report, State


@check("opening_is_last_closing", afresh=True)
def continues(report: Report, content: Content) -> Iterator[Finding]:
    """The issued report that ended the evening before must have closed with the number this one opens with."""
    if content.statement is None:
        return
    eve = report.start - dt.timedelta(days=1)
    issued = Report.objects.filter(organisation=report.organisation_id, state=State.ISSUED, end=eve)
    for before in issued.exclude(pk=report.pk):
        last = codec.load(Content, before.frozen).statement
        if last is not None and last.closing != content.statement.opening:
            message = _("Đầu kỳ là %(opening)d, nhưng báo cáo %(symbol)s kết thúc với %(closing)d.")
            values = {"opening": content.statement.opening, "symbol": before.symbol, "closing": last.closing}
            remedy = _("Xem những gì đã ghi thêm sau báo cáo trước, và nói rõ chênh lệch trong lời văn.")
            yield Finding("opening_is_last_closing", "warning", message % values, remedy, Asked("member_total", content.org, eve))
