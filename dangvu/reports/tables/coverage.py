"""Which cells were inspected and supervised in the period, and by whom: a cell that nobody came to is seen at once."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.figures import remembered
from dangvu.reports.content import Point, Series, TargetLine
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import chart
from dangvu.reports.tables.cells import PREFIX, cells

# Committee and inspection commission are never added up, so each has a column of its own.
COLUMNS = (
    ("inspected_orgs", lazy("Cấp ủy kiểm tra")),
    ("supervised_orgs", lazy("Cấp ủy giám sát")),
    ("inspected_orgs_commission", lazy("UBKT kiểm tra")),
    ("supervised_orgs_commission", lazy("UBKT giám sát")),
)


@chart(
    "inspection_coverage",
    lazy("Chi bộ được kiểm tra, giám sát trong kỳ"),
    lazy(
        "Mỗi chi bộ một hàng, mỗi ô là số lượt được kiểm tra, giám sát trong kỳ; ô trống là chưa lần nào. Phần của cấp ủy và của ủy ban "
        "kiểm tra để riêng, không cộng với nhau."
    ),
    of_period=True,
    counts=tuple(code for code, _name in COLUMNS),
)
def inspection_coverage(subject: Subject, _targets: tuple[TargetLine, ...]) -> Series:
    """A point a cell and column, in the order of the tree; 0 where nobody came."""
    query = subject.query()
    turns = {code: {part.key: part.value for part in remembered.breakdown(code, query, "other")} for code, _name in COLUMNS}
    standing = cells(subject)
    points = tuple(
        Point(state.name.removeprefix(PREFIX), turns[code].get(state.code, 0), side=code, asked=subject.asked(code))
        for state in standing
        for code, _name in COLUMNS
    )
    title = _("Chi bộ được kiểm tra, giám sát từ ngày %(start)s đến ngày %(end)s")
    days = {"start": vn_day(subject.dates.start), "end": vn_day(subject.dates.end)}
    reached = sum(1 for state in standing if any(found.get(state.code) for found in turns.values()))
    note = _("%(reached)d trong %(all)d chi bộ được kiểm tra hoặc giám sát ít nhất một lần.") % {"reached": reached, "all": len(standing)}
    return Series("inspection_coverage", title % days, "grid", _("lượt"), points, tuple(str(name) for _code, name in COLUMNS), note)
