"""A home that is thrown away, with the program set up in it: to be imported before anything of the program.

BENCH_ENGINE=postgresql gives it a PostgreSQL server of its own instead of SQLite.
"""

from __future__ import annotations

import atexit
import os
import tempfile
from pathlib import Path

import django

from tests.postgres import Server

_HOME = tempfile.TemporaryDirectory(prefix="dangvu-bench-")
PATH = Path(_HOME.name)
os.environ["DANGVU_HOME"] = _HOME.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")
if os.environ.get("BENCH_ENGINE") == "postgresql":
    _server = Server().start()
    atexit.register(_server.stop)
    os.environ["DANGVU_DATABASE_URL"] = _server.create()
django.setup()
