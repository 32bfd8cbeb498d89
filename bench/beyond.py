"""Beyond one machine: several books read as one nation by a real Spark cluster, a master and two workers, beside DuckDB on the same files.

BENCH_NATION says how large each book is, BENCH_BOOKS how many there are. A billion postings and a hundred million people are 20 books of a
nation each. BENCH_BOOKS_AT: a folder in which the books stay, and are not written again.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bench import home, nation, sizes
from bench.lake import TWENTY
from bench.lines import Line, tell
from dangvu.exchange.lake.duck import Duck
from dangvu.exchange.lake.layout import MANIFEST
from dangvu.exchange.lake.opened import Engine
from dangvu.exchange.lake.spark import Spark
from dangvu.exchange.lake.store import Lake
from dangvu.exchange.lake.trees import TOGETHER
from dangvu.figures import services
from tests.spark import Cluster

BOOKS = int(os.environ.get("BENCH_BOOKS", "2"))
AT = Path(os.environ.get("BENCH_BOOKS_AT", home.PATH))
WORKER = "3g"
"""Memory of a worker; its executor takes a part of it."""
SETTINGS = {
    "spark.executor.memory": "2g",
    "spark.executor.cores": "1",
    "spark.driver.memory": "3g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "16",
    "spark.driver.maxResultSize": "0",
}
DAY = nation.START + dt.timedelta(days=4200)
END = DAY.replace(day=1) - dt.timedelta(days=1)
ROOT = TOGETHER if BOOKS > 1 else 1
QUESTIONS = (
    ("headcount of all books together, as of a day", ("member_total",), services.Query(ROOT, DAY, None, DAY, None)),
    ("20 figures of all books together", TWENTY, services.Query(ROOT, END, END.replace(month=1, day=1), END, None)),
)
Answers = Mapping[str, services.Answer]


def asked(engine: Engine, folders: list[str]) -> Iterator[tuple[float, Answers]]:
    """How many seconds each question takes an engine that has read nothing of it yet, and what it answers."""
    lake = Lake.open(engine, folders)
    for _name, codes, query in QUESTIONS:
        begun = time.perf_counter()
        found = services.evaluate(codes, replace(query, store=lake))
        yield time.perf_counter() - begun, found
    lake.close()


def lines() -> Iterator[Line]:
    """The books written, then each question put to the cluster and to DuckDB; their answers must be the same."""
    cells, persons = sizes.nation()
    folders = [str(AT / f"book-{number}") for number in range(BOOKS)]
    begun = time.perf_counter()
    # The manifest of a book is written when all the rest is there.
    missing = [number for number, folder in enumerate(folders) if not (Path(folder) / MANIFEST).exists()]
    for number in missing:
        nation.write(Path(folders[number]), nation.Nation(cells, persons, seed=7 + number))
    spent = time.perf_counter() - begun
    alone = Lake.open(Duck(), folders)
    postings = sum(int(alone.engine.rows(f"SELECT COUNT(*) FROM {book.table('posting')}")[0][0]) for book in alone.books)
    size = sum(file.size for book in alone.books for file in book.manifest.files())
    alone.close()
    note = f"{size / 1e6:,.0f} MB, {len(missing)} written now"
    yield Line(f"{BOOKS} books, {BOOKS * persons:,} persons, {postings:,} postings written to Parquet", spent, "s", note=note)
    one = list(asked(Duck(), folders))
    cluster = Cluster(WORKER).start()
    try:
        many = list(asked(Spark(cluster.master, SETTINGS), folders))
    finally:
        cluster.stop()
    for (name, _codes, _query), (here, told), (there, found) in zip(QUESTIONS, one, many, strict=True):
        if told != found:
            raise AssertionError(f"{name}: the cluster and DuckDB differ")
        yield Line(f"{name}: Spark, two workers", there * 1000, "ms", "DuckDB on the same files", here * 1000)


def main() -> None:
    """Print the table."""
    cells, _persons = sizes.nation()
    tell("beyond one machine", lines(), "spark", f"{BOOKS} books of {cells:,} cells")


if __name__ == "__main__":
    main()
