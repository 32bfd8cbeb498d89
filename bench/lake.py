"""The lake at the size of a nation: every organisation at once, beside DuckDB's own sums and the bandwidth of the memory, in one run.

BENCH_NATION says how large: nation, or tenth, which is enough for the ratios.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command

from bench import home, movements, nation, sizes
from bench.lines import Line, median, seconds, tell
from bench.machine import bandwidth
from dangvu.exchange.lake import write
from dangvu.exchange.lake.duck import Duck
from dangvu.exchange.lake.everywhere import Nation
from dangvu.exchange.lake.store import Lake
from dangvu.exchange.load import load_file, load_lines
from dangvu.figures.services import Query

REFRESH = int(os.environ.get("BENCH_REFRESH", "60000"))
"""Movements of the book whose lake is refreshed."""
THREE = ("member_total", "member_by_gender")
TWENTY = (
    "member_total member_probationary member_full member_exempt member_by_gender cell_count admitted official_recognition "
    "transfers_in transfers_out transfers_internal member_died member_expelled member_struck_off member_left_party "
    "badge_total handbook_members inspection_rounds inspected_orgs discipline_members"
).split()


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
    """A nation written and asked."""
    cells, persons = sizes.nation()
    made = seconds(lambda: nation.write(folder, nation.Nation(cells, persons)))
    lake = Lake.open(Duck(), [str(folder)])
    total = int(lake.engine.rows(f"SELECT COUNT(*) FROM {lake.books[0].table('posting')}")[0][0])
    size = sum(file.size for file in lake.books[0].manifest.files())
    note = f"{size / 1e6:,.0f} MB"
    yield Line(f"{cells:,} cells, {persons:,} persons, {total:,} postings written to Parquet", made, "s", note=note)
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
    limit = floor.rows * floor.bytes / speed * 1000
    beside = (f"{floor.rows:,} postings of {floor.bytes} bytes at {speed / 1e9:,.1f} GB/s", limit)
    assert asked.as_of and opening.as_of and asked.known
    spent = median(lambda: floor.sums(asked.as_of, opening.as_of, asked.known), 5)
    yield Line("headcount, women, opening, not rolled up: DuckDB in memory", spent * 1000, "ms", *beside)

    def work() -> object:
        return warm.everywhere(THREE, asked), warm.everywhere(THREE[:1], opening)

    yield Line("the same, rolled up: the lake in memory", median(work, 5) * 1000, "ms", *beside, goal=3 * limit)
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
    """Twenty figures, with and without month-end balances."""
    spent = median(lambda: warm.everywhere(TWENTY, asked), 5) * 1000
    note = f"columns {warm.size / 1e6:,.0f} MB"
    yield Line("20 figures, every organisation, warm", spent, "ms", goal=500, note=note)
    summed = warm.everywhere(TWENTY, asked)
    assert asked.start
    built = seconds(lambda: warm.keep(TWENTY, asked.start, asked.end.month))  # type: ignore[union-attr]
    kept = median(lambda: warm.everywhere(TWENTY, asked), 5) * 1000
    again = warm.everywhere(TWENTY, asked)
    if not all((summed.values[code] == again.values[code]).all() for code in TWENTY):
        raise AssertionError("balances and sums differ")
    yield Line("the same with month-end balances", kept, "ms", "without them", spent, 10, f"built in {built:,.1f} s")


def refresh(folder: Path) -> Iterator[Line]:
    """A book of its own, exported, then 10,000 new entries."""
    call_command("migrate", verbosity=0)
    size = sizes.Size("refresh", 400, REFRESH // 5, REFRESH)
    there = movements.write(folder / "movements.jsonl", movements.Book(size).lines())
    load_file(folder / "movements.jsonl", actor="bench")
    lake = folder / "book"
    whole = seconds(lambda: write.export(lake)) * 1000
    for count, goal in ((1_000, None), (10_000, 1_000)):
        talks = [{"kind": "activity", "on": "2020-01-01", "ref": f"{count}-{n}", "org": "R", "type": "talk"} for n in range(count)]
        load_lines(talks, actor="bench")
        spent = seconds(lambda: write.append(lake)) * 1000
        yield Line(f"refresh after {count:,} new entries", spent, "ms", f"writing all anew, {there:,} lines", whole, goal)


def lines() -> Iterator[Line]:
    """The nation, then a book's own lake."""
    yield from nationwide(home.PATH / "nation")
    yield from refresh(home.PATH)


def main() -> None:
    """Print the table."""
    cells, _persons = sizes.nation()
    tell("the lake", lines(), "duckdb", f"{cells:,} cells")


if __name__ == "__main__":
    main()
