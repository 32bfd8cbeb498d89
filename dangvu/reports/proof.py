"""The proof of everything: the ledger, what was asserted, and every report issued from it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.figures.assertions import broken
from dangvu.ledger.findings import Finding
from dangvu.ledger.verify import verify


def prove(advance: Callable[[int], None]) -> tuple[list[Finding], dict[str, int]]:
    """Every row that is not what it must be, and how many entries and postings were read."""
    findings, counts = verify(advance)
    if not findings:
        # Over damaged books an assertion proves nothing.
        findings += _assertions()
    return findings, counts


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
