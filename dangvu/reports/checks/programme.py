"""There is a yearly programme of inspection to compare with."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, asked, check, count, value
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("inspection_programme")
def programme(report: Report, content: Content) -> Iterator[Finding]:
    """Rounds were held, and no target on their number covers the period (domain guide §6.2)."""
    if count(content, "inspection_rounds") and value(content, "inspection_plan_pct") is None:
        message = _("Đã tiến hành kiểm tra mà sổ chưa có chương trình: không so được với kế hoạch.")
        remedy = _("Giao chỉ tiêu trên số cuộc kiểm tra (inspection_rounds) cho năm.")
        yield Finding("inspection_programme", "notice", message, remedy, asked(content, "inspection_rounds"))
