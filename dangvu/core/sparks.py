"""A line as small as a word: the course of a figure as points of a drawing the page itself carries. No renderer, no request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | Decimal
WIDTH, HEIGHT, EDGE = 120, 40, 4


@dataclass(frozen=True)
class Spark:
    """``lines``: runs of known points as SVG writes them, a gap where nothing is known; ``end``: the last known point; ``goal``: the
    height of the target, None without one.
    """

    lines: tuple[str, ...]
    end: tuple[str, str]
    goal: str | None
    width: int = WIDTH
    height: int = HEIGHT


def spark(values: Sequence[Number | None], target: Number | None = None) -> Spark | None:
    """The drawing of a course, evenly spaced; None when fewer than two points are known. The target is drawn if there is one."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    low, high = min(known), max(known)
    if target is not None:
        low, high = min(low, target), max(high, target)
    points = [(at, value) for at, value in enumerate(values) if value is not None]
    placed = {at: (_across(at, len(values)), _up(value, low, high)) for at, value in points}
    return Spark(_runs(placed), placed[points[-1][0]], None if target is None else _up(target, low, high))


def _runs(placed: dict[int, tuple[str, str]]) -> tuple[str, ...]:
    """Points next to each other, joined; a point alone is no line."""
    runs: list[list[int]] = []
    for at in placed:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return tuple(" ".join(",".join(placed[at]) for at in run) for run in runs if len(run) > 1)


def _across(at: int, count: int) -> str:
    return f"{EDGE + (WIDTH - 2 * EDGE) * at / (count - 1):.1f}"


def _up(value: Number, low: Number, high: Number) -> str:
    """Height from above; a course that never changes runs through the middle."""
    share = float(value - low) / float(high - low) if high > low else 0.5
    return f"{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * share:.1f}"
