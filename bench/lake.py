"""The lake at the size of a nation: every organisation at once, beside DuckDB's own sums and the bandwidth of the memory, in one run.

BENCH_CELLS (250,000) and BENCH_PERSONS (5,600,000) say how large; a tenth of both is enough for the ratios.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django

TEMPORARY = tempfile.TemporaryDirectory(prefix="dangvu-lake-")
os.environ["DANGVU_HOME"] = TEMPORARY.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")
django.setup()

import numpy as np  # noqa: E402 - the settings come first
from django.core.management import call_command  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from bench import movements, nation  # noqa: E402
from dangvu.exchange.lake import write  # noqa: E402
from dangvu.exchange.lake.duck import Duck  # noqa: E402
from dangvu.exchange.lake.everywhere import Nation  # noqa: E402
from dangvu.exchange.lake.store import Lake  # noqa: E402
from dangvu.exchange.load import load_file, load_lines  # noqa: E402
from dangvu.figures.services import Query  # noqa: E402

CELLS = int(os.environ.get("BENCH_CELLS", "250000"))
PERSONS = int(os.environ.get("BENCH_PERSONS", "5600000"))
ROUNDS = 5
THREE = ("member_total", "member_by_gender")
TWENTY = (
    "member_total member_probationary member_full member_exempt member_by_gender cell_count admitted official_recognition "
    "transfers_in transfers_out transfers_internal member_died member_expelled member_struck_off member_left_party "
    "badge_total handbook_members inspection_rounds inspected_orgs discipline_members"
).split()
Line = tuple[str, str, str]


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median(work: Callable[[], object]) -> float:
    """The median of some runs after one to warm up."""
    work()
    return sorted(seconds(work) for _ in range(ROUNDS))[ROUNDS // 2]


def bandwidth() -> float:
    """Bytes a second that two threads read from memory."""
    halves = [np.ones(1 << 25, dtype=np.int64) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        spent = median(lambda: list(pool.map(np.sum, halves)))
    return sum(half.nbytes for half in halves) / spent


class Floor:
    """The same postings in DuckDB's own memory, with the sex beside each, and its sums for every organisation before any roll-up."""

    def __init__(self, lake: Lake) -> None:
        book = lake.books[0]
        self.run = lake.engine.rows
        self.run(
            f'CREATE TABLE flat AS SELECT p.account_id, p.org_id, p."on", CAST(p.entry_id AS INTEGER) AS entry_id, '
            f"CAST(p.quantity AS TINYINT) AS quantity, CAST(t.value = 'female' AS TINYINT) AS female FROM {book.table('posting')} AS p "
            f"LEFT JOIN (SELECT person_id, value FROM {book.table('told')} WHERE name = 'sex') AS t ON p.person_id = t.person_id "
            "WHERE p.account_id IN (1, 2)"
        )
        self.rows = int(self.run("SELECT COUNT(*) FROM flat")[0][0])

    bytes = 4 + 4 + 4 + 4 + 1 + 1
    """Of the columns that each row is judged by."""

    def sums(self, day: dt.date, eve: dt.date, known: int) -> list[tuple[int, ...]]:
        text = (
            'SELECT org_id, SUM(CASE WHEN "on" <= %s THEN quantity ELSE 0 END), '
            'SUM(CASE WHEN "on" <= %s THEN quantity * female ELSE 0 END), '
            'SUM(CASE WHEN "on" <= %s THEN quantity ELSE 0 END) FROM flat WHERE entry_id <= %s GROUP BY org_id'
        )
        self.run("CREATE OR REPLACE TEMP TABLE summed AS " + text, [day, day, eve, known])
        return []

    def own(self) -> dict[int, tuple[int, ...]]:
        return {row[0]: tuple(map(int, row[1:])) for row in self.run("SELECT * FROM summed")}


def nationwide(folder: Path) -> Iterator[Line]:
    made = seconds(lambda: nation.write(folder, nation.Nation(CELLS, PERSONS)))
    lake = Lake(Duck(), [str(folder)])
    total = int(lake.engine.rows(f"SELECT COUNT(*) FROM {lake.books[0].table('posting')}")[0][0])
    size = sum(file.size for file in lake.books[0].manifest.files())
    yield f"{CELLS:,} cells, {PERSONS:,} persons, {total:,} postings written to Parquet", f"{made:,.0f} s", f"{size / 1e6:,.0f} MB"
    day = nation.START + dt.timedelta(days=4200)
    end = day.replace(day=1) - dt.timedelta(days=1)
    start, known = end.replace(month=1, day=1), lake.last() * 9 // 10
    asked, twenty = Query(1, day, start, day, known, lake), Query(1, end, start, end, None, lake)
    warm = Nation(lake)
    opening = Query(1, start - dt.timedelta(days=1), None, None, known, lake)
    yield from three(warm, Floor(lake), asked, opening)
    yield from many(warm, twenty)


