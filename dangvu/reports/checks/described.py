"""What forms tell people apart by is known of every member."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.checks.shared import unknown_part
from dangvu.reports.content import Content
from dangvu.reports.models import Report

TRAITS = {
    "birth": ("age_band", lazy("ngày sinh")),
    "sex": ("sex", lazy("giới tính")),
    "ethnicity": ("ethnicity", lazy("dân tộc")),
    "religion": ("religion", lazy("tôn giáo")),
    "schooling": ("schooling", lazy("học vấn phổ thông")),
    "qualification": ("qualification", lazy("trình độ chuyên môn")),
    "occupation": ("occupation", lazy("nghề nghiệp")),
}


def _rule(trait: str, by: str, name: str | Promise) -> None:
    rule = f"{trait}_known"

    @check(rule)
    def known(report: Report, content: Content) -> Iterator[Finding]:
        """Members of whom it is not known are counted in no row but “unknown”."""
        message = _("%(count)d đảng viên chưa ghi %(name)s; biểu thống kê xếp vào “chưa rõ”.").replace("%(name)s", str(name))
        words = (message, _("Mở danh sách và bổ sung lý lịch từng người."))
        yield from unknown_part(rule, content, "member_total", by, words)


for _trait, (_by, _name) in TRAITS.items():
    _rule(_trait, _by, _name)
