"""The statement closes with the stock."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures import services as figures
from dangvu.reports.checks.base import Finding, answer, check
from dangvu.reports.content import Asked, Content
from dangvu.reports.models import Report


@check("closing_is_the_stock")
def closes(report: Report, content: Content) -> Iterator[Finding]:
    """The movement statement's last line and the membership of that day are one number (domain guide §3)."""
    if content.statement is None:
        return
    day = figures.Query(content.org, content.end, known=content.known)
    stock = answer("member_total", day).value
    if stock != content.statement.closing:
        message = _("Bảng tăng giảm kết thúc với %(closing)d, danh sách ngày đó có %(stock)s đảng viên.")
        told = {"closing": content.statement.closing, "stock": stock}
        remedy = _("Chạy “dangvu verify” để tìm bút toán sai.")
        yield Finding("closing_is_the_stock", "error", message % told, remedy, Asked("member_total", content.org, content.end))
