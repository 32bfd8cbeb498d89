"""Further shapes of charts: the age pyramid, many organisations row by row, a grid of marks, lives of organisations, small multiples.

The rules of ``charts`` hold: what is drawn is also written, unknown leaves a gap, one definition serves page, Word and PDF. ``number``
writes numbers as the reader's language does. A chart of many rows is set in two columns where there is room, so that it fits an A4 page.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from dangvu.core.chart_render import DARK, GOLD, GREY, PALE, RED, TEXT, WASH, Chart, Number, Spoken, plain, rendered
from dangvu.core.lazily import lazily
from dangvu.core.vietnamese import vn_number

if TYPE_CHECKING:
    import altair as alt
else:
    alt = lazily("altair")

SMALL = 13  # pixels; in a document about 9 points
_ROOM = 480  # pixels from which on there is room for two columns
_ONE_COLUMN = 34  # rows
_OUTWARD: tuple[tuple[Literal["right", "left"], int], ...] = (("right", -6), ("left", 6))
_LETTER = 0.47  # of its height: how wide a letter is on average


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label (``depth`` levels deep in a tree), its value, and its goal if it has one."""

    label: str
    value: Number
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Life:
    """An organisation's stay: from ``start`` to ``end`` (None: still there), what it counted last, and the label it went into."""

    label: str
    start: date
    end: date | None
    value: Number
    into: str = ""


def pyramid_chart(
    title: str, bands: Sequence[tuple[str, Number, Number]], *, names: tuple[str, str], width: int = 560, number: Spoken = vn_number
) -> Chart:
    """Bands from the youngest up: to the left the first side, to the right the second. None is not shown."""
    order = [band for band, _left, _right in bands]
    rows = [
        {"band": band, "side": names[at], "value": sign * (plain(value) or 0), "label": "×" if value is None else number(value)}
        for band, *pair in bands
        for at, (value, sign) in enumerate(zip(pair, (-1, 1), strict=True))
    ]
    most = max((abs(plain(value) or 0) for _band, *pair in bands for value in pair), default=0) or 1
    scale = alt.Scale(domain=[-1.25 * most, 1.25 * most], nice=False)
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("band:N", sort=order[::-1], axis=alt.Axis(title=None, ticks=False, domain=False), scale=alt.Scale(padding=0.15))
    )
    colours = alt.Color("side:N", scale=alt.Scale(domain=list(names), range=[GREY, RED]), legend=alt.Legend())
    bars = base.mark_bar().encode(x=alt.X("value:Q", axis=None, scale=scale), color=colours)
    texts = [
        base.transform_filter(f"datum.side === {_quoted(names[at])}")
        .mark_text(align=side, dx=way, fontSize=TEXT, color=DARK)
        .encode(x=alt.X("value:Q", axis=None, scale=scale), text="label:N")
        for at, (side, way) in enumerate(_OUTWARD)
    ]
    chart = alt.layer(bars, *texts).properties(width=width, height=30 * max(len(bands), 1))
    said = "; ".join(
        f"{band}: {names[0].lower()} {number(left)}, {names[1].lower()} {number(right)}" for band, left, right in reversed(bands)
    )
    return rendered(chart, f"{title}. {said}.", number=number)


def rows_chart(title: str, bars: Sequence[Bar], *, unit: str = "", width: int = 560, number: Spoken = vn_number) -> Chart:
    """A bar a row with its number at the end, in the order given; labels deeper in a tree are set in."""
    columns = _columns(bars, width)
    inner = width // len(columns)
    # A whole at the head of its parts is written and not drawn: it would dwarf them.
    parts = [bar for bar in bars if bar.depth] or bars
    most = max((float(bar.value) for bar in parts if bar.value is not None), default=0) or 1
    chart = _side_by_side([_bars(column, inner, most, number, whole=parts is not bars) for column in columns])
    said = "; ".join(f"{bar.label}: {number(bar.value)}" for bar in bars)
    return rendered(chart, f"{title}{f' ({unit})' if unit else ''}. {said}.", number=number)


def _bars(bars: Sequence[Bar], width: int, most: float, number: Spoken, *, whole: bool) -> alt.TopLevelMixin:
    names = int(width * 0.5)
    rows = [
        {"row": f"{at:03d}", "name": _cut("\u2003" * bar.depth + bar.label, names),
         "value": 0 if whole and not bar.depth else plain(bar.value), "label": number(bar.value)}
        for at, bar in enumerate(bars)
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=rows)).encode(y=_row_axis(rows, names))
    scale = alt.Scale(domain=[0, most * 1.22], nice=False)
    marks = base.mark_bar(color=RED, height=max(4, _step(rows) - 8)).encode(x=alt.X("value:Q", axis=None, scale=scale))
    texts = base.mark_text(align="left", dx=4, fontSize=SMALL, color=DARK).encode(
        x=alt.X("value:Q", axis=None, scale=scale), text="label:N"
    )
    return alt.layer(marks, texts).properties(width=max(width - names - 30, 60), height=_step(rows) * len(rows))


