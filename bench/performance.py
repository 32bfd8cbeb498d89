"""`docs/reference/performance.md` and its charts, from what the parts told. What was not measured is said, never filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.lines import HEADS, cells, read
from bench.machine import LOAD
from bench.parts import PARTS
from dangvu.core.chart_shapes import Bar, rows_chart

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
WIDTH = 900
HEAD = """# Performance

Written by `make bench` (`python -m bench`); edit nothing here. Ratios are worth more than times: the times are those of the machine and
the hour, the ratio stands beside a floor or a rival *of the same run*. A median (p50) of several runs after one to warm up, unless the
line says otherwise. “Peak MiB” is the most the measuring process ever held until then, everything before it included.
`python -m bench NAME …` measures some parts anew; the others keep what they told, with their day. Profiles are in `docs/decisions/`.
"""
BUSY = "**Others were at work on the machine: only the ratios say something, and a goal in times is not judged by these numbers.**\n"
CHART = """
![{alt}]({file})

The chart: how much of its goal each line uses, in percent; at 100 the goal just holds.
"""


def write(told: Mapping[str, Any]) -> None:
    """Write the page and a chart for every part that has goals."""
    text = [HEAD, *_machines(told)]
    for part in PARTS:
        text.append(f"\n## {part.title}\n")
        if part.name in told:
            text.extend(_part(part.name, told[part.name]))
        else:
            text.append(f"Not measured (`python -m bench {part.name}`).")
    (FOLDER / "performance.md").write_text("\n".join(text) + "\n", "utf-8")


def _machines(told: Mapping[str, Any]) -> Iterator[str]:
    """The machine before each part: a busy hour is seen here."""
    names = list(dict.fromkeys(name for report in told.values() for name in report["machine"]))
    yield "\n## The machine\n"
    yield from _table(("part", "day", *names), ((part.name, report["on"], *(report["machine"].get(name, "") for name in names))
                                                for part in PARTS if (report := told.get(part.name))))  # fmt: skip


def _part(name: str, report: Mapping[str, Any]) -> Iterator[str]:
    lines = read(report)  # type: ignore[arg-type]
    yield f"Measured on {report['on']}: {', '.join(filter(None, (report['engine'], report['size'])))}.\n"
    if float(report["machine"].get(LOAD, 0)) > 1:
        yield BUSY
    yield from _table(HEADS, map(cells, lines))
    bars = [Bar(line.work, Decimal(round(line.share * 100))) for line in lines if line.share is not None]
    if len(bars) > 1:
        yield _chart(name, bars)


def _chart(name: str, bars: Sequence[Bar]) -> str:
    file = f"performance-{name}.svg"
    drawn = rows_chart("Percent of the goal that is used", bars, width=WIDTH, number=_percent)
    (FOLDER / file).write_text(drawn.svg, "utf-8")
    return CHART.format(alt=drawn.alt.replace("]", ")").replace("[", "("), file=file)


def _percent(value: int | Decimal | None) -> str:
    return "" if value is None else f"{value:,} %"


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    heads = list(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(each.replace('|', '/') for each in row)} |"
