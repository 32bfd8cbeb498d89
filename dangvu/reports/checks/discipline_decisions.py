"""Disciplinary decisions have their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures import services as figures
from dangvu.ledger.models import Entry
from dangvu.reports.checks.base import Finding, asked, check, query
from dangvu.reports.content import Content
from dangvu.reports.models import Report

CODES = ("discipline_members", "discipline_orgs")


@check("discipline_numbered")
def numbered(report: Report, content: Content) -> Iterator[Finding]:
    """Disciplinary decisions have their numbers."""
    for code in CODES:
        entries = {row.entry for row in figures.rows(code, query(content))}
        missing = Entry.objects.filter(number__in=entries, decision_number="").count()
        if missing:
            message = _("%(title)s: %(count)d quyết định trong kỳ chưa ghi số.") % {"title": figures.get(code).title_vi, "count": missing}
            remedy = _("Bổ sung số, ngày và nơi ban hành quyết định.")
            yield Finding("discipline_numbered", "notice", message, remedy, asked(content, code))
