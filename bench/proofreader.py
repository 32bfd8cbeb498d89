"""The proofreader's time for a thousand words, with the demonstration's books: `python -m bench.proofreader`."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import time
from pathlib import Path

import django

TEMPORARY = tempfile.TemporaryDirectory(prefix="dangvu-bench-")
os.environ["DANGVU_HOME"] = TEMPORARY.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - the settings come first
from rich.console import Console  # noqa: E402

from dangvu.exchange.load import load_file  # noqa: E402
from dangvu.figures.proofreader.services import check_text  # noqa: E402
from dangvu.orgs.models import Organisation  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
ON = dt.date(2023, 3, 23)
WORDS, LIMIT, ROUNDS = 1000, 0.050, 9


def main() -> int:
    """Load, read, print; 1 when the best of the rounds is over the limit."""
    out = Console()
    call_command("migrate", verbosity=0)
    for file in sorted((ROOT / "cases" / "dong-anh").glob("*.jsonl")):
        load_file(file, actor="bench", replay=True)
    org = Organisation.objects.get(code="DUK").pk
    text = (ROOT / "tests" / "figures" / "proofreader" / "texts" / "dong-anh.txt").read_text("utf-8")
    words = len(text.split())
    for name, place in (("with the books", org), ("without", None)):
        spent = sorted(_seconds(text, place) for _ in range(ROUNDS))
        scaled = [each * WORDS / words for each in (spent[0], spent[len(spent) // 2])]
        out.print(f"{WORDS} words {name}: best {scaled[0] * 1000:.0f} ms, median {scaled[1] * 1000:.0f} ms (limit {LIMIT * 1000:.0f} ms)")
        if place is not None:
            best = scaled[0]
    return int(best > LIMIT)


def _seconds(text: str, org: int | None) -> float:
    begun = time.perf_counter()
    check_text(text, org=org, on=ON)
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
