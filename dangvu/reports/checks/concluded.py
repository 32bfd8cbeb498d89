"""What was inspected has a conclusion."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.checks.shared import unknown_part
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("inspection_concluded")
def concluded(report: Report, content: Content) -> Iterator[Finding]:
    """Targets of the period's rounds without a conclusion when the period is over."""
    message = _("%(count)d lượt đối tượng kiểm tra, giám sát chưa ghi kết luận.")
    words = (message, _("Ghi kết luận của từng đối tượng, hoặc nói rõ là chưa kết luận."))
    yield from unknown_part("inspection_concluded", content, "inspection_result", "conclusion", words)
