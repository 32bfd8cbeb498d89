"""The register the report will be numbered in has no gaps and no doubles."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Register, Report
from dangvu.reports.registers import irregular


@check("register_regular", afresh=True)
def regular(report: Report, content: Content) -> Iterator[Finding]:
    """Numbers nobody took, and numbers taken twice (domain guide §10.3)."""
    kept = Register.objects.filter(
        organisation=report.organisation_id, body=report.body, document_type=report.document_type, term=report.term
    ).first()
    found = irregular(kept) if kept else None
    for numbers, text in ((found.gaps, _("bỏ trống số")), (found.doubles, _("dùng hai lần số"))) if found else ():
        if numbers:
            told = {"what": text, "numbers": ", ".join(map(str, numbers[:10]))}
            message = _("Sổ đăng ký văn bản %(what)s %(numbers)s.") % told
            yield Finding("register_regular", "warning", message, _("Ghi bổ sung văn bản làm ngoài chương trình, hoặc ghi rõ lý do."))
