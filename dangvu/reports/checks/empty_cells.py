"""No cell that stands open is empty."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.checks.shared import cells_below
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("cell_not_empty")
def found(report: Report, content: Content) -> Iterator[Finding]:
    """No cell that stands open is empty."""
    message = _("%(count)d chi bộ đang hoạt động mà không có đảng viên: %(names)s.")
    words = (message, _("Giải thể chi bộ, hoặc ghi bổ sung đảng viên."))
    yield from cells_below("cell_not_empty", "warning", content, "member_total", words)
