"""Every mark in the narrative prints a number."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports import illustrated, marks
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.facts import fault
from dangvu.reports.models import Report


@check("marks_resolve")
def resolve(report: Report, content: Content) -> Iterator[Finding]:
    """A mark with a slip in it, or for a figure nobody knows, would be printed as it stands."""
    for section in content.sections:
        for problem in marks.problems(section.text):
            yield _finding(section.heading, str(problem))
        for mark in marks.marks(section.text):
            why = "" if mark.is_label else fault(mark)
            if why:
                yield _finding(section.heading, why)
        for picture in marks.picture_marks(section.text):
            if why := illustrated.fault(picture):
                yield _finding(section.heading, why)


def _finding(heading: str, why: str) -> Finding:
    message = _("Mục “%(heading)s”: %(why)s") % {"heading": heading, "why": why}
    return Finding("marks_resolve", "error", message, _("Sửa mã số liệu trong lời văn của mục đó."))
