"""The book was not opened in the middle of the period."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, asked, check, count
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("carried_over_in_period")
def carried(report: Report, content: Content) -> Iterator[Finding]:
    """Members carried over at the opening of the book stand among the increases of that period."""
    number = count(content, "member_carried_over")
    if number:
        message = _("%(count)d đảng viên được mang sang khi mở sổ ngay trong kỳ; phần tăng của kỳ gồm cả số này.") % {"count": number}
        remedy = _("Nói rõ trong lời văn, hoặc bắt đầu kỳ sau ngày mở sổ.")
        yield Finding("carried_over_in_period", "notice", message, remedy, asked(content, "member_carried_over"))
