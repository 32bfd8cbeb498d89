"""What a bench tells: lines of one form, printed as a table and handed to who collects them."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

REPORT = "BENCH_REPORT"
"""The variable with the file that the lines go to, when somebody collects them."""
ROUNDS = 7
WIDTH = 200


def peak() -> float:
    """The most memory this process ever held, in MiB; 0 where the system does not tell.

    Not ``ru_maxrss``: that one begins with what the process held that started this one.
    """
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


@dataclass(frozen=True)
class Line:
    """One piece of work: its median in ``unit`` (ms, s, MiB, or something a second), beside a floor or a rival of the same run.

    ``goal``: in the same unit; None where the issue sets none. Of a rate more is better, of everything else less.
    ``note`` says what else was seen, such as the statements. ``memory``: the peak of the measuring process in MiB.
    """

    work: str
    measured: float
    unit: str
    beside: str = ""
    floor: float | None = None
    goal: float | None = None
    note: str = ""
    memory: float = field(default_factory=peak)

    @property
    def ratio(self) -> float | None:
        """Measured in multiples of the floor."""
        return self.measured / self.floor if self.floor else None

    @property
    def share(self) -> float | None:
        """How much of the goal is used, 1.0 at its edge: less is better for rates too."""
        if not self.goal:
            return None
        return self.goal / self.measured if self.unit.endswith("/s") else self.measured / self.goal

    @property
    def holds(self) -> bool | None:
        return None if self.share is None else self.share <= 1


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some runs after one to warm up."""
    work()
    return sorted(seconds(work) for _ in range(rounds))[rounds // 2]


def number(value: float | None) -> str:
    """A number as it is printed: three digits that matter."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"


def cells(line: Line) -> tuple[str, ...]:
    """A line as the columns of HEADS."""
    way = "≥" if line.unit.endswith("/s") else "≤"
    return (
        f"{line.work} ({line.note})" if line.note else line.work,
        f"{number(line.measured)} {line.unit}",
        f"{line.beside}: {number(line.floor)} {line.unit}" if line.floor else line.beside,
        number(line.ratio),
        f"{way} {number(line.goal)} {line.unit}" if line.goal else "",
        {True: "yes", False: "**no**", None: ""}[line.holds],
        number(line.memory),
    )


HEADS = ("work", "p50", "floor or rival, same run", "ratio", "goal", "holds", "peak MiB")


def tell(title: str, told: Iterable[Line], engine: str = "", size: str = "") -> list[Line]:
    """Print lines as they come in, and hand them over where a report is asked for."""
    found, drawn, out = [], Table(*HEADS, title=f"{title} {engine} {size}".strip()), Console(width=WIDTH)
    for line in told:
        found.append(line)
        drawn.add_row(*(each.replace("**", "") for each in cells(line)))
    out.print(drawn)
    if name := os.environ.get(REPORT):
        report = {"engine": engine, "size": size, "on": dt.datetime.now(dt.UTC).date().isoformat(), "lines": list(map(asdict, found))}
        Path(name).write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    return found


def read(report: dict[str, Any]) -> list[Line]:
    """The lines of a report."""
    return [Line(**each) for each in report["lines"]]
