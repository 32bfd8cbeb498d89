"""Serving the site."""

from __future__ import annotations

import importlib
from typing import Annotated

import typer
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils.translation import gettext as _
from granian.constants import Interfaces
from granian.server import Server

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.core import collector

THREADS, CONNECTIONS = 8, 80
"""Requests one process works at, and all processes together: each holds a connection, of which PostgreSQL by default gives a hundred."""
CACHE = 8192
"""KiB of the database that a connection of a worker keeps."""


def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=16, help="Số tiến trình.")] = 1,
) -> None:
    """Phục vụ trang trên máy này."""
    ready()
    _share()
    say.out.print(_("Đang phục vụ tại http://%(host)s:%(port)d/ (dừng bằng Ctrl+C).") % {"host": host, "port": port})
    Server(
        "dangvu.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # More at once would only wait for each other; who comes later waits in line, and nobody is turned away by the database.
        blocking_threads=min(THREADS, CONNECTIONS // workers),
        websockets=False,
        log_access=False,
    ).serve()


def _share() -> None:
    """Have in memory, before workers are forked, what each of them would load for itself: they share it as long as nobody writes to it.

    The collector of cycles writes to all it looks at, so what is there now is taken out of its sight.
    """
    for name in ("dangvu.wsgi", settings.ROOT_URLCONF):
        importlib.import_module(name)
    connections.close_all()
    if connection.vendor == "sqlite":
        # Of this memory every thread of every worker has its own; the system keeps the file's pages for all.
        options = connections.settings[DEFAULT_DB_ALIAS]["OPTIONS"]
        options["init_command"] += f" PRAGMA cache_size=-{CACHE};"
    collector.at_rest()
