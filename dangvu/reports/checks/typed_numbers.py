"""No number that the books can count is typed into the narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.marks import pieces
from dangvu.reports.models import Report

COUNTED = re.compile(
    r"(?<![\w/.,-])(\d[\d.]*)\s+((?:lượt\s+)?(?:đảng viên|chi bộ|tổ chức đảng|cuộc|hồ sơ|huy hiệu|quần chúng|đồng chí|thẻ))", re.IGNORECASE
)


@check("number_typed")
def typed(report: Report, content: Content) -> Iterator[Finding]:
    """“65 đảng viên” in a sentence stays 65 whatever the books say; a mark would follow them."""
    for section in content.sections:
        plain = "".join(piece for piece in pieces(section.text) if isinstance(piece, str))
        found = ["".join(match[0].split("\n")) for match in COUNTED.finditer(plain)]
        if found:
            told = {"heading": section.heading, "numbers": "; ".join(found[:5])}
            message = _("Mục “%(heading)s” có số gõ tay: %(numbers)s.") % told
            yield Finding("number_typed", "warning", message, _("Thay bằng mã số liệu, để số trong báo cáo luôn là số của sổ."))
