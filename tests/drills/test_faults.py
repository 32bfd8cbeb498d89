"""Power cuts, full disks, lost connections, clocks set back: a clear error, nothing lost, nothing half-written."""

from __future__ import annotations

import datetime as dt
import json
import resource
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import orjson
import psycopg
import pytest

from dangvu.ledger import clock
from dangvu.ledger.models import Entry
from dangvu.ledger.verify import verify
from tests.cast import book, line, record
from tests.drills.work import BOOK, more
from tests.homes import ROOT, Home


def loaded(home: Home, path: Path, lines: list[dict[str, object]], **options: object) -> subprocess.CompletedProcess[str]:
    path.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in lines))
    return home.run("load", path, "--json", **options)  # type: ignore[arg-type]


def entries(home: Home) -> int:
    """How many entries stand, after everything was proved."""
    proof = home.run("verify", "--json")
    assert proof.returncode == 0, proof.stdout
    return int(json.loads(proof.stdout)["checked"]["entries"])


def test_a_crash_at_every_step_of_a_load(home: Home, tmp_path: Path) -> None:
    assert loaded(home, tmp_path / "book.jsonl", BOOK).returncode == 0
    words = [sys.executable, "-m", "tests.drills.crash"]
    done = subprocess.run(words, cwd=ROOT, env=home.env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    seen = [json.loads(each) for each in done.stdout.splitlines()]
    nothing, everything = len(BOOK), len(BOOK) + len(more(3))
    # Whole or nothing: until the commit nothing is there, after it everything, and the last load finds its lines already recorded.
    assert {each["entries"] for each in seen} == {nothing, everything} and seen[0]["entries"] == nothing
    assert sorted(each["entries"] for each in seen) == [each["entries"] for each in seen] and len(seen) > 15
    assert [each["findings"] for each in seen] == [[]] * len(seen)
    assert entries(home) == everything


def test_a_disk_that_is_full(home: Home, tmp_path: Path, engine: str) -> None:
    if engine != "sqlite":
        pytest.skip("the server of PostgreSQL owns its files; a lost connection is tried instead")
    assert loaded(home, tmp_path / "book.jsonl", BOOK).returncode == 0
    (tmp_path / "more.jsonl").write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in more(4000)))
    size = max(file.stat().st_size for file in home.path.glob("dangvu.sqlite3*"))
    words = [sys.executable, "-m", "dangvu", "load", str(tmp_path / "more.jsonl"), "--json"]

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, size + 200_000))

    done = subprocess.run(words, cwd=ROOT, env=home.env, capture_output=True, encoding="utf-8", preexec_fn=little_room, check=False)
    assert done.returncode == 2 and "ổ đĩa đã đầy" in done.stdout + done.stderr, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert entries(home) == len(BOOK)
    assert loaded(home, tmp_path / "again.jsonl", more(4000)).returncode == 0
    assert entries(home) == len(BOOK) + len(more(4000))


def test_a_connection_that_is_lost(home: Home, tmp_path: Path, engine: str) -> None:
    if engine != "postgresql":
        pytest.skip("SQLite has no connection to lose")
    assert loaded(home, tmp_path / "book.jsonl", BOOK).returncode == 0
    ended = threading.Event()

    def cut() -> None:
        """Close every connection that has begun to write, as a server that is restarted does."""
        statement = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
        with psycopg.connect(home.database_url, autocommit=True) as server:
            while not ended.wait(0.02):
                server.execute(statement)

    other = threading.Thread(target=cut)
    other.start()
    try:
        done = loaded(home, tmp_path / "more.jsonl", more(4000))
    finally:
        ended.set()
        other.join()
    assert done.returncode == 2 and "không trả lời" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr and entries(home) == len(BOOK)
    assert loaded(home, tmp_path / "again.jsonl", more(4000)).returncode == 0


def test_a_book_that_somebody_else_holds(home: Home, tmp_path: Path) -> None:
    """Two loads at once: one waits for the other, and both are there."""
    assert loaded(home, tmp_path / "book.jsonl", BOOK).returncode == 0
    several = [tmp_path / f"{number}.jsonl" for number in range(3)]
    for number, path in enumerate(several):
        lines = ({"kind": "activity", "on": "2020-01-01", "org": "A", "type": "talk", "ref": f"{number}-{each}"} for each in range(400))
        path.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in lines))
    words = [sys.executable, "-m", "dangvu", "load"]
    running = [subprocess.Popen([*words, str(path)], cwd=ROOT, env=home.env, stdout=subprocess.DEVNULL) for path in several]
    assert [each.wait(120) for each in running] == [0, 0, 0]
    assert entries(home) == len(BOOK) + 1200


@pytest.mark.django_db
def test_a_clock_that_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    record(*book())
    before = Entry.objects.latest("number")

    class Late(dt.datetime):
        @classmethod
        def now(cls, zone: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return dt.datetime.now(zone) - dt.timedelta(hours=5)

    monkeypatch.setattr(clock, "dt", SimpleNamespace(datetime=Late, UTC=dt.UTC, timedelta=dt.timedelta, date=dt.date))
    record(line("activity", "2021-01-01", org="A", type="talk"), line("activity", "2021-01-02", org="A", type="talk"))
    after = Entry.objects.order_by("-number")[:2]
    assert after[1].recorded_at < after[0].recorded_at and after[1].recorded_at > before.recorded_at
    assert verify()[0] == []
