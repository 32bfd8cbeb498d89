"""What the machine could do while a part was measured: a figure without it says little."""

from __future__ import annotations

import hashlib
import html
import os
import sqlite3
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from bench.lines import median, seconds

HALF = 1 << 25
LOAD = "others at work (load of the last minute)"
CELLS, TURNS = 20_000, 101
BLOCK = b"\0" * (32 << 20)


def bandwidth() -> float:
    """Bytes a second that two threads read from memory."""
    halves = [np.ones(HALF, dtype=np.int64) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        spent = median(lambda: list(pool.map(np.sum, halves)))
    return sum(half.nbytes for half in halves) / spent


def sync() -> float:
    """Seconds until 4 KiB appended to a file are safely on the disk."""
    with tempfile.NamedTemporaryFile() as file:

        def work() -> None:
            file.write(BLOCK[:4096])
            file.flush()
            os.fsync(file.fileno())

        return median(work, 51)


def hashing() -> float:
    """Bytes a second of one core's SHA-256: it tells a quiet machine from a busy one."""
    return len(BLOCK) / median(lambda: hashlib.sha256(BLOCK), 5)


def cells() -> str:
    """Milliseconds in which Python writes a table's cells, in the middle and at best. Far apart: the machine was not the same all the time.

    Hashing is done by one instruction and reads nothing: it is as quick when a neighbour on the same core makes everything else slow.
    """
    times = sorted(seconds(_write) * 1000 for _turn in range(TURNS))
    return f"{times[TURNS // 2]:.1f} ms, at best {times[0]:.1f}"


def _write() -> None:
    "".join(f"<td>{html.escape(str(number))}</td>" for number in range(CELLS))


def described() -> dict[str, str]:
    """Names and values, for people to read."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "memory read by two threads": f"{bandwidth() / 1e9:.1f} GB/s",
        "4 KiB safely on the disk": f"{sync() * 1000:.2f} ms",
        "SHA-256, one core": f"{hashing() / 1e6:,.0f} MB/s",
        f"{CELLS:,} cells written by Python": cells(),
        LOAD: f"{_load():.1f}",
        "Python": sys.version.split()[0],
        "SQLite": sqlite3.sqlite_version,
    }


def _load() -> float:
    return float(Path("/proc/loadavg").read_text().split()[0]) if Path("/proc/loadavg").exists() else 0.0
