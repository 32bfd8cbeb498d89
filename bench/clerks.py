"""Two hundred clerks at work: real HTTP against `dangvu serve` on PostgreSQL, pages and postings mixed, with time to read in between.

BENCH_CLERKS (200), BENCH_SECONDS (600) and BENCH_THINK (mean seconds between two requests of one clerk, 15) change it.
"""

from __future__ import annotations

import http.client
import os
import random
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.lines import Line, tell
from tests.drills.site import Server, begin, clerks
from tests.homes import Home
from tests.postgres import Server as Postgres

CLERKS = int(os.environ.get("BENCH_CLERKS", "200"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "600"))
THINK = float(os.environ.get("BENCH_THINK", "15"))
IDLE = 20
"""Seconds without a request after which a browser no longer trusts its connection; the server closes it after thirty."""
WHEN = "?ngay=2023-03-22&tu=2020-06-01"
PAGES = (
    ("home", "/", 20), ("people", "/dang-vien/", 12), ("search", "/dang-vien/?q=nguyen", 8), ("person", "/dang-vien/DV0001/", 12),
    ("figure", "/so-lieu/member_total/", 10), ("catalogue", "/so-lieu/", 4), ("statement", "/bien-dong/", 5), ("dossiers", "/ho-so/", 5),
    ("due", "/han-viec/", 3), ("entry", "/but-toan/61/", 6), ("posting", "", 15),
)  # fmt: skip


@dataclass
class Told:
    """Seconds of every answer, by page, and what went wrong."""

    spent: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


class Clerk(threading.Thread):
    """One clerk: asks, reads for a while, asks again."""

    def __init__(self, port: int, session: str, until: float, told: Told) -> None:
        super().__init__(daemon=True)
        self.port, self.session, self.until, self.told = port, session, until, told
        self.rng = random.Random(session)

    def run(self) -> None:
        time.sleep(self.rng.uniform(0, THINK))
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            token, cookie = begin(browser, self.session)
            while time.monotonic() < self.until:
                pause = self.rng.expovariate(1 / THINK)
                time.sleep(pause)
                if pause > IDLE:
                    # As a browser does: a connection that lay idle is opened anew, for the server may just be closing it.
                    browser.close()
                name, address, _weight = self.rng.choices(PAGES, [weight for _name, _address, weight in PAGES])[0]
                self.ask(browser, name, address, token, cookie)
        except (OSError, http.client.HTTPException, RuntimeError) as problem:
            self.told.errors.append(repr(problem))

    def ask(self, browser: http.client.HTTPConnection, name: str, address: str, token: str, cookie: str) -> None:
        begun = time.perf_counter()
        if address:
            joined = WHEN if "?" not in address else WHEN.replace("?", "&")
            browser.request("GET", f"{address}{joined}", headers={"Cookie": cookie})
        else:
            form = {
                "csrfmiddlewaretoken": token,
                "on": "1/3/2023",
                "org": "DUK",
                "type": "talk",
                "ref": f"bench-{uuid.uuid4()}",
                "quantity": "1",
            }
            heads = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            browser.request("POST", "/ghi-so/activity/", urlencode(form), heads)
        answer = browser.getresponse()
        answer.read()
        self.told.spent.setdefault(name, []).append(time.perf_counter() - begun)
        if answer.status != (200 if address else 302):
            self.told.errors.append(f"{name}: {answer.status}")


def at(times: list[float], share: float) -> float:
    """A quantile in milliseconds."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] * 1000


def lines() -> Iterator[Line]:
    """What all pages took, and each; an answer that went wrong ends it."""
    with tempfile.TemporaryDirectory(prefix="dangvu-clerks-") as folder:
        postgres = Postgres().start()
        try:
            env = {**os.environ, "DANGVU_HOME": folder, "DANGVU_DATABASE_URL": postgres.create(), "NO_COLOR": "1"}
            told, spent = work(Home(Path(folder), env))
        finally:
            postgres.stop()
    if told.errors:
        raise RuntimeError("; ".join(told.errors[:10]))
    everything = [each for times in told.spent.values() for each in times]
    asked = f"{CLERKS} clerks, {THINK:g} s between two requests of each"
    yield Line(f"{asked}: answers", len(everything) / spent, "answers/s")
    for name, times in (("all", everything), *sorted(told.spent.items())):
        note = f"p95 {at(times, 0.95):,.0f} ms, p99 {at(times, 0.99):,.0f} ms, {len(times):,} answers"
        yield Line(f"{asked}: {name}", at(times, 0.5), "ms", note=note)


def main() -> None:
    """Print the table."""
    tell("clerks at work", lines(), "postgresql", "the demonstration")


def work(home: Home) -> tuple[Told, float]:
    """The clerks' work on the seed's committee; what it took, and how long it went on."""
    done = home.run("demo", "--no-serve", "--json")
    if done.returncode:
        raise RuntimeError(done.stderr)
    sessions, server, told = clerks(home, CLERKS, "DUK"), Server(home), Told()
    begun = time.monotonic()
    try:
        threads = [Clerk(server.port, key, begun + SECONDS, told) for key in sessions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        server.kill()
    proof = home.run("verify", "--json")
    if proof.returncode:
        told.errors.append(f"verify: {proof.stdout[:300]}")
    return told, time.monotonic() - begun


if __name__ == "__main__":
    main()
