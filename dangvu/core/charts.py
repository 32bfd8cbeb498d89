"""The charts of reports and pages. One definition serves the page (SVG), Word (PNG) and the PDF (SVG).

Values are whole numbers or decimals; ``None`` is unknown and leaves a gap, never a zero. Every value that is drawn is
also written, in Vietnamese digits, so that nobody has to guess from the height of a bar.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dangvu.core.chart_render import DARK, GOLD, GREY, RED, TEXT, Chart, Spoken, plain, rendered
from dangvu.core.lazily import lazily
from dangvu.core.vietnamese import vn_number

if TYPE_CHECKING:
    import altair as alt
else:
    alt = lazily("altair")

Number = int | Decimal
Step = tuple[str, Number]

__all__ = ["Chart", "bar_chart", "line_chart", "sparkline", "waterfall_chart"]

_MANY = 9  # points from which on only the first and the last one are labelled
_BROKEN = "split(slice(datum.label, 3), '\\n')"


def line_chart(
    title: str,
    points: Sequence[tuple[date, Number | None]],
    target: Number | None = None,
    *,
    unit: str = "",
    target_name: str = "Chỉ tiêu",
    titled: bool = True,
    width: int = 560,
    height: int = 260,
    number: Spoken = vn_number,
) -> Chart:
    """A stock over time, with its target as a dashed line. ``titled=False`` where a caption stands beside it.

    The axis does not begin at zero. Raises ``ValueError`` when no point is known.
    """
    known = [(day, value) for day, value in points if value is not None]
    if not known:
        raise ValueError("a line needs at least one known point")
    labelled = {known[0][0], known[-1][0]} if len(known) > _MANY else {day for day, _ in known}
    rows = [{"day": day.isoformat(), "value": plain(value), "label": number(value) if day in labelled else ""} for day, value in points]
    layers = _line_layers(rows, _scale([value for _, value in known] + _given(target)))
    if target is not None:
        layers += _target_layers(points[-1][0].isoformat(), target, f"{target_name}: {number(target)}")
    chart = alt.layer(*layers).properties(width=width, height=height, **_title(title, titled))
    said = "; ".join(f"{day.month}/{day.year}: {number(value)}" for day, value in points)
    goal = f" {target_name}: {number(target)}." if target is not None else ""
    return rendered(chart, f"{title}{_of(unit)}. {said}.{goal}", number=number)


def bar_chart(
    title: str,
    groups: Sequence[tuple[str, Number | None, Number | None]],
    *,
    names: tuple[str, str] = ("Thực hiện", "Chỉ tiêu"),
    unit: str = "",
    titled: bool = True,
    width: int = 560,
    height: int = 260,
    number: Spoken = vn_number,
) -> Chart:
    """For each (label, actual, target) a pair of bars; without any target single bars and no legend."""
    shown = 2 if any(target is not None for _, _, target in groups) else 1
    rows = [
        {"group": f"{at:02d}|{_wrapped(label, width, len(groups))}", "which": names[side], "value": plain(value),
         "label": number(value)}
        for at, (label, *pair) in enumerate(groups)
        for side, value in enumerate(pair[:shown])
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=_groups_axis("group", padding=0.25),
        y=alt.Y("value:Q", axis=None, scale=alt.Scale(nice=True, zero=True)),
        xOffset=alt.XOffset("which:N", sort=list(names), scale=alt.Scale(paddingInner=0.08)),
    )
    colours = alt.Color(
        "which:N",
        scale=alt.Scale(domain=list(names[:shown]), range=[RED, GOLD][:shown]),
        legend=alt.Legend() if shown == 2 else None,
    )
    texts = base.mark_text(dy=-11, fontSize=TEXT, color=DARK).encode(text="label:N")
    chart = (base.mark_bar().encode(color=colours) + texts).properties(width=width, height=height)
    said = "; ".join(_said_group(group, names[:shown], number) for group in groups)
    return rendered(chart.properties(**_title(title, titled)), f"{title}{_of(unit)}. {said}.", number=number)


def waterfall_chart(
    title: str,
    opening: Number,
    increases: Sequence[Step],
    decreases: Sequence[Step],
    closing: Number,
    *,
    labels: tuple[str, str] = ("Đầu kỳ", "Cuối kỳ"),
    titled: bool = True,
    width: int = 600,
    height: int = 280,
    number: Spoken = vn_number,
) -> Chart:
    """How a stock came from its opening to its closing. Values of increases and decreases are not negative.

    Raises ``ValueError`` when opening + increases − decreases is not the closing.
    """
    steps = [(name, value) for name, value in increases] + [(name, -value) for name, value in decreases]
    if opening + sum(change for _, change in steps) != closing:
        raise ValueError("the statement does not balance: opening + increases - decreases is not the closing")
    bars = _falls(labels, opening, steps, number)
    floor, top = _floor([bar["low"] for bar in bars] + [bar["high"] for bar in bars])
    rows = [
        {**bar, "low": plain(max(bar["low"], floor)), "high": plain(bar["high"]),
         "step": f"{at:02d}|{_wrapped(bar['name'], width, len(bars))}"}
        for at, bar in enumerate(bars)
    ]  # fmt: skip
    rows = [row | {"low": float(floor)} if row["kind"] == "total" else row for row in rows]
    base = alt.Chart(alt.Data(values=rows)).encode(x=_groups_axis("step", padding=0.2))
    height_axis = alt.Y("low:Q", axis=None, scale=alt.Scale(domain=[float(floor), float(top)], nice=False, zero=False))
    colours = alt.Color("kind:N", legend=None, scale=alt.Scale(domain=["total", "up", "down"], range=[RED, GOLD, GREY]))
    blocks = base.mark_bar().encode(y=height_axis, y2="high:Q", color=colours)
    texts = base.mark_text(dy=-11, fontSize=TEXT, color=DARK).encode(y=alt.Y("high:Q", axis=None), text="label:N")
    chart = (blocks + texts).properties(width=width, height=height, **_title(title, titled))
    said = "; ".join(f"{bar['name']}: {bar['label']}" for bar in bars)
    return rendered(chart, f"{title}. {said}.", number=number)


def sparkline(points: Sequence[Number | None], *, title: str = "", width: int = 120, height: int = 28) -> Chart:
    """A line as small as a word, with a dot at its end. Raises ``ValueError`` when no point is known."""
    known = [value for value in points if value is not None]
    if not known:
        raise ValueError("a sparkline needs at least one known point")
    rows = [{"at": at, "value": plain(value)} for at, value in enumerate(points)]
    last = max(at for at, value in enumerate(points) if value is not None)
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("at:Q", axis=None, scale=alt.Scale(nice=False, zero=False)),
        y=alt.Y("value:Q", axis=None, scale=_scale(known)),
    )
    dot = base.transform_filter(f"datum.at === {last}").mark_circle(size=36, color=RED, opacity=1)
    chart = (base.mark_line(color=GREY, strokeWidth=2) + dot).properties(width=width, height=height)
    said = f"{vn_number(known[0])} → {vn_number(known[-1])}"
    return rendered(chart, f"{title}: {said}" if title else said, padding=3)


def _line_layers(rows: list[dict[str, Any]], scale: alt.Scale) -> list[alt.Chart]:
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X(
            "day:T",
            scale=alt.Scale(type="utc"),
            axis=alt.Axis(title=None, format="%-m/%Y", grid=False, labelOverlap=True, tickCount=6),
        ),
        y=alt.Y("value:Q", scale=scale, axis=alt.Axis(title=None, format=",~f", tickCount=4, domain=False, ticks=False)),
    )
    line = base.mark_line(color=RED, strokeWidth=3, point=alt.OverlayMarkDef(color=RED, size=60, filled=True))
    texts = base.mark_text(dy=-15, fontSize=TEXT, fontWeight="bold", color=DARK).encode(text="label:N")
    return [line, texts]


def _target_layers(last_day: str, target: Number, label: str) -> list[alt.Chart]:
    row = {"day": last_day, "value": plain(target), "label": label}
    base = alt.Chart(alt.Data(values=[row])).encode(y="value:Q")
    rule = base.mark_rule(color=GOLD, strokeWidth=2.5, strokeDash=[8, 5])
    text = base.mark_text(align="right", dy=-10, fontSize=TEXT, color=DARK).encode(
        x=alt.X("day:T", scale=alt.Scale(type="utc")), text="label:N"
    )
    return [rule, text]


def _falls(labels: tuple[str, str], opening: Number, steps: Iterable[Step], number: Spoken) -> list[dict[str, Any]]:
    """The bars of a waterfall: each step hangs where the one before ended."""
    level = opening
    bars = [{"name": labels[0], "low": opening, "high": opening, "kind": "total", "label": number(opening)}]
    for name, change in steps:
        ends = sorted((level, level + change))
        kind, sign = ("up", "+") if change >= 0 else ("down", "")
        bars.append({"name": name, "low": ends[0], "high": ends[1], "kind": kind, "label": sign + number(change)})
        level += change
    bars.append({"name": labels[1], "low": level, "high": level, "kind": "total", "label": number(level)})
    return bars


def _floor(levels: Sequence[Number]) -> tuple[Decimal, Decimal]:
    """Where a waterfall's axis begins and ends: near the lowest level, or the steps would be too thin to see."""
    low, high = Decimal(min(levels)), Decimal(max(levels))
    room = max((high - low) * Decimal("0.6"), Decimal(1))
    floor = low - room
    return (max(floor, Decimal(0)) if low >= 0 else floor), high + room / 4


