"""What forms tell people apart by is known of every member: the figures of gaps say of how many it is not."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures import remembered
from dangvu.figures.services import get
from dangvu.reports.checks.base import Finding, asked, check, query
from dangvu.reports.content import Content
from dangvu.reports.models import Report

TRAITS = ("birth", "sex", "ethnicity", "religion", "schooling", "qualification", "occupation")
CODES = tuple(f"gap_{trait}" for trait in TRAITS)


def _rule(trait: str) -> None:
    rule, code = f"{trait}_known", f"gap_{trait}"

    @check(rule)
    def known(report: Report, content: Content) -> Iterator[Finding]:
        """Members of whom it is not known are counted in no row but “unknown”."""
        # Asked together, so that everybody's particulars are read once and not for each check.
        missing = int(remembered.evaluate(CODES, query(content))[code].value or 0)
        if missing:
            told = {"title": get(code).title_vi, "count": missing}
            message = _("%(title)s: %(count)d; biểu thống kê xếp vào “chưa rõ”.") % told
            yield Finding(rule, "notice", message, _("Mở trang chất lượng dữ liệu và bổ sung lý lịch từng người."), asked(content, code))


for _trait in TRAITS:
    _rule(_trait)
