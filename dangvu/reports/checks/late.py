"""What was recorded long after the period is pointed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.core.days import LOCAL
from dangvu.figures.base import ONE_DAY
from dangvu.ledger import book
from dangvu.ledger.models import Posting
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report

GRACE = dt.timedelta(days=30)
"""Days after a period within which the office usually writes everything down."""


@check("recorded_late")
def late(report: Report, content: Content) -> Iterator[Finding]:
    """Entries about the period that were recorded more than a month after its end: earlier reports did not know them."""
    tree = book.tree(content.known).at(content.as_of)
    found = Posting.objects.filter(
        org__in=tree.subtree(content.org),
        on__gte=content.start,
        on__lte=content.end,
        entry__number__lte=content.known,
        # A moment and not a day: a day of each entry would be worked out row by row.
        entry__recorded_at__gte=dt.datetime.combine(content.end + GRACE + ONE_DAY, dt.time.min, LOCAL),
    )
    number = found.values("entry").distinct().count()
    if number:
        message = _("%(count)d bút toán của kỳ được ghi sau khi kỳ kết thúc hơn 30 ngày.") % {"count": number}
        yield Finding("recorded_late", "notice", message, _("Xem trang báo cáo đã ban hành để biết số nào đổi từ khi đó."))
