"""Every cell is rated, or is told to be unrated with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.checks.shared import unrated
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("cell_rated")
def rated(report: Report, content: Content) -> Iterator[Finding]:
    """Where a period's ratings are in the books, each has a grade or a reason why not (domain guide §7)."""
    message = _("%(count)d chi bộ không có mức xếp loại và cũng không ghi lý do.")
    words = (message, _("Ghi mức xếp loại, hoặc ghi chưa xếp loại kèm lý do."))
    yield from unrated("cell_rated", content, "rating_cell_count", "cell_count", "organisation", words)
