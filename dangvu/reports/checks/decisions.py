"""What changes a membership by decision names the decision."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures import services as figures
from dangvu.ledger.models import Entry
from dangvu.reports.checks.base import Finding, asked, check, query
from dangvu.reports.content import Content
from dangvu.reports.models import Report

CODES = ("admitted", "official_recognition", "member_struck_off", "member_expelled")


@check("decision_numbered")
def numbered(report: Report, content: Content) -> Iterator[Finding]:
    """What changes a membership by decision names the decision."""
    for code in CODES:
        entries = {row.entry for row in figures.rows(code, query(content))}
        missing = Entry.objects.filter(number__in=entries, decision_number="").count()
        if missing:
            message = _("%(title)s: %(count)d trường hợp trong kỳ chưa ghi số quyết định.") % {
                "title": figures.get(code).title_vi,
                "count": missing,
            }
            remedy = _("Bổ sung số, ngày và nơi ban hành quyết định.")
            yield Finding("decision_numbered", "notice", message, remedy, asked(content, code))
