"""The movement statement balances."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report

SIGNS = {"increase": 1, "received": 1, "decrease": -1, "handed_over": -1}


@check("statement_balances")
def balances(report: Report, content: Content) -> Iterator[Finding]:
    """Opening + increases − decreases + received − handed over = closing (domain guide §3)."""
    found = content.statement
    if found is None:
        return
    closing = found.opening + sum(SIGNS.get(line.side, 0) * line.value for line in found.lines)
    if closing != found.closing:
        message = _("Bảng tăng giảm không cân: tính ra %(reckoned)d, cuối kỳ ghi %(closing)d.")
        remedy = _("Chạy “dangvu verify” để tìm bút toán sai.")
        yield Finding("statement_balances", "error", message % {"reckoned": closing, "closing": found.closing}, remedy)
