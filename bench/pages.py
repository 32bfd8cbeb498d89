"""Server time of the office's pages for the seed's committee: the request alone, no network, one reader, everything warm.

``cold`` is the first answer after something was recorded: what is remembered for each state of the book is reckoned anew.
"""

from __future__ import annotations

import os
import tempfile
import time

import django

TEMPORARY = tempfile.TemporaryDirectory(prefix="dangvu-pages-")
os.environ["DANGVU_HOME"] = TEMPORARY.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")
django.setup()

from django.conf import settings  # noqa: E402 - the settings come first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from tests.cast import line, record  # noqa: E402
from tests.staff.test_pages import EXPECTED, READERS, WHEN, address, prepared  # noqa: E402

ROUNDS = 7
LIMIT = 100


def spent(browser: Client, path: str) -> float:
    """Milliseconds of processor time of one answer: what others do on the machine does not count."""
    begun = time.process_time()
    browser.get(path, WHEN)
    return (time.process_time() - begun) * 1000


def main() -> None:
    """Print the table, the slowest page first."""
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    office, rows = prepared(), []
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
    drawn = Table("page", "warm", "cold", "statements", "bytes", title=f"{connection.vendor}, milliseconds of processor time")
    for warm, cold, name, statements, size in sorted(rows, reverse=True):
        drawn.add_row(f"{name}{' *' if warm > LIMIT else ''}", f"{warm:,.0f}", f"{cold:,.0f}", f"{statements:,}", f"{size:,}")
    Console().print(drawn)
    Console().print(f"* above {LIMIT} ms")


if __name__ == "__main__":
    main()
