"""The ground the other tests stand on: the engine that was asked for, and homes that are nobody else's."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests import postgres
from tests.homes import Home
from tests.structure import measures


@pytest.mark.django_db
def test_the_engine_is_the_one_asked_for_and_answers(engine: str) -> None:
    assert connection.vendor == engine
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_the_home_of_the_tests_is_not_the_users(home: Home) -> None:
    for path in (Path(settings.HOME), home.path):
        assert measures.ROOT not in path.parents


def test_each_home_has_its_own_database(make_home: Callable[..., Home], engine: str) -> None:
    first, second = make_home(), make_home()
    assert first.path != second.path
    assert first.database_url != second.database_url
    assert first.database_url.startswith(engine)


def test_the_program_runs_in_its_home(run_dangvu: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    good, bad = run_dangvu("--help"), run_dangvu("no-such-command")
    assert good.returncode == 0, good.stderr
    assert "figure" in good.stdout
    assert bad.returncode == 2


def test_a_real_server_keeps_what_is_written_and_its_databases_apart(postgres_server: postgres.Server) -> None:
    first, second = postgres_server.create(), postgres_server.create()
    with psycopg.connect(first, autocommit=True) as one:
        one.execute("CREATE TABLE kept AS SELECT 62 AS cells")
    with psycopg.connect(first) as again, psycopg.connect(second) as other:
        assert again.execute("SELECT cells FROM kept").fetchone() == (62,)
        with pytest.raises(psycopg.errors.UndefinedTable):
            other.execute("SELECT cells FROM kept")


def test_a_server_leaves_nothing_behind() -> None:
    server = postgres.Server().start()
    assert server.process is not None
    server.stop()
    assert server.process.poll() is not None
    assert not server.directory.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent's death")
def test_a_server_does_not_outlive_a_killed_run() -> None:
    script = (
        "import os, signal; from tests.postgres import Server; server = Server().start();"
        "print(server.directory, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", script], cwd=measures.ROOT, capture_output=True, text=True)
    directory = Path(killed.stdout.strip())
    assert gone_within(10, directory / "data" / "postmaster.pid")
    shutil.rmtree(directory)


def gone_within(seconds: float, pid_file: Path) -> bool:
    assert pid_file.parent.exists()
    deadline = time.monotonic() + seconds
    while pid_file.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return not pid_file.exists()


def test_the_newest_server_is_taken(tmp_path: Path) -> None:
    for version in ("pginstall9", "pginstall", "pginstall18"):
        (tmp_path / postgres.WHEEL / version / "bin").mkdir(parents=True)
        (tmp_path / postgres.WHEEL / version / "bin" / "initdb").touch()
    assert postgres.wheel_binaries(tmp_path) == tmp_path / postgres.WHEEL / "pginstall18" / "bin"
    assert postgres.wheel_binaries(None) is None
    assert postgres.newest([]) is None
