"""Every cell has the official members a cell must have (domain guide §1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures import services as figures
from dangvu.reports.checks.base import Finding, asked, check, query
from dangvu.reports.content import Content
from dangvu.reports.models import Report
from dangvu.rules import services as rules

SHOWN = 5
"""Cells named in a sentence."""


@check("cell_large_enough")
def found(report: Report, content: Content) -> Iterator[Finding]:
    """Every cell has the official members a cell must have (domain guide §1.1)."""
    least = rules.value("organisation.min_official", on=content.as_of, path=())
    short = [part for part in figures.breakdown("member_full", query(content), "cell") if int(part.value or 0) < least]
    if short:
        told = {"count": len(short), "names": ", ".join(part.label for part in short[:SHOWN])}
        message = _("%(count)d chi bộ có ít đảng viên chính thức hơn mức tối thiểu: %(names)s.") % told
        yield Finding(
            "cell_large_enough",
            "notice",
            message,
            _("Kết nạp, điều động thêm đảng viên hoặc sáp nhập chi bộ."),
            asked(content, "member_full"),
        )
