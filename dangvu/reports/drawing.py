"""From the numbers of a chart to the drawing: one definition for page, Word and PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from dangvu.core import chart_shapes as shapes
from dangvu.core import charts
from dangvu.core.chart_render import Spoken
from dangvu.core.vietnamese import vn_number
from dangvu.reports.content import Point, Series, Value

WIDE, NARROW = 640, 330
"""Pixels: a page of paper or a desk, and a telephone."""


@dataclass(frozen=True)
class Manner:
    """How wide a drawing is, whether its title stands in it, and how its reader writes numbers."""

    width: int = 560
    titled: bool = False
    number: Spoken = vn_number


SHORT: Final = (
    ("Chi bộ ", ""), ("Công ty TNHH một thành viên ", "Cty TNHH MTV "), ("Công ty cổ phần ", "Cty CP "), ("Công ty TNHH ", "Cty TNHH "),
    ("Công ty ", "Cty "), ("Doanh nghiệp tư nhân ", "DNTN "), ("Hợp tác xã ", "HTX "), ("Trường ", "Tr. "),
)  # fmt: skip
"""How names are shortened in a drawing, as people do; the table beside it has them whole."""


def short(name: str) -> str:
    """A name as a row of a drawing has room for it: ``Cty CP Cơ khí Ánh Dương``."""
    for long, brief in SHORT:
        if name.startswith(long):
            name = brief + name.removeprefix(long)
    return name


def drawable(series: Series) -> bool:
    """A chart nobody knows a point of is left out."""
    return any(point.value is not None for point in series.points)


@lru_cache(maxsize=256)
def drawn(series: Series, manner: Manner = Manner()) -> charts.Chart:
    """The chart of a series, drawn once for equal numbers. Raises ``KeyError`` for a kind that is none of ``KINDS``."""
    return KINDS[series.kind](series, manner)


def _line(series: Series, manner: Manner) -> charts.Chart:
    days = [(point.day, point.value) for point in series.points if point.day is not None]
    goal = series.points[-1].goal if series.points else None
    return charts.line_chart(
        series.title, days, goal, unit=series.unit, titled=manner.titled, target_name=series.names[1] if series.names else _("Chỉ tiêu"),
        width=manner.width, number=manner.number,
    )  # fmt: skip


def _bars(series: Series, manner: Manner) -> charts.Chart:
    groups = [(point.label, point.value, point.goal) for point in series.points]
    names = (_("Thực hiện"), _("Chỉ tiêu"))
    return charts.bar_chart(
        series.title, groups, names=names, unit=series.unit, titled=manner.titled, width=manner.width, number=manner.number
    )


def _waterfall(series: Series, manner: Manner) -> charts.Chart:
    first, *steps, last = series.points
    ups, downs = ([(each.label, each.value or 0) for each in steps if each.side == side] for side in ("increase", "decrease"))
    if manner.width < WIDE // 2 + 100:
        return shapes.rows_chart(series.title, _stairs(series.points), unit=series.unit, width=manner.width, number=manner.number)
    return charts.waterfall_chart(
        series.title, first.value or 0, ups, downs, last.value or 0, labels=(first.label, last.label), titled=manner.titled,
        width=manner.width, number=manner.number,
    )  # fmt: skip


def _stairs(points: tuple[Point, ...]) -> list[shapes.Bar]:
    """On a telephone the steps are rows: ten columns would leave no room for their words."""
    signs = {"increase": "+ ", "decrease": "− "}
    return [shapes.Bar(signs.get(each.side, "") + each.label, each.value, depth=each.side in signs) for each in points]


def _pyramid(series: Series, manner: Manner) -> charts.Chart:
    bands: dict[str, dict[str, Value]] = {}
    for point in series.points:
        bands.setdefault(point.label, {})[point.side] = point.value
    pairs = [(band, sides.get("male"), sides.get("female")) for band, sides in bands.items()]
    names = (series.names[0], series.names[1])
    return shapes.pyramid_chart(series.title, pairs, names=names, width=manner.width - 60, number=manner.number)


def _rows(series: Series, manner: Manner) -> charts.Chart:
    bars = [shapes.Bar(short(point.label), point.value, point.depth) for point in series.points]
    return shapes.rows_chart(series.title, bars, unit=series.unit, width=manner.width, number=manner.number)


def _grid(series: Series, manner: Manner) -> charts.Chart:
    rows = [(short(label), tuple(point.value for point in points)) for label, points in _together(series)]
    return shapes.grid_chart(series.title, rows, names=series.names, width=manner.width, number=manner.number)


def _lives(series: Series, manner: Manner) -> charts.Chart:
    lives = [shapes.Life(short(each.label), each.day, each.until, each.value, short(each.into)) for each in series.points if each.day]
    start, end = series.span
    return shapes.lives_chart(series.title, lives, start=start, end=end, width=manner.width, number=manner.number)


def _multiples(series: Series, manner: Manner) -> charts.Chart:
    panels = [(short(label), [point.value for point in points]) for label, points in _together(series)]
    return shapes.multiples_chart(series.title, panels, unit=series.unit, width=manner.width, number=manner.number)


def _together(series: Series) -> list[tuple[str, list[Point]]]:
    """Points that stand one after the other under one label: a row of a grid, a panel."""
    return [(label, list(points)) for label, points in groupby(series.points, key=lambda point: point.label)]


KINDS: Final[dict[str, Callable[[Series, Manner], charts.Chart]]] = {
    "line": _line,
    "bars": _bars,
    "waterfall": _waterfall,
    "pyramid": _pyramid,
    "rows": _rows,
    "grid": _grid,
    "lives": _lives,
    "multiples": _multiples,
}
