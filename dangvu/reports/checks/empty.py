"""No section is left empty."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports import kinds
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("section_not_empty")
def written(report: Report, content: Content) -> Iterator[Finding]:
    """A heading with nothing under it, unless the outline wants it bare."""
    outline = kinds.get(content.kind)
    for section in content.sections:
        spec = outline.section(section.key)
        if not section.text.strip() and not (spec and spec.bare):
            message = _("Mục “%(heading)s” chưa có nội dung.") % {"heading": section.heading}
            yield Finding("section_not_empty", "warning", message, _("Viết nội dung của mục, hoặc ghi rõ là không phát sinh."))
