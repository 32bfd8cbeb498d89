"""What was inspected has a conclusion."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, asked, check, part
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("inspection_concluded")
def concluded(report: Report, content: Content) -> Iterator[Finding]:
    """Targets of the period's rounds without a conclusion when the period is over."""
    missing = part(content, "inspection_result", "conclusion", "unknown")
    if missing:
        message = _("%(count)d lượt đối tượng kiểm tra, giám sát chưa ghi kết luận.") % {"count": missing}
        remedy = _("Ghi kết luận của từng đối tượng, hoặc nói rõ là chưa kết luận.")
        yield Finding("inspection_concluded", "notice", message, remedy, asked(content, "inspection_result", "conclusion", "unknown"))
