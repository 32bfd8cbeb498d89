"""What a server holds in memory: its first process next to nothing, its workers only what most hours need."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.served import family, got
from tests.drills.site import Server
from tests.homes import ROOT, Home

RARE = (
    "openpyxl", "xlrd", "docx", "docxtpl", "pypdf", "weasyprint", "altair", "vl_convert", "icalendar", "markdown_it", "qrcode", "ninja",
    "pydantic", "rest_framework", "wagtail.admin.urls", "wagtail.api.v3", "pillow_heif", "jinja2", "charset_normalizer", "duckdb",
    "requests", "typer", "rich", "fido2", "django.test", "unittest", "dangvu.exchange.upgrade",
)  # fmt: skip
"""Libraries of files, of the API, of keys and of the editor's room: loaded when one is read or written, or somebody enters. What reads
the command line and makes the database ready does it before."""
RUN = f"""
import sys
import dangvu.server, dangvu.wsgi, dangvu.urls
print(*sorted({set(RARE)!r}.intersection(sys.modules)))
"""
KEEPER = """
import os, signal, sys, time
from dangvu.core import keeper
keeper.hold()
workers = []
for number in range(2):
    worker = os.fork()
    if not worker:
        if "deaf" in sys.argv:
            # As a worker does that has only just begun: it still has what the first process does when it is told to end.
            signal.signal(signal.SIGTERM, lambda *_told: signal.signal(signal.SIGTERM, signal.SIG_DFL))
        for _time in range(60):
            time.sleep(1)
        os._exit(0)
    workers.append(worker)
print(*workers, flush=True)
keeper.become(workers, "hỏng")
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="the system has no such fork, or tells nothing of its processes")


def test_what_few_use_is_not_loaded_by_the_addresses(home: Home) -> None:
    told = subprocess.run([sys.executable, "-c", RUN], cwd=ROOT, env=home.env, capture_output=True, encoding="utf-8", check=True)
    assert told.stdout.split() == []


@linux
def test_a_server_is_small_and_ends_as_it_is_told(home: Home) -> None:
    running = Server(home)
    try:
        # The port answers as soon as one of them is there.
        until_kept(running.process.pid)
        keeper, *workers = family(running.process.pid)
        assert len(workers) == 2 and resident(keeper) < 20 < resident(workers[0])
        assert got(running.port, "/dang-nhap/", "") == 200
        os.kill(keeper, signal.SIGTERM)
        assert running.process.wait(30) == 0
        assert not [worker for worker in workers if alive(worker)]
    finally:
        if running.process.poll() is None:
            running.kill()


def test_a_port_that_is_taken_is_told(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = str(taken.getsockname()[1])
        done = home.run("serve", "--port", number)
    assert done.returncode == 2 and f"127.0.0.1:{number}" in done.stderr and "--port" in done.stderr


def resident(process: int) -> int:
    """MiB."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def kept(*words: str) -> tuple[subprocess.Popen[str], list[int]]:
    """A keeper with two workers."""
    command = [sys.executable, "-c", KEEPER, *words]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None
    workers = list(map(int, process.stdout.readline().split()))
    until_kept(process.pid)
    return process, workers


def until_kept(process: int) -> None:
    """Wait until it is the keeper: it becomes that once every worker is forked."""
    deadline = time.monotonic() + 60
    while b"keeper.py" not in Path(f"/proc/{process}/cmdline").read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@linux
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_the_keeper_passes_on_that_it_is_told_to_end(told: signal.Signals) -> None:
    process, workers = kept()
    process.send_signal(told)
    assert (process.wait(10), process.communicate()[1]) == (0, "")
    assert not [worker for worker in workers if alive(worker)]


@linux
def test_a_worker_that_did_not_hear_it_is_told_again() -> None:
    process, workers = kept("deaf")
    process.send_signal(signal.SIGTERM)
    assert (process.wait(10), process.communicate()[1]) == (0, "")
    assert not [worker for worker in workers if alive(worker)]


@linux
def test_a_worker_that_dies_takes_the_others_along() -> None:
    process, workers = kept()
    os.kill(workers[0], signal.SIGKILL)
    assert (process.wait(10), process.communicate()[1]) == (1, "hỏng\n")
    assert not [worker for worker in workers if alive(worker)]
