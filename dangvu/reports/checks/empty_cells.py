"""No cell that stands open is empty."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures import services as figures
from dangvu.reports.checks.base import Finding, asked, check, query
from dangvu.reports.content import Content
from dangvu.reports.models import Report

SHOWN = 5
"""Cells named in a sentence."""


@check("cell_not_empty")
def found(report: Report, content: Content) -> Iterator[Finding]:
    """No cell that stands open is empty."""
    short = [part for part in figures.breakdown("member_total", query(content), "cell") if not part.value]
    if short:
        told = {"count": len(short), "names": ", ".join(part.label for part in short[:SHOWN])}
        message = _("%(count)d chi bộ đang hoạt động mà không có đảng viên: %(names)s.") % told
        yield Finding(
            "cell_not_empty", "warning", message, _("Giải thể chi bộ, hoặc ghi bổ sung đảng viên."), asked(content, "member_total")
        )
