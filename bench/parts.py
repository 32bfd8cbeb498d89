"""The parts of the bench: what each is about, and how it is started."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """A module of the bench with what it is told. ``by_hand``: it takes long, and is measured when asked for by name."""

    name: str
    module: str
    title: str
    told: dict[str, str] = field(default_factory=dict)
    by_hand: bool = False


def _book(size: str, engine: str, title: str, *, by_hand: bool = False) -> Part:
    return Part(f"{size}-{engine}", "bench.book", title, {"BENCH_SIZE": size, "BENCH_ENGINE": engine}, by_hand)


PARTS = (
    _book("district", "sqlite", "A thousand organisations, 100,000 people, 500,000 movements; SQLite"),
    _book("office", "sqlite", "An office: 65 organisations, 650 people; SQLite"),
    _book("office", "postgresql", "An office: 65 organisations, 650 people; PostgreSQL", by_hand=True),
    _book("district", "postgresql", "A thousand organisations, 100,000 people, 500,000 movements; PostgreSQL", by_hand=True),
    _book("province", "sqlite", "A province: 3,000 organisations, 450,000 people, two million postings; SQLite", by_hand=True),
    _book("province", "postgresql", "A province: 3,000 organisations, 450,000 people, two million postings; PostgreSQL", by_hand=True),
    Part("tenth", "bench.lake", "A tenth of a nation; the lake", {"BENCH_NATION": "tenth"}),
    Part("nation", "bench.lake", "A nation: 300,000 organisations, 5.6 million people; the lake", {"BENCH_NATION": "nation"}, by_hand=True),
    Part("beyond", "bench.beyond", "Beyond one machine: books read as one by a Spark cluster", {"BENCH_NATION": "tenth"}, by_hand=True),
    Part(
        "whole",
        "bench.beyond",
        "The whole of beyond: a hundred million people, a billion postings, in 20 books of a nation each",
        {"BENCH_NATION": "nation", "BENCH_BOOKS": "20"},
        by_hand=True,
    ),
    Part("demo", "bench.demo", "From nothing to a served demonstration"),
    Part("pages", "bench.pages", "The office's pages, processor time"),
    Part("clerks", "bench.clerks", "Two hundred clerks at work; PostgreSQL"),
    Part("lists", "bench.lists", "A list of members from Excel"),
    Part("proofreader", "bench.proofreader", "The proofreader"),
)
BY_NAME = {each.name: each for each in PARTS}
