"""The program as it is served: the memory of its processes, and its pages by HTTP."""

from __future__ import annotations

import http.client
import os
import time
from collections.abc import Iterator
from pathlib import Path

from bench.lines import Line
from tests.drills.site import Server, clerks
from tests.homes import Home

LOADS, LONGEST = 100, 120
"""Pages, and the seconds after which no more are asked for."""
PAGES = ("/dang-vien/", "/so-lieu/member_total/", "/dang-vien/?q=nguyen", "/so-lieu/", "/bien-dong/", "/cay/")


def held(process: int) -> float:
    """MiB of memory of a process and everything it started; what they share is counted once (PSS)."""
    found = sum(_shared_out(each) for each in family(process))
    return found / 1024


def family(process: int) -> list[int]:
    """A process and those below it."""
    found = [process]
    for each in found:
        for task in Path(f"/proc/{each}/task").iterdir():
            found.extend(map(int, (task / "children").read_text().split()))
    return found


def _shared_out(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def got(port: int, path: str, key: str) -> int:
    """The status of one page, by HTTP."""
    browser = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        browser.request("GET", path, headers={"Cookie": f"sessionid={key}"})
        answer = browser.getresponse()
        answer.read()
        return answer.status
    finally:
        browser.close()


def server(folder: Path) -> Iterator[Line]:
    """Memory of ``dangvu serve --workers 2`` over this book after a hundred pages."""
    served = Home(folder, {**os.environ, "NO_COLOR": "1"})
    (key,) = clerks(served, 1, "R")
    running = Server(served)
    try:
        yield Line("memory of two workers before the first page", held(running.process.pid), "MiB")
        begun, loads = time.monotonic(), 0
        while loads < LOADS and time.monotonic() - begun < LONGEST:
            path, loads = PAGES[loads % len(PAGES)], loads + 1
            assert (status := got(running.port, path, key)) == 200, (path, status)
        yield Line(f"memory of two workers after {loads} pages", held(running.process.pid), "MiB", goal=150)
    finally:
        running.kill()
