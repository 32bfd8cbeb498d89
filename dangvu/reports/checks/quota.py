"""Not more are rated excellent than the quota allows."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, asked, check, part
from dangvu.reports.content import Content
from dangvu.reports.models import Report
from dangvu.rules import services as rules


@check("excellent_within_quota")
def found(report: Report, content: Content) -> Iterator[Finding]:
    """The share of excellent ones among those rated good or better, by group (domain guide §7)."""
    try:
        quota = rules.get("rating.excellent_quota", on=content.as_of)
    except rules.UnknownRule:
        return
    for code, name in (
        ("rating_member_count", _("đảng viên")),
        ("rating_cell_count", _("chi bộ")),
        ("rating_org_count", _("tổ chức cơ sở đảng")),
    ):
        excellent = part(content, code, "grade", "excellent")
        if excellent * 100 > int(quota.value) * (excellent + part(content, code, "grade", "good")):
            told = {"name": name, "count": excellent, "share": quota.value}
            message = _("Số %(name)s xếp loại xuất sắc (%(count)d) vượt %(share)s%% số xếp loại tốt trở lên.") % told
            remedy = _("Kiểm tra mẫu số theo quy định của cấp trên (mục quy định này chưa kiểm chứng), hoặc điều chỉnh.")
            yield Finding("excellent_within_quota", "notice", message, remedy, asked(content, code, "grade", "excellent"))
