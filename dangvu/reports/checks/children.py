"""The organisations right below make the whole."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures import remembered
from dangvu.reports.checks.base import Finding, asked, check, count, query
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("children_make_the_whole")
def add_up(report: Report, content: Content) -> Iterator[Finding]:
    """Members of the child organisations, and the committee's own, are all members."""
    total = count(content, "member_total")
    found = sum(int(part.value or 0) for part in remembered.breakdown("member_total", query(content), "org"))
    if found != total:
        message = _("Cộng đảng viên của các đơn vị trực thuộc được %(sum)d, toàn đảng bộ là %(total)d.") % {"sum": found, "total": total}
        remedy = _("Chạy “dangvu verify” để tìm bút toán sai.")
        yield Finding("children_make_the_whole", "error", message, remedy, asked(content, "member_total"))
