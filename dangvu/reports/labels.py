"""Words a narrative takes from its report: names and days, never typed twice. Written like marks: ``{{org_name}}``."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

LABELS: Final = {
    "org_name": _("tên đảng bộ, chi bộ"),
    "issuer": _("cấp ủy ban hành"),
    "superior": _("cấp ủy cấp trên"),
    "as_of_day": _("ngày chốt số liệu"),
    "start_day": _("ngày đầu kỳ"),
    "end_day": _("ngày cuối kỳ"),
    "quarter_name": _("quý báo cáo"),
    "next_quarter_name": _("quý sau"),
    "period_name": _("kỳ báo cáo"),
    "next_period_name": _("kỳ sau"),
    "term_years": _("nhiệm kỳ"),
    "term_start_day": _("ngày đầu nhiệm kỳ"),
}
"""Code of each label and what it prints, for those who write narratives."""
