"""`python -m bench.book`: one book of a size by name, loaded, entered into, asked, moved about, shown. Each line stands beside its floor.

BENCH_SIZE: office, district (the thousand organisations of the table of goals) or province. BENCH_ENGINE: sqlite or postgresql.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator

from django.core.management import call_command
from django.db import connection

from bench import floors, home, movements, sizes
from bench.entering import entering, moving, visible
from bench.lines import Line, median, seconds, tell
from bench.pages_of_many import listing
from bench.served import server
from dangvu.core import collector
from dangvu.exchange.load import load_file
from dangvu.figures import services
from dangvu.ledger import book, store
from dangvu.ledger.driver import read
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Organisation

TWENTY = (
    "member_total member_probationary member_full member_exempt member_by_gender cell_count admitted official_recognition "
    "transfers_in transfers_out transfers_internal member_died member_expelled member_struck_off member_left_party "
    "badge_total handbook_members inspection_rounds inspected_orgs discipline_members"
).split()


def loading(size: sizes.Size) -> Iterator[Line]:
    """Lines a second of a load with every rule and the chain, against the floor; then of what is out of order; then of the proof."""
    floor, made = floors.orm(), movements.Book(size)
    beside = ("bare bulk insert through the ORM", floor)
    for name, lines, goal in (("history", made.lines(), 30_000), ("afterwards", made.afterwards(), None)):
        file = home.PATH / f"{name}.jsonl"
        count = movements.write(file, lines)
        spent = seconds(lambda file=file: _loaded(file))  # type: ignore[misc]
        what = "all rules, the chain" if goal else "recorded late, reversed, handed over, merged"
        yield Line(f"load of {count:,} lines: {what}", count / spent, "lines/s", *beside, goal=goal)
        if goal:
            rows = _rows()
            yield Line(f"the {rows:,} rows it has written, of entries, postings and persons", rows / spent, "rows/s", *beside)
    yield Line("the same entries hashed and inserted, none read and none judged", floors.unjudged(), "lines/s", *beside)
    total = book.last_number()
    yield Line("verify: everything computed again", total / seconds(verify), "entries/s", *beside)


def _loaded(file: movements.Path) -> None:
    report = load_file(file, actor="bench")
    if report.errors:
        raise AssertionError(report.errors[:3])


def _rows() -> int:
    """Rows of the tables that a load writes; the words of names, which the database writes itself, are not among them."""
    return sum(read(f"SELECT COUNT(*) FROM {table}")[0][0] for table in store.COLUMNS)


def asking() -> Iterator[Line]:
    """Twenty figures at once, one subtree and everywhere, against a bare sum in SQL."""
    root = Organisation.objects.get(code="R").pk
    day = movements.START + dt.timedelta(days=3000)
    asked = services.Query(org=root, as_of=day, start=day - dt.timedelta(days=365), end=day, known=book.last_number())

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute('SELECT org_id, SUM(quantity) FROM ledger_posting WHERE "on" <= %s GROUP BY org_id', [day])
            cursor.fetchall()

    floor = median(bare) * 1000
    for name, goal, work in (
        ("headcount of every organisation with its subtree, as of a day", 5, lambda: services.evaluate_everywhere(TWENTY[:1], asked)),
        ("20 figures at once, one subtree", 20, lambda: services.evaluate(TWENTY, asked)),
        ("20 figures at once, every organisation", 60, lambda: services.evaluate_everywhere(TWENTY, asked)),
    ):
        yield Line(name, median(work) * 1000, "ms", "bare SQL, one sum over all postings", floor, goal)


def lines() -> Iterator[Line]:
    """Everything, over one book."""
    call_command("migrate", verbosity=0)
    yield from loading(sizes.live())
    # As the server does before its first page: what the load has left is not looked through again and again.
    collector.at_rest()
    yield from asking()
    yield from entering()
    yield from visible()
    yield from moving()
    yield from listing()
    yield from server(home.PATH)
    yield Line("one entry hashed, inserted and committed, none read and none judged", floors.committed(), "entries/s")


def main() -> int:
    """Print the table."""
    tell("a book", lines(), connection.vendor, sizes.live().name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
