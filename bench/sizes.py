"""Sizes by name. Each is made by a generator with a seed: the same name gives the same lines on every machine."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How large a book is. ``movements``: entries about persons who are members, their being carried over included."""

    name: str
    cells: int
    persons: int
    movements: int


OFFICE = Size("office", 55, 650, 2_500)
DISTRICT = Size("district", 880, 100_000, 500_000)
PROVINCE = Size("province", 2_650, 450_000, 800_000)
LIVE = {each.name: each for each in (OFFICE, DISTRICT, PROVINCE)}
"""District: the thousand organisations of the table of goals. Province: two million postings."""

NATIONS = {"tenth": (25_000, 560_000), "nation": (250_000, 5_600_000)}
"""Cells and persons of a lake, which knows no entries one by one: fifty million postings, or a tenth."""


def live() -> Size:
    """BENCH_SIZE, or the size the table of goals is about."""
    return LIVE[os.environ.get("BENCH_SIZE", DISTRICT.name)]


def nation() -> tuple[int, int]:
    """BENCH_NATION, or the whole one."""
    return NATIONS[os.environ.get("BENCH_NATION", "nation")]
