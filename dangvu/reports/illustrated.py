"""Charts asked for in the middle of a narrative: which there are, and what is wrong with a mark for one there is not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dangvu.reports.marks import PictureMark
from dangvu.reports.spans import PERIODS
from dangvu.reports.tables import CHARTS


def fault(mark: PictureMark) -> str:
    """Why a well written mark has no chart: a name nobody knows, a period there is not."""
    if mark.name not in CHARTS:
        return _("Không có hình “%(name)s”; các hình có sẵn: %(names)s.") % {"name": mark.name, "names": ", ".join(CHARTS)}
    if mark.period and mark.period not in PERIODS:
        names = ", ".join(f"@{name}" for name in PERIODS if name)
        return _("“%(mark)s”: không có kỳ này; các kỳ dùng được: %(periods)s.") % {"mark": mark, "periods": names}
    return ""
