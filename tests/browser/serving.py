"""The program served to a browser, and the browser."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.homes import ROOT, Home

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
).split()
WHEN = "ngay=2023-03-22&tu=2020-06-01"


@dataclass(frozen=True)
class Site:
    """A running program: its address and the passwords it printed."""

    address: str
    passwords: dict[str, str]


@contextmanager
def served(home: Home) -> Iterator[str]:
    """The address at which the program answers for a home."""
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "dangvu", "serve", "--port", str(port)], cwd=ROOT, env=home.env) as server:
        address = f"http://localhost:{port}"
        try:
            await_answer(address)
            yield address
        finally:
            server.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_answer(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address + "/dang-nhap/", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the program does not answer")


def chromium() -> str:
    """Where the browser is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "no Chromium: run scripts/system-packages test"
    return found
