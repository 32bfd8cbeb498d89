"""Nobody stays probationary beyond the term."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.core.periods import add_months
from dangvu.figures import services as figures
from dangvu.reports.checks.base import Finding, asked, check, query
from dangvu.reports.content import Content
from dangvu.reports.models import Report
from dangvu.rules import services as rules


@check("probation_over")
def over(report: Report, content: Content) -> Iterator[Finding]:
    """Probationary members whose twelve months have passed without recognition (domain guide §2.4)."""
    months = rules.value("recognition.probation_months", on=content.as_of, path=())
    waiting = [row for row in figures.rows("member_probationary", query(content)) if add_months(row.on, months) < content.as_of]
    if waiting:
        message = _("%(count)d đảng viên dự bị đã hết thời gian dự bị mà chưa được công nhận chính thức.") % {"count": len(waiting)}
        remedy = _("Mở danh sách, lập hồ sơ công nhận hoặc xóa tên theo quy định.")
        yield Finding("probation_over", "warning", message, remedy, asked(content, "member_probationary"))
