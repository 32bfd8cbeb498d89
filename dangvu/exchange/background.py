"""Work behind a page: one thread a job, its progress in a small file that any process can read.

The database tells what was done; the file only how far it is. While a job writes, it holds the book, and on SQLite nobody else could
write a progress into the same database. A job that died (the machine was switched off) stops touching its file, and what it wrote in its
one transaction is gone with it: ``running`` is then False, and whoever looks puts the state back.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson
from django.conf import settings
from django.db import connections

BEAT = 2.0
"""Seconds between two signs of life."""
ATTEMPTS = 20
"""Times a file that is being read is tried to be taken away."""
SILENCE = 20.0
"""Seconds without one after which a job counts as dead."""

Report = Callable[[int, int], None]
"""Called with how far the work is, and how far it goes."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How far a job is."""

    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0


class Job:
    """One job at work: it keeps its file alive and lets it go at the end."""

    def __init__(self, name: str) -> None:
        self.file = _file(name)
        self._told = 0.0
        self._over = threading.Event()
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._write(0, 0)

    def report(self, done: int, total: int) -> None:
        """Tell how far it is; more often than a few times a second says nothing to anybody."""
        if time.monotonic() - self._told > 0.2 or done >= total:
            self._told = time.monotonic()
            self._write(done, total)

    def _write(self, done: int, total: int) -> None:
        beside = self.file.with_suffix(".part")
        beside.write_bytes(orjson.dumps({"done": done, "total": total}))
        # Windows lets nobody take the place of a file that somebody reads: how far the work is will be told the next time.
        with suppress(PermissionError):
            beside.replace(self.file)

    def beat(self) -> None:
        while not self._over.wait(BEAT):
            with suppress(PermissionError):
                self.file.touch()

    def end(self) -> None:
        self._over.set()
        for _again in range(ATTEMPTS):
            try:
                self.file.unlink(missing_ok=True)
            except PermissionError:
                # On Windows somebody is reading it just now.
                time.sleep(BEAT / ATTEMPTS)
            else:
                return


def start(name: str, work: Callable[[Report], None]) -> None:
    """Begin a job in a thread of its own and come back at once. The work itself tells the database how it ended."""
    job = Job(name)
    threading.Thread(target=_run, args=(job, work), name=name, daemon=True).start()


def _run(job: Job, work: Callable[[Report], None]) -> None:
    heart = threading.Thread(target=job.beat, daemon=True)
    heart.start()
    try:
        work(job.report)
    except Exception:
        log.exception("job %s failed", job.file.stem)
    finally:
        job.end()
        heart.join(BEAT * 2)
        job.end()
        connections.close_all()


def running(name: str) -> bool:
    """Whether a job gave a sign of life lately."""
    try:
        return time.time() - _file(name).stat().st_mtime < SILENCE
    except FileNotFoundError:
        return False


def progress(name: str) -> Progress:
    """How far a job is; nothing when it is over."""
    try:
        told = orjson.loads(_file(name).read_bytes())
    except (FileNotFoundError, PermissionError, orjson.JSONDecodeError):
        return Progress()
    return Progress(told["done"], told["total"])


def _file(name: str) -> Path:
    return Path(settings.HOME) / "jobs" / f"{name}.json"
