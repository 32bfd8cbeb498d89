"""Small books for the lake's tests, and what lies in a lake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from dangvu.exchange.lake import layout
from dangvu.exchange.lake.asking import about_records
from dangvu.exchange.lake.duck import Duck
from dangvu.exchange.lake.store import Lake
from dangvu.exchange.load import load_lines
from dangvu.figures import services
from dangvu.figures.catalogue import FIGURES
from dangvu.figures.services import Query, Value
from dangvu.orgs.models import Organisation

Line = dict[str, Any]
DAY = "2020-01-01"
CARRIED = tuple(code for code, figure in FIGURES.items() if not about_records(figure))
"""Figures that a lake answers."""


def organisations(root: str = "K", name: str = "Đảng bộ") -> list[Line]:
    founded = {"on": "2015-01-01", "kind": "organisation_established"}
    return [
        {**founded, "ref": "k", "org": root, "name": f"{name} {root}", "org_kind": "grassroots_committee"},
        {**founded, "ref": "a", "org": "A", "name": "Chi bộ A", "org_kind": "attached_cell", "parent": root},
        {**founded, "ref": "b", "org": "B", "name": "Chi bộ B", "org_kind": "attached_cell", "parent": root},
    ]


def member(code: str, org: str = "A", sex: str = "female", **values: object) -> list[Line]:
    told = {"name": f"Trần Thị Bí Mật {code}", "birth": "1980-02-29", "sex": sex, "ethnicity": "Tày", "religion": "Phật giáo",
            "identity_number": "001080000123", "residence": "Ngõ Bí Mật", **values}  # fmt: skip
    return [
        {"kind": "person", "on": DAY, "ref": f"p-{code}", "person": code, **told},
        {"kind": "carried_over", "on": DAY, "ref": f"m-{code}", "person": code, "org": org, "status": "official"},
    ]


def talks(first: int, count: int) -> list[Line]:
    return [{"kind": "activity", "on": DAY, "ref": f"t-{first + n}", "org": "K", "type": "talk"} for n in range(count)]


def record(lines: Sequence[Line]) -> None:
    report = load_lines(list(lines), actor="bench")
    assert not report.errors, report.errors


def lake_of(*folders: Path) -> Lake:
    return Lake.open(Duck(), [str(folder) for folder in folders])


def ask(code: str, lake: Lake, org: int, known: int | None = None) -> Value:
    asked = Query(org, None, dt.date(2015, 1, 1), dt.date(2022, 12, 31), known, lake)
    return services.evaluate([code], asked)[code].value


def org(code: str) -> int:
    return Organisation.objects.get(code=code).pk


def content(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row a lake tells, table by table."""
    held = layout.read(folder)
    found = {}
    for table, (_columns, order) in layout.TABLES.items():
        files = [str(folder / file.path) for file in held.of(table)]
        found[table] = duckdb.execute(f"SELECT * FROM read_parquet({files}) ORDER BY {order}").fetchall() if files else []
    return found


def on_the_disk(folder: Path) -> Iterator[str]:
    """Every value of every Parquet file below a folder, whether the manifest names it or not."""
    for file in folder.rglob("*.parquet"):
        for row in duckdb.execute(f"SELECT * FROM '{file}'").fetchall():
            yield from map(str, row)
