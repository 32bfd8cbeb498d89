"""Every cell has a secretary in office."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures import services as figures
from dangvu.reports.checks.base import Finding, asked, check, query
from dangvu.reports.content import Content
from dangvu.reports.models import Report

SHOWN = 5
"""Cells named in a sentence."""


@check("cell_has_secretary")
def found(report: Report, content: Content) -> Iterator[Finding]:
    """Every cell has a secretary in office."""
    short = [part for part in figures.breakdown("secretary_count", query(content), "cell") if not part.value]
    if short:
        told = {"count": len(short), "names": ", ".join(part.label for part in short[:SHOWN])}
        message = _("%(count)d chi bộ chưa có bí thư trong sổ: %(names)s.") % told
        yield Finding(
            "cell_has_secretary", "notice", message, _("Ghi quyết định chuẩn y, chỉ định bí thư vào sổ."), asked(content, "secretary_count")
        )
