"""Charity has its money."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, asked, check, count
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("charity_has_amount")
def amount(report: Report, content: Content) -> Iterator[Finding]:
    """Charity activities were entered, and not one đồng."""
    activities = count(content, "charity_activities")
    if activities and not count(content, "charity_amount"):
        message = _("Có %(count)d hoạt động từ thiện, an sinh mà chưa ghi kinh phí nào.") % {"count": activities}
        yield Finding(
            "charity_has_amount", "notice", message, _("Ghi giá trị bằng đồng của từng hoạt động."), asked(content, "charity_activities")
        )
