"""A home directory of the program for a test, and the program run in it as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests import started

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Home:
    """A home directory of the program, with the environment in which ``dangvu`` works on it."""

    path: Path
    env: dict[str, str]

    @property
    def database_url(self) -> str:
        """The address of its database, fit for DANGVU_DATABASE_URL."""
        return self.env.get("DANGVU_DATABASE_URL", f"sqlite:///{self.path / 'dangvu.sqlite3'}")

    def run(
        self, *args: str | Path, input: str | None = None, timeout: float = 300, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run ``dangvu`` with these words in this home and return what it said; the caller looks at the exit code.

        With an ``env`` of its own it is a process from its first line; else a fork of one that stands started in this home.
        """
        if env is None:
            return started.run(self.path, self.env, [str(arg) for arg in args], input or "", timeout)
        return subprocess.run(
            [sys.executable, "-m", "dangvu", *map(str, args)],
            cwd=ROOT,
            env={**self.env, **(env or {})},
            input=input if input is not None else "",
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
        )
