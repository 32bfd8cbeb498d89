"""An adjusted target is told as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report
from dangvu.reports.stated import stated


@check("target_adjusted")
def adjusted(report: Report, content: Content) -> Iterator[Finding]:
    """The same figure, period and giver was given more than once: the report compares with the last, and should say so."""
    given = [each for each in stated("target_set", [content.org], content.known) if each.on <= content.end]
    times = Counter((each.figure, each.start, each.end, each.who) for each in given)
    for line in content.targets:
        if times[line.figure, line.start, line.end, line.giver] > 1:
            message = _("Chỉ tiêu “%(title)s” đã được điều chỉnh.") % {"title": line.title}
            yield Finding("target_adjusted", "notice", message, _("Nói rõ mức cũ, mức mới và nơi điều chỉnh."), line.asked, line.entry)
