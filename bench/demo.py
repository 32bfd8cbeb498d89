"""From nothing to a demonstration that answers: the program installed, no home, no database, no file it was ever given.

One process, ``dangvu demo``, as who types the command has it: it prepares, says so, and serves.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.lines import Line, seconds, tell
from bench.served import got
from tests.drills.site import free_port
from tests.homes import ROOT

LONGEST = 120
"""Seconds after which nobody waits for an answer any more."""


class Demonstration:
    """``dangvu demo`` in a home that does not exist yet."""

    def __init__(self, home: str) -> None:
        self.port = free_port()
        # What is installed is compiled; a wish not to keep that would have the program compiled at each start.
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dangvu", "demo", "--port", str(self.port)],
            cwd=ROOT,
            env={**env, "DANGVU_HOME": str(Path(home) / "home"), "NO_COLOR": "1", "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def prepared(self) -> None:
        """Wait until it tells its address."""
        assert self.process.stdout is not None
        if not any(f":{self.port}/" in line for line in self.process.stdout):
            raise RuntimeError("the demonstration was not prepared")

    def answers(self) -> None:
        """Wait until it answers, and ask for its first page."""
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            try:
                assert got(self.port, "/dang-nhap/", "") in (200, 302)
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("the demonstration did not answer")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


def lines() -> Iterator[Line]:
    """Prepared, then served until the first answer."""
    with tempfile.TemporaryDirectory(prefix="dangvu-demo-") as folder:
        begun: list[Demonstration] = []
        started = seconds(lambda: begun.append(Demonstration(folder)))
        try:
            prepared = started + seconds(begun[0].prepared)
            served = seconds(begun[0].answers)
        finally:
            begun[0].kill()
    yield Line("prepared: tables, books, dossiers, articles", prepared, "s")
    yield Line("served until the first page", served, "s")
    yield Line("from nothing to the first page", prepared + served, "s", "Tryton, environment installed", 23, goal=20)


def main() -> None:
    """Print the table."""
    tell("from nothing", lines(), "sqlite", "the demonstration")


if __name__ == "__main__":
    main()