def grid_chart(
    title: str,
    rows: Sequence[tuple[str, tuple[Number, ...]]],
    *,
    names: Sequence[str],
    width: int = 560,
    number: Spoken = vn_number,
) -> Chart:
    """A row an organisation, a column a kind of work: a number where there was some, an empty place where there was none."""
    columns = _columns(rows, width)
    inner = width // len(columns)
    chart = _side_by_side([_grid(column, names, inner, number) for column in columns])
    said = "; ".join(
        f"{label}: " + (", ".join(f"{name.lower()} {number(value)}" for name, value in zip(names, values, strict=True) if value) or "0")
        for label, values in rows
    )
    return rendered(chart, f"{title}. {said}.", number=number)


def _grid(rows: Sequence[tuple[str, tuple[Number, ...]]], heads: Sequence[str], width: int, number: Spoken) -> alt.TopLevelMixin:
    room = int(width * 0.48)
    lines = [{"row": f"{at:03d}", "name": _cut(label, room)} for at, (label, _values) in enumerate(rows)]
    inner = max(width - room - 20, 40 * len(heads))
    cells = [
        {
            "row": f"{at:03d}",
            "column": _broken(head, inner // len(heads)),
            "value": plain(value) or 0,
            "label": number(value) if value else "",
        }
        for at, (_label, values) in enumerate(rows)
        for head, value in zip(heads, values, strict=True)
    ]
    order = [_broken(head, inner // len(heads)) for head in heads]
    lines_above = max(head.count("\n") for head in order)
    across = alt.X(
        "column:N", sort=order,
        axis=alt.Axis(title=None, orient="top", labelAngle=0, ticks=False, domain=False, labelFontSize=SMALL,
                      labelExpr="split(datum.label, '\\n')", labelLineHeight=SMALL + 2, labelPadding=4 + lines_above * (SMALL + 2)),
    )  # fmt: skip
    base = alt.Chart(alt.Data(values=cells)).encode(x=across, y=_row_axis(lines, room))
    step = _step(lines)
    ground = base.mark_rect(stroke=PALE).encode(
        color=alt.condition("datum.value > 0", alt.value(WASH), alt.value("white")),
    )
    texts = base.mark_text(fontSize=SMALL, fontWeight="bold", color=RED).encode(text="label:N")
    return alt.layer(ground, texts).properties(width=inner, height=step * len(rows))


def lives_chart(title: str, lives: Sequence[Life], *, start: date, end: date, width: int = 560, number: Spoken = vn_number) -> Chart:
    """A line an organisation, from the day it came to the day it went, and a way to the one it went into."""
    room = int(width * 0.4)
    at = {life.label: f"{row:03d}" for row, life in enumerate(lives)}
    rows = [
        {"row": at[life.label], "name": _cut(life.label, room), "from": max(life.start, start).isoformat(),
         "to": (life.end or end).isoformat(), "label": number(life.value), "ended": "yes" if life.end else "no"}
        for life in lives
    ]  # fmt: skip
    ways = [{"day": life.end.isoformat(), "row": at[life.label], "into": at[life.into]} for life in lives if life.end and life.into in at]
    axis = alt.Axis(title=None, format="%-m/%Y", grid=False, tickCount=4, labelFontSize=SMALL, labelOverlap=True)
    across = alt.X("from:T", axis=axis, scale=alt.Scale(type="utc", domain=[start.isoformat(), end.isoformat()]))
    base = alt.Chart(alt.Data(values=rows)).encode(y=_row_axis(rows, room))
    colours = alt.Color("ended:N", legend=None, scale=alt.Scale(domain=["no", "yes"], range=[RED, GREY]))
    bars = base.mark_bar(height=9, cornerRadius=3).encode(x=across, x2="to:T", color=colours)
    texts = base.mark_text(align="left", dx=5, fontSize=SMALL, color=DARK).encode(x=alt.X("to:T"), text="label:N")
    layers = [bars, texts]
    if ways:
        joined = alt.Chart(alt.Data(values=ways)).encode(x="day:T")
        layers.append(joined.mark_rule(color=GOLD, strokeWidth=2.5).encode(y="row:N", y2="into:N"))
        layers.append(joined.mark_point(shape="triangle", color=GOLD, filled=True, size=70, opacity=1).encode(y="into:N"))
    chart = alt.layer(*layers).properties(width=max(width - room - 60, 120), height=_step(rows) * max(len(rows), 1))
    return rendered(chart, f"{title}. " + "; ".join(_said_life(life, number) for life in lives) + ".", number=number)


def multiples_chart(
    title: str,
    panels: Sequence[tuple[str, Sequence[Number]]],
    *,
    unit: str = "",
    width: int = 560,
    number: Spoken = vn_number,
) -> Chart:
    """A small line for each organisation: how far it went from where it began, all on one scale; its first and last number above it."""
    across = max(2, min(6, width // 108))
    inner = width // across - 14
    rows = [
        {"panel": f"{at:03d}|{_cut(label, inner)}|{number(_first(values))} → {number(_last(values))}", "at": place, "zero": 0,
         "value": None if value is None or (first := _first(values)) is None else plain(value - first)}
        for at, (label, values) in enumerate(panels)
        for place, value in enumerate(values)
    ]  # fmt: skip
    base = alt.Chart().encode(x=alt.X("at:Q", axis=None, scale=alt.Scale(nice=False)))
    zero = base.mark_line(color=PALE, strokeWidth=1).encode(y=alt.Y("zero:Q", axis=None))
    line = base.mark_line(color=RED, strokeWidth=2).encode(y=alt.Y("value:Q", axis=None, scale=alt.Scale(nice=False)))
    header = alt.Header(
        title=None, labelFontSize=12, labelColor=DARK, labelAnchor="start", labelPadding=2, labelLineHeight=14,
        labelExpr="[split(datum.label, '|')[1], split(datum.label, '|')[2]]",
    )  # fmt: skip
    chart = (
        alt.layer(zero, line, data=alt.Data(values=rows))
        .properties(width=inner, height=30)
        .facet(facet=alt.Facet("panel:N", header=header, sort=None), columns=across, spacing=10)
    )
    said = "; ".join(f"{label}: {number(_first(values))} → {number(_last(values))}" for label, values in panels)
    return rendered(chart, f"{title}{f' ({unit})' if unit else ''}. {said}.", number=number)


def _first(values: Sequence[Number]) -> Number:
    return next((value for value in values if value is not None), None)


def _last(values: Sequence[Number]) -> Number:
    return _first(list(values)[::-1])


def _said_life(life: Life, number: Spoken) -> str:
    until = f" – {life.end.day}/{life.end.month}/{life.end.year}" if life.end else ""
    went = f" → {life.into}" if life.into else ""
    return f"{life.label}: {life.start.day}/{life.start.month}/{life.start.year}{until}, {number(life.value)}{went}"


def _columns(rows: Sequence[Any], width: int) -> list[Sequence[Any]]:
    """All rows one below the other, or in two columns where they are many and there is room."""
    if len(rows) <= _ONE_COLUMN or width < _ROOM:
        return [rows]
    half = (len(rows) + 1) // 2
    return [rows[:half], rows[half:]]


def _side_by_side(charts: Sequence[Any]) -> alt.TopLevelMixin:
    return charts[0] if len(charts) == 1 else alt.hconcat(*charts, spacing=24)


def _step(rows: Sequence[Any]) -> int:
    """Pixels of one row: closer together where they are many."""
    return 24 if len(rows) <= 20 else 20


def _row_axis(rows: Sequence[dict[str, Any]], room: int) -> alt.Y:
    names = {row["row"]: row["name"] for row in rows}
    return alt.Y(
        "row:N", sort=list(names),
        axis=alt.Axis(title=None, ticks=False, domain=False, grid=False, labelFontSize=SMALL, labelLimit=room, minExtent=room,
                      labelAlign="left", labelPadding=room, labelExpr=_lookup(names)),
    )  # fmt: skip


def _lookup(names: dict[str, str]) -> str:
    """An expression that gives a row its name: names may be alike, rows are not."""
    pairs = ", ".join(f"{_quoted(row)}: {_quoted(name)}" for row, name in names.items())
    return "{" + pairs + "}[datum.value]"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _cut(label: str, room: int) -> str:
    """A label that fits its room; the table beside the picture has it whole."""
    most = max(6, int(room / (SMALL * _LETTER)))
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def _broken(label: str, room: int) -> str:
    return "\n".join(textwrap.wrap(label, max(6, int(room / (SMALL * _LETTER)))))
