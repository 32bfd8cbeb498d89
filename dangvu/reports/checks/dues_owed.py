"""Nobody owes dues of three months."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.dues.services import arrears
from dangvu.ledger import book
from dangvu.reports.checks.base import Finding, asked, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("dues_not_owed")
def found(report: Report, content: Content) -> Iterator[Finding]:
    """Members who owe three months of the year or more (domain guide §5)."""
    owing = arrears(book.tree(content.known).at(content.as_of).subtree(content.org), content.as_of)
    if owing:
        message = _("%(count)d đảng viên chưa đóng đảng phí từ ba tháng trở lên trong năm.") % {"count": len(owing)}
        yield Finding(
            "dues_not_owed",
            "notice",
            message,
            _("Mở trang đảng phí, nhắc thu hoặc làm thủ tục theo quy định."),
            asked(content, "dues_rate"),
        )
