"""`make bench`: every part in a process of its own, one after the other; then `docs/reference/performance.md` from what they told.

`python -m bench` runs what is run by default, `python -m bench NAME …` some parts, `python -m bench all` everything, and
`python -m bench --write` none: it writes the page anew. A part that was not run keeps what it told before, with its day.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import machine, performance
from bench.lines import REPORT
from bench.parts import BY_NAME, PARTS, Part

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(__file__).parent / "measured.json"


def chosen(words: Sequence[str]) -> list[Part]:
    """The parts that are named. Raises SystemExit for a name that no part has."""
    if not words:
        return [each for each in PARTS if not each.by_hand]
    if list(words) == ["all"]:
        return list(PARTS)
    if unknown := [each for each in words if each not in BY_NAME]:
        raise SystemExit(f"no part {', '.join(unknown)}; there are: {', '.join(BY_NAME)}, all, --write")
    return [BY_NAME[each] for each in words]


def run(part: Part) -> dict[str, Any] | None:
    """What a part told; None when it failed, which is said and stops nobody else."""
    Console().rule(part.title)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        env = {**os.environ, **part.told, REPORT: str(file)}
        done = subprocess.run([sys.executable, "-m", part.module], cwd=ROOT, env=env, check=False)
        if done.returncode or not file.exists():
            Console().print(f"{part.name} failed ({done.returncode}): what it told before is kept.", style="red")
            return None
        found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def main() -> int:
    """Run, keep, write; 1 when a part failed."""
    told: dict[str, Any] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    words, failed = sys.argv[1:], False
    for part in [] if words == ["--write"] else chosen(words):
        # The machine is looked at before each part, while the part itself does not load it.
        looked = machine.described()
        report = run(part)
        failed = failed or report is None
        if report is not None:
            told[part.name] = {**report, "machine": looked}
            KEPT.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    performance.write(told)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
