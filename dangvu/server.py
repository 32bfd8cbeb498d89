"""The program that serves the site: `python -m dangvu.server HOST PORT WORKERS`, which is what `dangvu serve` becomes.

The command line's own libraries (typer, pydantic, rich) are not in it: 8 MiB. Who calls it has made the database ready.
"""

import gc
import importlib
import multiprocessing
import os
import sys
from collections.abc import Callable
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils.translation import gettext as _
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from dangvu.core import allocating, collector, keeper

if multiprocessing.get_start_method() == "fork":
    keeper.hold()
if not apps.ready:
    # What is thrown away while the program is loaded leaves holes, into which each worker would write for itself.
    gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")
    django.setup()

from dangvu.pages.models import Article
from dangvu.public.middleware import DAILY
from dangvu.staff import rehearsal

THREADS, CONNECTIONS = 8, 80
"""Requests one process works at, and all processes together: each holds a connection, of which PostgreSQL by default gives a hundred."""
CACHE = 1024
"""KiB of the database that a connection of a worker keeps."""


class Forked(MPServer):
    """A server whose first process keeps nothing of the program once the workers are there."""

    def _serve_loop(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        """Become the keeper of the workers; where a process cannot be forked they did not come out of this one, and it waits as it is."""
        if multiprocessing.get_start_method() == "fork":
            fault = _("Một tiến trình phục vụ dừng bất thường; máy chủ dừng theo.")
            keeper.become([each.inner.pid for each in self.wrks], fault)
        super()._serve_loop(spawn_target, target_loader)


def serve(host: str, port: int, workers: int) -> None:
    """Serve until told to end."""
    allocating.one_arena()
    _share()
    sys.stdout.write(_("Đang phục vụ tại http://%(host)s:%(port)d/ (dừng bằng Ctrl+C).") % {"host": host, "port": port} + "\n")
    sys.stdout.flush()
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
        # What is well is said above, in the user's language.
        log_level=LogLevels.error,
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


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
