"""Serving the site."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
from collections.abc import Callable
from typing import Annotated, Any

import typer
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils.translation import gettext as _
from granian.constants import Interfaces
from granian.server.mp import MPServer

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.core import allocating, collector, keeper
from dangvu.pages.models import Article
from dangvu.public.middleware import DAILY
from dangvu.staff import rehearsal

THREADS, CONNECTIONS = 8, 80
"""Requests one process works at, and all processes together: each holds a connection, of which PostgreSQL by default gives a hundred."""
CACHE = 2048
"""KiB of the database that a connection of a worker keeps."""


class Forked(MPServer):
    """A server whose first process keeps nothing of the program once the workers are there."""

    def _serve_loop(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        """Become the keeper of the workers; where a process cannot be forked they did not come out of this one, and it waits as it is."""
        if multiprocessing.get_start_method() == "fork":
            fault = _("Một tiến trình phục vụ dừng bất thường; máy chủ dừng theo.")
            keeper.become([each.inner.pid for each in self.wrks], fault, self.main_loop_interrupt.is_set)
        super()._serve_loop(spawn_target, target_loader)


def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=16, help="Số tiến trình.")] = 1,
) -> None:
    """Phục vụ trang trên máy này."""
    # What is thrown away while the program is loaded leaves holes, into which each worker would write for itself.
    gc.disable()
    ready()
    allocating.one_arena()
    _share()
    say.out.print(_("Đang phục vụ tại http://%(host)s:%(port)d/ (dừng bằng Ctrl+C).") % {"host": host, "port": port})
    Forked(
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
    """Have in memory, before workers are forked, what each of them would load for itself: they share it as long as nobody writes to it."""
    # Who reads the news or writes it is also served by what stands in the editor's room; without an article it would only take place.
    for name in (DAILY, *([settings.ROOT_URLCONF] if Article.objects.exists() else [])):
        importlib.import_module(name)
    site = importlib.import_module("dangvu.wsgi").application
    connections.close_all()
    if connection.vendor == "sqlite":
        # Of this memory every thread of every worker has its own; the system keeps the file's pages for all.
        options = connections.settings[DEFAULT_DB_ALIAS]["OPTIONS"]
        options["init_command"] += f" PRAGMA cache_size=-{CACHE};"
    rehearsal.rehearse(site, DAILY)
    connections.close_all()
    collector.at_rest()
