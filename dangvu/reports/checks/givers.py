"""Every target says who gave it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("target_has_giver")
def given(report: Report, content: Content) -> Iterator[Finding]:
    """Targets of the congress, of the superior and of one's own are not the same thing."""
    for line in content.targets:
        if not line.giver:
            message = _("Chỉ tiêu “%(title)s” chưa ghi ai giao.") % {"title": line.title}
            yield Finding("target_has_giver", "notice", message, _("Giao lại chỉ tiêu kèm nơi giao (giver)."), line.asked, line.entry)
