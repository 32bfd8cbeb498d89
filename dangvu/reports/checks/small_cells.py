"""Every cell has the official members a cell must have (domain guide §1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.checks.shared import cells_below
from dangvu.reports.content import Content
from dangvu.reports.models import Report
from dangvu.rules import services as rules


@check("cell_large_enough")
def found(report: Report, content: Content) -> Iterator[Finding]:
    """Every cell has the official members a cell must have (domain guide §1.1)."""
    least = rules.value("organisation.min_official", on=content.as_of, path=())
    message = _("%(count)d chi bộ có ít đảng viên chính thức hơn mức tối thiểu: %(names)s.")
    words = (message, _("Kết nạp, điều động thêm đảng viên hoặc sáp nhập chi bộ."))
    yield from cells_below("cell_large_enough", "notice", content, "member_full", words, least)
