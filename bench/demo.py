"""From nothing to a demonstration that answers: the program installed, no home, no database, no file it was ever given."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.lines import Line, seconds, tell
from bench.served import got
from tests.drills.site import Server
from tests.homes import Home


def lines() -> Iterator[Line]:
    """Prepared by ``dangvu demo``, then served until the first answer."""
    with tempfile.TemporaryDirectory(prefix="dangvu-demo-") as folder:
        home = Home(Path(folder), {**os.environ, "DANGVU_HOME": folder, "NO_COLOR": "1"})
        prepared = seconds(lambda: _prepared(home))
        servers: list[Server] = []
        served = seconds(lambda: servers.append(_answering(home)))
        servers[0].kill()
    yield Line("prepared: migrations, books, dossiers, articles", prepared, "s")
    yield Line("served until the first page", served, "s")
    yield Line("from nothing to the first page", prepared + served, "s", "Tryton, environment installed", 23, goal=20)


def _prepared(home: Home) -> None:
    # A process from its first line, as who types the command has it.
    done = home.run("demo", "--no-serve", "--json", env=home.env)
    if done.returncode:
        raise RuntimeError(done.stderr)


def _answering(home: Home) -> Server:
    server = Server(home)
    assert got(server.port, "/dang-nhap/", "") in (200, 302)
    return server


def main() -> None:
    """Print the table."""
    tell("from nothing", lines(), "sqlite", "the demonstration")


if __name__ == "__main__":
    main()
