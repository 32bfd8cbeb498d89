"""What Windows has not or does otherwise, simulated: modules and calls that are missing there, its consoles, files that are being read.

This is no Windows: file names, services and the console itself are not tried here (docs/install.md says what was).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dangvu.exchange import background
from dangvu.exchange.lake import layout

LACKING = """
import os, signal, sys
for name in ("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "syslog", "readline"):
    sys.modules[name] = None
for name in ("fork", "getuid", "geteuid", "getgid", "chown", "fchmod", "getloadavg", "sched_getaffinity", "statvfs", "killpg"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGHUP", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGQUIT", "SIGCHLD", "SIGKILL", "alarm", "setitimer", "pthread_sigmask"):
    if hasattr(signal, name):
        delattr(signal, name)
"""
"""Standard Python without what only POSIX systems have."""


def started(code: str, home: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    words = [sys.executable, "-c", code]
    return subprocess.run(words, capture_output=True, check=False, env={**os.environ, "DANGVU_HOME": str(home), **env}, timeout=300)


def test_the_program_starts_and_answers_without_what_only_posix_has(tmp_path: Path) -> None:
    run = "import dangvu.commands.serve, dangvu.wsgi, dangvu.urls\nsys.argv = ['dangvu', 'doctor', '--json']\ndangvu.cli.main()"
    done = started(f"{LACKING}\nimport dangvu.cli\n{run}", tmp_path / "nhà của tôi")
    assert done.stdout, done.stderr.decode()
    told = json.loads(done.stdout)
    assert done.returncode in (0, 1) and told, done.stderr.decode()


def test_a_console_of_another_encoding_is_given_vietnamese(tmp_path: Path) -> None:
    words = "import sys\nfrom dangvu.cli import main\nsys.argv = ['dangvu', 'rules', '--on', 'hôm qua']\nmain()"
    done = started(words, tmp_path, PYTHONIOENCODING="cp1252")
    assert done.returncode == 2 and "không phải là ngày" in (done.stderr + done.stdout).decode("utf-8")


def test_even_what_is_said_before_anything_is_set_up(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("not a folder", encoding="utf-8")
    done = started("import dangvu.cli", tmp_path / "tệp", PYTHONIOENCODING="cp1252")
    assert done.returncode == 2 and "Không khởi động được" in done.stderr.decode("utf-8")


def test_a_progress_that_is_being_read_stops_no_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_file", lambda name: tmp_path / f"{name}.json")
    job, real, refusals = background.Job("nhap"), Path.unlink, [1, 2]

    def held(self: Path, *_rest: object, **_names: object) -> None:
        raise PermissionError(13, "being used by another process")

    def held_twice(self: Path, missing_ok: bool = False) -> None:
        if refusals:
            refusals.pop()
            held(self)
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(background, "BEAT", 0.02)
    with monkeypatch.context() as windows:
        windows.setattr(Path, "replace", held)
        job.report(3, 10)
    assert background.progress("nhap") == background.Progress(0, 0)
    job.report(10, 10)
    assert background.progress("nhap").percent == 100
    with monkeypatch.context() as windows:
        windows.setattr(Path, "read_bytes", held)
        assert background.progress("nhap") == background.Progress()
    monkeypatch.setattr(Path, "unlink", held_twice)
    job.end()
    assert not refusals and not background.running("nhap")


def test_a_file_is_brought_to_the_disk_by_a_handle_that_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def opened(path: Path, flags: int) -> int:
        asked.append(flags)
        if path.is_dir():
            raise PermissionError(13, "a folder")
        return real(path, flags)

    real = os.open
    monkeypatch.setattr(layout.os, "open", opened)
    monkeypatch.setattr(layout.os, "name", "nt")
    (tmp_path / "a").write_bytes(b"a")
    layout.settle(tmp_path / "a")
    layout.settle(tmp_path)
    monkeypatch.undo()
    assert asked == [os.O_RDWR, os.O_RDWR]
