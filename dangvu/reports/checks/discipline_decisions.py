"""Disciplinary decisions have their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.checks.shared import unnumbered
from dangvu.reports.content import Content
from dangvu.reports.models import Report

CODES = ("discipline_members", "discipline_orgs")


@check("discipline_numbered")
def numbered(report: Report, content: Content) -> Iterator[Finding]:
    """Disciplinary decisions have their numbers."""
    message = _("%(title)s: %(count)d quyết định trong kỳ chưa ghi số.")
    yield from unnumbered("discipline_numbered", content, CODES, (message, _("Bổ sung số, ngày và nơi ban hành quyết định.")))
