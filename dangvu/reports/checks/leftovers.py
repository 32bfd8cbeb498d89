"""Nothing waits to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report

LEFT = re.compile(r"\.{4,}|…{2,}|_{3,}|\?{2,}|\bx{3,}\b|\[\s*\]", re.IGNORECASE)


@check("nothing_left_open")
def left(report: Report, content: Content) -> Iterator[Finding]:
    """Dots, underscores and question marks that somebody meant to replace."""
    for section in content.sections:
        found = LEFT.search(section.text)
        if found:
            told = {"heading": section.heading, "what": found[0][:20]}
            message = _("Mục “%(heading)s” còn chỗ chưa điền: “%(what)s”.") % told
            yield Finding("nothing_left_open", "warning", message, _("Điền nội dung, hoặc bỏ đi."))
