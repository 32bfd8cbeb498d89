"""Every target has a position."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.marks import plain
from dangvu.reports.models import Report


@check("target_has_position")
def positioned(report: Report, content: Content) -> Iterator[Finding]:
    """A target whose figure is unknown cannot be reported; one that is behind should be spoken of in the text."""
    for line in content.targets:
        if line.actual is None:
            message = _("Chỉ tiêu “%(title)s” chưa có kết quả.") % {"title": line.title}
            yield Finding("target_has_position", "warning", message, _("Ghi bổ sung kết quả vào sổ."), line.asked, line.entry)
        elif line.on_track is False:
            told = {"title": line.title, "actual": plain(line.actual), "goal": plain(line.goal)}
            message = _("Chỉ tiêu “%(title)s” chậm tiến độ: %(actual)s, mốc đến nay %(goal)s.") % told
            remedy = _("Nêu nguyên nhân ở phần hạn chế và việc phải làm ở phần nhiệm vụ.")
            yield Finding("target_has_position", "notice", message, remedy, line.asked, line.entry)
