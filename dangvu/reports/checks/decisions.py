"""What changes a membership by decision names the decision."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.checks.shared import unnumbered
from dangvu.reports.content import Content
from dangvu.reports.models import Report

CODES = ("admitted", "official_recognition", "member_struck_off", "member_expelled")


@check("decision_numbered")
def numbered(report: Report, content: Content) -> Iterator[Finding]:
    """What changes a membership by decision names the decision."""
    message = _("%(title)s: %(count)d trường hợp trong kỳ chưa ghi số quyết định.")
    yield from unnumbered("decision_numbered", content, CODES, (message, _("Bổ sung số, ngày và nơi ban hành quyết định.")))