def _scale(values: Sequence[Number]) -> alt.Scale:
    low, high = float(min(values)), float(max(values))
    room = max((high - low) * 0.18, 1.0)
    return alt.Scale(domain=[max(low - room, 0.0) if low >= 0 else low - room, high + room], nice=True, zero=False)


def _groups_axis(field: str, padding: float) -> alt.X:
    axis = alt.Axis(title=None, labelExpr=_BROKEN, labelAngle=0, ticks=False, labelPadding=8, labelLineHeight=TEXT + 2)
    return alt.X(f"{field}:N", sort=None, axis=axis, scale=alt.Scale(padding=padding))


def _wrapped(label: str, width: int, groups: int) -> str:
    """Break a label into lines that fit below its bars (a letter is about half as wide as it is high)."""
    return "\n".join(textwrap.wrap(label, max(6, int(width / max(groups, 1) / (TEXT * 0.5)))))


def _given(target: Number | None) -> list[Number]:
    return [] if target is None else [target]


def _title(title: str, titled: bool) -> dict[str, str]:
    return {"title": title} if titled and title else {}


def _of(unit: str) -> str:
    return f" ({unit})" if unit else ""


def _said_group(group: tuple[str, Number | None, Number | None], names: tuple[str, ...], number: Spoken) -> str:
    label, *values = group
    return f"{label}: " + ", ".join(f"{name.lower()} {number(value)}" for name, value in zip(names, values, strict=False))
