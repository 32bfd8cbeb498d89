"""The table beside a chart: the same numbers for who cannot see the drawing, each a way to its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.reports.content import Cell, Column, Point, Row, Series, Table
from dangvu.reports.marks import plain

SET_IN = "\u2003"
HELD_BACK = "×"


def table_of(series: Series) -> Table:
    """Every number of the series, in the order it is drawn."""
    return SHAPES.get(series.kind, _pairs)(series)


def _number(point: Point, sign: str = "") -> Cell:
    text = plain(point.value)
    return Cell(f"{sign}{text}" if sign and point.value is not None else text, point.value, point.asked)


def _column(title: str, width: int = 150) -> Column:
    return Column(title, title, "right", width)


def _first(title: str) -> Column:
    return Column("label", title, "left", 420)


def _pairs(series: Series) -> Table:
    """Label and value; a goal beside it where there is one."""
    goals = any(point.goal is not None for point in series.points)
    columns = (_first(_("Mục")), _column(series.unit), *((_column(_("Chỉ tiêu")),) if goals else ()))
    rows = tuple(
        Row(str(at), (Cell(SET_IN * point.depth + point.label), _number(point), *((Cell(plain(point.goal), point.goal),) if goals else ())))
        for at, point in enumerate(series.points)
    )
    return Table(series.key, series.title, columns, rows, series.note)


def _waterfall(series: Series) -> Table:
    signs = {"increase": "+", "decrease": "−"}
    rows = tuple(
        Row(str(at), (Cell(point.label), _number(point, signs.get(point.side, ""))), strong=point.side not in signs)
        for at, point in enumerate(series.points)
    )
    return Table(series.key, series.title, (_first(_("Nguyên nhân")), _column(series.unit)), rows, series.note)


def _across(series: Series, head: str, columns: tuple[Column, ...]) -> Table:
    """Points under one label are the cells of one row."""
    rows = tuple(
        Row(f"{at}", (Cell(label), *(_held(point) for point in points)))
        for at, (label, points) in enumerate(groupby(series.points, key=lambda point: point.label))
    )
    return Table(series.key, series.title, (_first(head), *columns), rows, series.note)


def _held(point: Point) -> Cell:
    return Cell(HELD_BACK) if point.value is None and point.side in ("male", "female") else _number(point)


def _pyramid(series: Series) -> Table:
    return _across(series, _("Nhóm tuổi"), tuple(_column(name) for name in series.names))


def _grid(series: Series) -> Table:
    return _across(series, _("Chi bộ"), tuple(_column(name) for name in series.names))


def _multiples(series: Series) -> Table:
    days = list(dict.fromkeys(point.day for point in series.points if point.day))
    return _across(series, _("Chi bộ"), tuple(_column(f"{day.month}/{day.year}", 90) for day in days))


def _lives(series: Series) -> Table:
    columns = (
        _first(_("Tổ chức")), _column(_("Từ ngày")), _column(_("Đến ngày")), _column(_("Đảng viên ngày cuối")),
        Column("into", _("Nhập vào"), "left", 300),
    )  # fmt: skip
    rows = tuple(
        Row(str(at), (Cell(point.label), Cell(_since(series, point)), Cell(_day(point.until)), _number(point), Cell(point.into)))
        for at, point in enumerate(series.points)
    )
    return Table(series.key, series.title, columns, rows, series.note)


def _since(series: Series, point: Point) -> str:
    """The day it came; one that stood before the picture begins was there already."""
    return _("từ trước") if point.day and series.span and point.day < series.span[0] else _day(point.day)


def _day(day: dt.date | None) -> str:
    return vn_day(day) if day else ""


SHAPES: Final[dict[str, Callable[[Series], Table]]] = {
    "waterfall": _waterfall,
    "pyramid": _pyramid,
    "grid": _grid,
    "multiples": _multiples,
    "lives": _lives,
}
