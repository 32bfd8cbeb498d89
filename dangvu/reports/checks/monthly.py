"""Every cell meets every month."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.core.periods import full_months
from dangvu.reports.checks.base import Finding, check, count
from dangvu.reports.checks.shared import cells_below
from dangvu.reports.content import Content
from dangvu.reports.models import Report
from dangvu.reports.spans import DAY


@check("cells_meet_monthly")
def found(report: Report, content: Content) -> Iterator[Finding]:
    """Cells with fewer monthly meetings than whole months, where meetings are kept in the books at all (domain guide §8.1)."""
    months = full_months(content.start, content.end + DAY)
    if count(content, "meetings_monthly"):
        message = _("%(count)d chi bộ sinh hoạt thường kỳ ít hơn số tháng trong kỳ: %(names)s.")
        words = (message, _("Ghi bổ sung các buổi đã họp, hoặc nêu lý do ở phần hạn chế."))
        yield from cells_below("cells_meet_monthly", "notice", content, "meetings_monthly", words, months)
