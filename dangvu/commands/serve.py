"""Serving the site: what is said on the command line, and which process serves."""

from __future__ import annotations

import multiprocessing
import os
import socket
import sys
from importlib import import_module
from typing import Annotated

import typer
from django.db import connections
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.ready import ready

SERVER = "dangvu.server"


def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=16, help="Số tiến trình.")] = 1,
) -> None:
    """Phục vụ trang trên máy này."""
    _free(host, port)
    ready()
    if multiprocessing.get_start_method() == "fork":
        # What reads the command line, and what made the database ready, would stay in the memory of each worker.
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()
        words = [sys.executable, "-P", "-m", SERVER, host, str(port), str(workers)]
        os.execv(sys.executable, words)  # noqa: S606 - this very interpreter
    import_module(SERVER).serve(host, port, workers)


def _free(host: str, port: int) -> None:
    """Stop with a sentence when nobody can be served there: two servers would share one port, and each get half of the questions."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError:
        message = _(
            "Không phục vụ được ở %(host)s:%(port)d: cổng đang có chương trình khác dùng, hoặc máy không cho dùng địa chỉ ấy. "
            "Nếu Đảng vụ đang chạy ở cửa sổ khác thì cứ dùng; không thì chọn cổng khác bằng --port."
        )
        say.bad_use(message % {"host": host, "port": port})
