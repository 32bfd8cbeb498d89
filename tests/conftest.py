"""What every test may use: the engine under test, a home of its own, and the program run as a user runs it.

The engine is started as soon as this file is read, because any conftest below may import a model, and models read the
settings. Nothing here ever touches ``var/``.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests import postgres
from tests.homes import ROOT, Home

ENGINES = ("sqlite", "postgresql")
LONG = (
    "staff/test_pages.py", "commands/test_safety.py", "reports/test_review.py", "commands/test_care.py", "staff/test_languages.py",
    "privacy/test_erasure.py", "drills/test_faults.py", "drills/test_servers.py", "staff/test_writes.py", "staff/test_files.py",
    "staff/test_budgets.py", "figures/test_packed.py", "figures/test_parts_and_rows.py", "exchange/test_export.py",
    "public/test_addresses.py",
)  # fmt: skip
"""Files of tests that take half a minute and more."""
# A developer wants an answer soon; the build gives the same verdict for the same code; "long" is for a night (--hypothesis-profile=long).
PASSED_OVER = (hypothesis.HealthCheck.filter_too_much, hypothesis.HealthCheck.too_slow)
hypothesis.settings.register_profile("dev", max_examples=3, deadline=None, suppress_health_check=PASSED_OVER)
hypothesis.settings.register_profile(
    "ci", max_examples=3, deadline=None, suppress_health_check=PASSED_OVER, derandomize=True, print_blob=True
)
hypothesis.settings.register_profile("long", max_examples=500, deadline=None, suppress_health_check=PASSED_OVER)


@dataclass
class Under:
    """The engine of this run: its name, its server (PostgreSQL only), and the home of the tests in this process."""

    engine: str = ""
    server: postgres.Server | None = None
    home: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="dangvu-home-")))

    def start(self, engine: str) -> None:
        """Point the program at a fresh home on ``engine`` and let Django read its settings."""
        self.engine = engine
        os.environ["DANGVU_HOME"] = str(self.home)
        os.environ.pop("DANGVU_DATABASE_URL", None)
        if engine == "postgresql":
            self.server = postgres.Server().start()
            os.environ["DANGVU_DATABASE_URL"] = self.server.create("dangvu")
        os.environ["DJANGO_SETTINGS_MODULE"] = "dangvu.settings"
        django.setup()
        # A password takes a third of a second of both cores to hash, which is its purpose; invented ones need not.
        Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 64, 1

    def stop(self) -> None:
        """Stop the server and remove the home."""
        if self.server is not None:
            self.server.stop()
            self.server = None
        shutil.rmtree(self.home, ignore_errors=True)


UNDER = Under()


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Add ``--engine``, and start that engine at once."""
    if settings.configured or os.environ.get("DJANGO_SETTINGS_MODULE"):
        raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: the tests choose the settings after the engine is up.")
    parser.addoption("--engine", choices=ENGINES, default="sqlite", help="database under test (default: sqlite)")
    config = pluginmanager.get_plugin("pytestconfig")
    assert isinstance(config, pytest.Config)
    asked = parser.parse_known_args(list(config.invocation_params.args))
    if getattr(asked, "numprocesses", None) and "PYTEST_XDIST_WORKER" not in os.environ:
        # Each worker starts an engine and a home of its own; who hands the tests out only has to be able to read the models.
        UNDER.start("sqlite")
        UNDER.engine = asked.engine
        for name in ("DJANGO_SETTINGS_MODULE", "DANGVU_HOME"):
            os.environ.pop(name)
        return
    try:
        UNDER.start(asked.engine)
    except postgres.NoServer as error:
        raise pytest.UsageError(str(error)) from error


def pytest_configure(config: pytest.Config) -> None:
    """Refuse an engine named where it was not seen in time (PYTEST_ADDOPTS); choose how long properties are tried."""
    if config.getoption("engine") != UNDER.engine:
        raise pytest.UsageError("Give --engine on the command line.")
    if not config.getoption("--hypothesis-profile", None):
        hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first: who begins one of them last keeps the other worker waiting for minutes."""
    items.sort(key=lambda item: not str(item.path).replace(os.sep, "/").endswith(LONG))


def pytest_unconfigure() -> None:
    UNDER.stop()


def pytest_report_header() -> str:
    return f"engine under test: {UNDER.engine}"


@pytest.fixture(autouse=True)
def _shared_keys_stay() -> Iterator[None]:
    """A test that throws keys away works in a home of its own: without them no other could read the files of the shared one."""
    keys = UNDER.home / "keys" / "values.json"
    before = keys.read_bytes() if keys.exists() else None
    yield
    assert before is None or keys.read_bytes() == before, "this test changed the keys all tests share"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """On SQLite the tests' tables are laid down as a new book's are; what the file does not hold yet is then migrated as always."""
    if UNDER.engine != "sqlite":
        yield
        return
    # Where Django makes the tests' database. It is there as long as somebody holds it open.
    held = sqlite3.connect("file:memorydb_default?mode=memory&cache=shared", uri=True)
    held.executescript((ROOT / "dangvu" / "exchange" / "new_book.sql").read_text(encoding="utf-8"))
    yield
    held.close()


@pytest.fixture(scope="session")
def engine() -> str:
    """The engine under test: ``sqlite`` or ``postgresql``."""
    return UNDER.engine


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server whatever the engine under test: for tests that hold two engines side by side."""
    if UNDER.server is not None:
        yield UNDER.server
        return
    server = postgres.Server().start()
    yield server
    server.stop()


def home_at(path: Path, database_url: str) -> Home:
    """The program's environment for a home directory and, on PostgreSQL, the address of its database."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DANGVU_", "DJANGO_"))}
    # The program is started many hundred times: what it was compiled to is kept between.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    if UNDER.server:
        env["DANGVU_PG_BIN"] = str(UNDER.server.binaries)
    env |= {"DANGVU_HOME": str(path), "PYTHONUTF8": "1", "COLUMNS": "200", "NO_COLOR": "1"}
    return Home(path, env | ({"DANGVU_DATABASE_URL": database_url} if database_url else {}))


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose tables are made and empty: the others are copies of it, for making the tables takes seconds."""
    made = home_at(tmp_path_factory.mktemp("pattern"), UNDER.server.create("pattern") if UNDER.server else "")
    done = made.run("upgrade")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="session")
def make_home(pattern: Home, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Home]:
    """Make further homes: ``make_home()`` on the engine under test, ``make_home(url)`` on a database of one's own.

    ``make_home(new=True)`` has no tables yet, as on a user's first day.
    """

    def make(database_url: str = "", *, new: bool = False) -> Home:
        path = tmp_path_factory.mktemp("home")
        if database_url:
            return home_at(path, database_url)
        if UNDER.server:
            return home_at(path, UNDER.server.create(pattern="" if new else "pattern"))
        if not new:
            shutil.copy2(pattern.path / "dangvu.sqlite3", path)
        return home_at(path, "")

    return make


@pytest.fixture
def home(make_home: Callable[..., Home]) -> Home:
    """An empty home of this test's own, on the engine under test."""
    return make_home()


@pytest.fixture
def run_dangvu(home: Home) -> Callable[..., subprocess.CompletedProcess[str]]:
    """``run_dangvu("figures", "--json")``: the program as a user runs it, in this test's home."""
    return home.run
