"""What was agreed still holds."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.figures.assertions import broken
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Asked, Content
from dangvu.reports.models import Report


@check("assertions_hold")
def hold(report: Report, content: Content) -> Iterator[Finding]:
    """Numbers agreed earlier for the organisation, against the books of now."""
    for each in broken(content.known):
        claim = each.claim
        if claim.org != content.org or claim.on > content.end:
            continue
        message = _("Đối chiếu ngày %(day)s chốt %(code)s là %(claimed)s, nay sổ cho %(found)s.")
        told = {"day": vn_day(claim.on), "code": claim.code, "claimed": claim.claimed, "found": each.found}
        asked = Asked(claim.code, claim.org, claim.on, claim.start, claim.on if claim.start else None)
        remedy = _("Xem những gì đã ghi sau lần đối chiếu; hủy bút toán sai hoặc chốt lại.")
        yield Finding("assertions_hold", "warning", message % told, remedy, asked, claim.entry)
