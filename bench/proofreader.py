"""The proofreader's time for a thousand words, with the demonstration's books: `python -m bench.proofreader`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from bench import home  # noqa: F401 - a home of its own
from bench.lines import Line, median, tell
from dangvu.exchange.load import load_file
from dangvu.figures.proofreader.services import check_text
from dangvu.orgs.models import Organisation

ROOT = Path(__file__).resolve().parent.parent
ON = dt.date(2023, 3, 23)
WORDS, LIMIT, ROUNDS = 1000, 50, 9
TEXTS = ("dong-anh", "second/dong-anh", "r59")
"""Joined, they are longer than a thousand words: two of the committee itself, and one that speaks of a committee the books do not know."""


def lines() -> Iterator[Line]:
    """Load the demonstration's books, read a text with them and without."""
    call_command("migrate", verbosity=0)
    for file in sorted((ROOT / "cases" / "dong-anh").glob("*.jsonl")):
        load_file(file, actor="bench", replay=True)
    org = Organisation.objects.get(code="DUK").pk
    folder = ROOT / "tests" / "figures" / "proofreader" / "texts"
    text = "\n\n".join((folder / f"{name}.txt").read_text("utf-8") for name in TEXTS)
    words = len(text.split())
    for name, place in (("with the books", org), ("without", None)):
        spent = median(lambda place=place: check_text(text, org=place, on=ON), ROUNDS)  # type: ignore[misc]
        yield Line(f"{WORDS:,} words proofread {name}", spent * 1000 * WORDS / words, "ms", goal=LIMIT)


def main() -> None:
    """Print the table."""
    tell("the proofreader", lines(), connection.vendor)


if __name__ == "__main__":
    main()
