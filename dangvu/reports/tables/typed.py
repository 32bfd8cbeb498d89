"""Numbers of others for the political task: typed with their source, never mixed with what the books count."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dangvu.core.vietnamese import vn_number
from dangvu.figures import services as figures
from dangvu.figures.errors import UnknownFigure
from dangvu.reports.content import Cell, Column, Row, Table, TargetLine
from dangvu.reports.marks import plain
from dangvu.reports.stated import Stated, stated
from dangvu.reports.subject import Subject
from dangvu.reports.tables.base import said, table

OUTSIDE = frozenset({"typed", "outside"})


@table("typed")
def typed_table(subject: Subject, _targets: tuple[TargetLine, ...]) -> Table:
    """One row a figure, one column a calendar year in which something was typed."""
    given = [each for each in outside(subject) if each.end is not None]
    years = sorted({each.end.year for each in given if each.end})
    columns = (
        Column("title", _("Nội dung"), "left", 340),
        Column("unit", _("Đơn vị tính"), "center", 290),
        *(Column(str(year), _("Năm %(year)d") % {"year": year}, "right", 130) for year in years),
    )
    names = list(dict.fromkeys(each.figure for each in given))
    rows = tuple(_row(name, [each for each in given if each.figure == name], years) for name in names)
    sources = "; ".join(dict.fromkeys(each.who for each in given))
    note = _("Nguồn: %(sources)s.") % {"sources": sources} if sources else _("Chưa có số liệu nào được nhập cho kỳ này.")
    return Table("typed", _("Kết quả sản xuất, kinh doanh của các doanh nghiệp"), columns, rows, note)


def outside(subject: Subject) -> list[Stated]:
    """Typed numbers of figures nobody can count here, whose period meets the report's."""
    dates = subject.dates
    given = stated("typed_figure", [subject.org], subject.known)
    met = [each for each in given if (each.start or each.on) <= dates.end and (each.end or each.on) >= dates.start]
    return [each for each in met if is_outside(each.figure)]


def is_outside(code: str) -> bool:
    """Whether a figure is somebody else's number."""
    try:
        return figures.get(code).klass in OUTSIDE
    except UnknownFigure:
        return False


def _row(name: str, given: list[Stated], years: list[int]) -> Row:
    last = {each.end.year: each for each in given if each.end}
    cells = tuple(_cell(last.get(year)) for year in years)
    return Row(name, (said(figures.get(name).title), said(given[-1].unit or figures.get(name).unit), *cells))


def _cell(each: Stated | None) -> Cell:
    return Cell(plain(each.value), each.value) if each is not None else Cell(vn_number(None))
