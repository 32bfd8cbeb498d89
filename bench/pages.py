"""Server time of the office's pages for the seed's committee: the request alone, no network, one reader, everything warm.

``cold`` is the first answer after something was recorded: what is remembered for each state of the book is reckoned anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import home  # noqa: F401 - a home of its own
from bench.lines import Line, tell
from dangvu.core import collector
from tests.cast import line, record
from tests.staff.test_pages import EXPECTED, READERS, WHEN, address, prepared

ROUNDS = 7
LIMIT = 100


def spent(browser: Client, path: str) -> float:
    """Milliseconds of processor time of one answer: what others do on the machine does not count."""
    begun = time.process_time()
    browser.get(path, WHEN)
    return (time.process_time() - begun) * 1000


def again(rows: Sequence[tuple[Any, ...]]) -> list[float]:
    """Of each page the median of rounds over all pages, after one to warm up: a bad second of the machine spoils one answer, not seven."""
    turns = [[spent(browser, path) for _name, browser, path, *_told in rows] for _round in range(ROUNDS + 1)][1:]
    return [sorted(told)[ROUNDS // 2] for told in zip(*turns, strict=True)]


def lines() -> Iterator[Line]:
    """Every page, the slowest first."""
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    office, rows = prepared(), []
    # As the server does before its first page: what is there by then is not looked through again and again.
    collector.at_rest()
    for name, (_arguments, statuses) in EXPECTED.items():
        reader = next((each for each, status in zip(READERS, statuses, strict=True) if status == 200), None)
        if reader is None:
            continue
        browser, path = office(reader), address(name)
        browser.get(path, WHEN)
        record(line("activity", "2023-03-01", org="DUK", type="talk", quantity=1))
        cold = spent(browser, path)
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(path, WHEN)
        rows.append((name, browser, path, cold, len(asked), 0 if answer.streaming else len(answer.content)))
    for (name, _browser, _path, cold, statements, size), warm in sorted(zip(rows, again(rows), strict=True), key=lambda each: -each[1]):
        note = f"{cold:,.0f} ms after an entry, {statements} statements, {size:,} bytes"
        yield Line(f"page {name}", warm, "ms", goal=LIMIT, note=note)


def main() -> None:
    """Print the table."""
    tell("the office's pages, processor time", lines(), connection.vendor, "the demonstration")


if __name__ == "__main__":
    main()
