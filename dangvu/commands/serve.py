"""Serving the site: what is said on the command line, and which process serves."""

from __future__ import annotations

import multiprocessing
import os
import sys
from importlib import import_module
from typing import Annotated

import typer
from django.db import connections

from dangvu.commands.ready import ready

SERVER = "dangvu.server"


def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=16, help="Số tiến trình.")] = 1,
) -> None:
    """Phục vụ trang trên máy này."""
    ready()
    if multiprocessing.get_start_method() == "fork":
        # What reads the command line, and what made the database ready, would stay in the memory of each worker.
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()
        words = [sys.executable, "-P", "-m", SERVER, host, str(port), str(workers)]
        os.execv(sys.executable, words)  # noqa: S606 - this very interpreter
    import_module(SERVER).serve(host, port, workers)
