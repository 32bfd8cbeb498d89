"""`make bench`: what the books cost, each line beside the floor measured in the same run on the same machine."""

from __future__ import annotations

import datetime as dt
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import django

TEMPORARY = tempfile.TemporaryDirectory(prefix="dangvu-bench-")
os.environ["DANGVU_HOME"] = TEMPORARY.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - the settings come first
from django.db import connection, transaction  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from bench import movements  # noqa: E402
from dangvu.exchange.load import load_file  # noqa: E402
from dangvu.figures import services  # noqa: E402
from dangvu.ledger import book  # noqa: E402
from dangvu.ledger.models import Entry  # noqa: E402
from dangvu.ledger.verify import verify  # noqa: E402
from dangvu.orgs.models import Organisation  # noqa: E402

MOVEMENTS = int(os.environ.get("BENCH_MOVEMENTS", "500000"))
FLOOR_ROWS = 50_000
ROUNDS = 7
TWENTY = (
    "member_total member_probationary member_full member_exempt member_by_gender cell_count admitted official_recognition "
    "transfers_in transfers_out transfers_internal member_died member_expelled member_struck_off member_left_party "
    "badge_total handbook_members inspection_rounds inspected_orgs discipline_members"
).split()


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median(work: Callable[[], object]) -> float:
    """The median of some runs after one to warm up."""
    work()
    return sorted(seconds(work) for _ in range(ROUNDS))[ROUNDS // 2]


def orm_floor() -> float:
    """Rows a second of a bare bulk insert through Django's ORM: no rule, no chain, no leg."""
    moment = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    rows = [
        Entry(number=n, kind="transferred", effective_on=moment.date(), recorded_at=moment, actor="bench", ref=f"r{n}",
              data='{"org":1,"person":2}', hash="0" * 64)
        for n in range(1, FLOOR_ROWS + 1)
    ]  # fmt: skip

    def insert() -> None:
        Entry.objects.bulk_create(rows, batch_size=500)

    with transaction.atomic():
        spent = seconds(insert)
        transaction.set_rollback(True)
    return FLOOR_ROWS / spent


def loading(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Lines a second of a load with every rule and the chain, against the floor."""
    floor = orm_floor()
    file = folder / "movements.jsonl"
    lines = movements.write(file, MOVEMENTS)
    spent = seconds(lambda: load_file(file, actor="bench"))
    yield "bare bulk insert through the ORM", f"{floor:,.0f} rows/s", "1.0 (floor)"
    yield f"load of {lines:,} lines, all rules, the chain", f"{lines / spent:,.0f} lines/s", f"{lines / spent / floor:.2f}"
    proof = seconds(verify)
    yield "verify: everything computed again", f"{lines / proof:,.0f} entries/s", f"{lines / proof / floor:.2f}"


def asking() -> Iterator[tuple[str, str, str]]:
    """Twenty figures at once, one subtree and everywhere, against a bare sum in SQL."""
    root = Organisation.objects.get(code="R").pk
    day = movements.START + dt.timedelta(days=3000)
    asked = services.Query(org=root, as_of=day, start=day - dt.timedelta(days=365), end=day, known=book.last_number())

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute('SELECT org_id, SUM(quantity) FROM ledger_posting WHERE "on" <= %s GROUP BY org_id', [day])
            cursor.fetchall()

    floor = median(bare)
    yield "bare SQL: one sum over all postings by organisation", f"{floor * 1000:,.1f} ms", "1.0 (floor)"
    for name, work in (
        ("member_total, one subtree", lambda: services.evaluate(["member_total"], asked)),
        ("20 figures, one subtree", lambda: services.evaluate(TWENTY, asked)),
        ("20 figures, every organisation", lambda: services.evaluate_everywhere(TWENTY, asked)),
    ):
        spent = median(work)
        yield name, f"{spent * 1000:,.1f} ms", f"{floor / spent:.2f}"


def main() -> None:
    """Print the table, and the peak memory."""
    call_command("migrate", verbosity=0)
    drawn = Table("work", "measured", "ratio to the floor above it", title=f"{connection.vendor}, {MOVEMENTS:,} movements")
    for row in (*loading(Path(TEMPORARY.name)), *asking()):
        drawn.add_row(*row)
    console = Console()
    console.print(drawn)
    console.print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
