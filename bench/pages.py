"""Server time of the office's pages for the seed's committee: the request alone, no network, one reader, everything warm.

``cold`` is the first answer after something was recorded: what is remembered for each state of the book is reckoned anew.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import home  # noqa: F401 - a home of its own
from bench.lines import Line, tell
from tests.cast import line, record
from tests.staff.test_pages import EXPECTED, READERS, WHEN, address, prepared

ROUNDS = 7
LIMIT = 100


def spent(browser: Client, path: str) -> float:
    """Milliseconds of processor time of one answer: what others do on the machine does not count."""
    begun = time.process_time()
    browser.get(path, WHEN)
    return (time.process_time() - begun) * 1000


def lines() -> Iterator[Line]:
    """Every page, the slowest first."""
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    office, rows = prepared(), []
    # As the server does before its first page: what is there by then is not looked through again and again.
    gc.collect()
    gc.freeze()
    for name, (_arguments, statuses) in EXPECTED.items():
        reader = next((each for each, status in zip(READERS, statuses, strict=True) if status == 200), None)
        if reader is None:
            continue
        browser, path = office(reader), address(name)
        browser.get(path, WHEN)
        record(line("activity", "2023-03-01", org="DUK", type="talk", quantity=1))
        cold = spent(browser, path)
        warm = sorted(spent(browser, path) for _round in range(ROUNDS))[ROUNDS // 2]
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(path, WHEN)
        size = 0 if answer.streaming else len(answer.content)
        rows.append((warm, cold, name, len(asked), size))
    for warm, cold, name, statements, size in sorted(rows, reverse=True):
        note = f"{cold:,.0f} ms after an entry, {statements} statements, {size:,} bytes"
        yield Line(f"page {name}", warm, "ms", goal=LIMIT, note=note)


def main() -> None:
    """Print the table."""
    tell("the office's pages, processor time", lines(), connection.vendor, "the demonstration")


if __name__ == "__main__":
    main()
