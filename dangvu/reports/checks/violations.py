"""Every disciplinary decision says for what."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, asked, check, count
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("discipline_violation")
def told(report: Report, content: Content) -> Iterator[Finding]:
    """One member may have several violations, so fewer violations than decisions means that some were not entered."""
    decisions, violations = count(content, "discipline_members"), count(content, "discipline_by_violation")
    if violations < decisions:
        message = (
            _("%(decisions)d quyết định kỷ luật mà chỉ có %(violations)d vi phạm được ghi nội dung.")
            if violations
            else _("%(decisions)d quyết định kỷ luật mà chưa ghi nội dung vi phạm nào.")
        )
        remedy = _("Ghi nội dung vi phạm của từng quyết định.")
        numbers = {"decisions": decisions, "violations": violations}
        yield Finding("discipline_violation", "notice", message % numbers, remedy, asked(content, "discipline_members"))
