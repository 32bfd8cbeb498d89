"""Every cell has a secretary in office."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.checks.shared import cells_below
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("cell_has_secretary")
def found(report: Report, content: Content) -> Iterator[Finding]:
    """Every cell has a secretary in office."""
    words = (_("%(count)d chi bộ chưa có bí thư trong sổ: %(names)s."), _("Ghi quyết định chuẩn y, chỉ định bí thư vào sổ."))
    yield from cells_below("cell_has_secretary", "notice", content, "secretary_count", words)
