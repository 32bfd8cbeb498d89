"""The program, started once for a home and forked for each of its commands: a start takes seconds, and a test gives ten commands.

A fork is what the started program is in the moment before it reads its first word: set up, nothing opened. ``python -m tests.started`` is
the started program; ``run`` gives it words. A command that changed what is read at the start ends it; so does the end of who started it.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = 2
"""Homes whose program stays started: tests use one home after another."""
CHANGES_ITS_START = ("restore",)
_started: dict[Path, Started] = {}


@dataclass(frozen=True)
class Started:
    """A started program: its process, and the pipes words go to it and exit codes come back by."""

    process: subprocess.Popen[bytes]
    words: int
    codes: int

    def end(self) -> None:
        os.close(self.words)
        os.close(self.codes)
        self.process.wait(30)


def run(home: Path, env: Mapping[str, str], words: Sequence[str], given: str, timeout: float) -> subprocess.CompletedProcess[str]:
    """Run one command in a home and return what it said. Raises TimeoutExpired as ``subprocess.run`` does."""
    one = _of(home, env)
    with tempfile.TemporaryDirectory(prefix="dangvu-said-") as folder:
        places = [Path(folder) / name for name in ("in", "out", "err")]
        places[0].write_text(given, encoding="utf-8")
        os.write(one.words, json.dumps({"words": list(words), "places": [str(place) for place in places]}).encode() + b"\n")
        if not select.select([one.codes], [], [], timeout)[0]:
            _started.pop(home).process.kill()
            raise subprocess.TimeoutExpired(list(words), timeout)
        code = int(os.read(one.codes, 16).split()[0])
        out, err = (place.read_text(encoding="utf-8") for place in places[1:])
    if words and words[0] in CHANGES_ITS_START and code == 0:
        _started.pop(home).end()
    return subprocess.CompletedProcess(["dangvu", *words], code, out, err)


def _of(home: Path, env: Mapping[str, str]) -> Started:
    if home not in _started:
        while len(_started) >= KEPT:
            _started.pop(next(iter(_started))).end()
        _started[home] = _start(env)
    return _started[home]


def _start(env: Mapping[str, str]) -> Started:
    theirs, words = os.pipe()
    codes, told = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.started", str(theirs), str(told)], cwd=ROOT, env=dict(env), pass_fds=(theirs, told)
    )
    os.close(theirs)
    os.close(told)
    return Started(process, words, codes)


def serve(words: int, codes: int, main: Callable[[], None]) -> None:
    """Fork for every line of ``words`` and run its command there; the exit code goes to ``codes``."""
    asked = os.fdopen(words, "rb", buffering=0)
    while line := asked.readline():
        child = os.fork()
        if child == 0:
            told = json.loads(line)
            _instead(told["places"])
            asked.close()
            os.close(codes)
            sys.argv = ["dangvu", *told["words"]]
            os._exit(_code(main))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with suppress(BrokenPipeError):
            os.write(codes, f"{status}\n".encode())


def _code(main: Callable[[], None]) -> int:
    """Run and say how it ended, as the interpreter does; what is left to take apart goes with the process."""
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else int(code is not None)


def _instead(places: Sequence[str]) -> None:
    """Read from and write to these files instead of the standard places."""
    for number, place in enumerate(places):
        opened = os.open(place, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(opened, number)
        os.close(opened)


if __name__ == "__main__":
    # Only the started program has this start behind it, and every command's module.
    from dangvu import cli
    from dangvu.commands.app import COMMANDS

    for place in COMMANDS.values():
        import_module(f"dangvu.commands.{place.split('.')[0]}")
    serve(int(sys.argv[1]), int(sys.argv[2]), cli.main)