def three(warm: Nation, floor: Floor, asked: Query, opening: Query) -> Iterator[Line]:
    """Headcount, women and opening of every organisation, at a past knowledge."""
    speed = bandwidth()
    limit = floor.rows * floor.bytes / speed
    yield f"limit: {floor.rows:,} postings, {floor.bytes} bytes each, at {speed / 1e9:,.1f} GB/s", f"{limit * 1000:,.1f} ms", "1.0 (limit)"
    assert asked.as_of and opening.as_of and asked.known
    spent = median(lambda: floor.sums(asked.as_of, opening.as_of, asked.known))
    yield "headcount, women, opening, not rolled up: DuckDB in memory", f"{spent * 1000:,.0f} ms", f"{spent / limit:,.1f}"

    def work() -> object:
        return warm.everywhere(THREE, asked), warm.everywhere(THREE[:1], opening)

    mine = median(work)
    yield "the same, rolled up: the lake in memory", f"{mine * 1000:,.1f} ms", f"{mine / limit:,.1f}"
    prove(warm, floor, asked, opening)


def prove(warm: Nation, floor: Floor, asked: Query, opening: Query) -> None:
    """Cells have nothing below them: there, and at the root, both answers must be the same."""
    found, before = warm.everywhere(THREE, asked), warm.everywhere(THREE[:1], opening)
    theirs = floor.own()
    columns = [found.values[code].tolist() for code in THREE] + [before.values[THREE[0]].tolist()]
    for org, *values in zip(found.orgs.tolist(), *columns, strict=True):
        if org in theirs and tuple(values) != theirs[org]:
            raise AssertionError((org, values, theirs[org]))
    if [column[0] for column in columns] != [sum(each) for each in zip(*theirs.values(), strict=True)]:
        raise AssertionError("the root is not the sum")


def many(warm: Nation, asked: Query) -> Iterator[Line]:
    spent = median(lambda: warm.everywhere(TWENTY, asked))
    yield "20 figures, every organisation, warm", f"{spent * 1000:,.0f} ms", f"goal 500 ms; columns {warm.size / 1e6:,.0f} MB"
    summed = warm.everywhere(TWENTY, asked)
    assert asked.start
    built = seconds(lambda: warm.keep(TWENTY, asked.start, asked.end.month))  # type: ignore[union-attr]
    kept = median(lambda: warm.everywhere(TWENTY, asked))
    again = warm.everywhere(TWENTY, asked)
    if not all((summed.values[code] == again.values[code]).all() for code in TWENTY):
        raise AssertionError("balances and sums differ")
    yield (
        f"the same with month-end balances (built in {built:,.1f} s)",
        f"{kept * 1000:,.1f} ms",
        f"goal 10 ms; {spent / kept:,.0f} × faster",
    )


def refresh(folder: Path) -> Iterator[Line]:
    """A book of its own, exported, then 10,000 new entries."""
    call_command("migrate", verbosity=0)
    file = folder / "movements.jsonl"
    lines = movements.write(file, int(os.environ.get("BENCH_REFRESH", "60000")))
    load_file(file, actor="bench")
    lake = folder / "book"
    whole = seconds(lambda: write.export(lake))
    for count in (1_000, 10_000):
        talks = [{"kind": "activity", "on": "2020-01-01", "ref": f"{count}-{n}", "org": "R", "type": "talk"} for n in range(count)]
        load_lines(talks, actor="bench")
        spent = seconds(lambda: write.append(lake))
        yield (
            f"refresh after {count:,} new entries ({lines:,} there: {whole:,.1f} s)",
            f"{spent * 1000:,.0f} ms",
            f"{whole / spent:,.1f} × less",
        )


def main() -> None:
    """Print the table, and the peak memory."""
    drawn = Table("work", "measured", "ratio", title="the lake")
    folder = Path(TEMPORARY.name)
    for row in (*nationwide(folder / "nation"), *refresh(folder)):
        drawn.add_row(*row)
    console = Console()
    console.print(drawn)
    console.print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
