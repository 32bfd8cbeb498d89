"""The proof of everything: the ledger, what was asserted, and every report issued from it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.figures.assertions import broken
from dangvu.ledger.findings import Finding
from dangvu.ledger.verify import verify
from dangvu.reports.models import Report, State
from dangvu.reports.services import recompute


def prove(advance: Callable[[int], None]) -> tuple[list[Finding], dict[str, int]]:
    """Every row that is not what it must be, and how many entries and postings were read."""
    findings, counts = verify(advance)
    if not findings:
        # Over damaged books an assertion proves nothing.
        findings += _assertions()
    findings += _reports()
    return findings, counts


def _reports() -> list[Finding]:
    """Every issued report is reckoned again; one that cannot be is a finding too."""
    found = []
    for report in Report.objects.filter(state=State.ISSUED):
        try:
            differences = [f"{each.what}: {each.frozen} → {each.now}" for each in recompute(report)]
        except Exception as problem:
            differences = [str(problem)]
        if differences:
            message = _("Báo cáo %(symbol)s tính lại không bằng: %(what)s.")
            found.append(Finding("reports_report", str(report.pk), message % {"symbol": report.symbol, "what": "; ".join(differences[:5])}))
    return found


def _assertions() -> list[Finding]:
    message = _("Đối chiếu ngày %(day)s không còn đúng: %(code)s được chốt là %(claimed)s, sổ cho %(actual)s.")
    return [
        Finding(
            "ledger_entry",
            str(each.entry),
            message % {"day": vn_day(each.claim.on), "code": each.claim.code, "claimed": each.claim.claimed, "actual": each.found},
        )
        for each in broken()
    ]
