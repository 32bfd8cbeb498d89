"""Every disciplinary decision says who decided."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.checks.shared import unknown_part
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("discipline_authority")
def decided(report: Report, content: Content) -> Iterator[Finding]:
    """Reports print discipline by the deciding body; a decision without it falls under “unknown”."""
    words = (_("%(count)d quyết định kỷ luật chưa ghi cấp quyết định."), _("Hủy bút toán và ghi lại kèm cấp quyết định."))
    yield from unknown_part("discipline_authority", content, "discipline_by_authority", "authority", words)
