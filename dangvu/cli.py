"""The command line. Django is set up here, once, before anything that holds a table is imported."""

import gc
import os
import sys

import django
import typer
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")
try:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Windows console, or a pipe on it, has another encoding by default; Vietnamese needs this one, the first sentence too.
            stream.reconfigure(encoding="utf-8")
    # Nothing that is made while the program starts is ever thrown away: looking for garbage meanwhile costs a fifth of the start.
    gc.disable()
    django.setup()
except (ImproperlyConfigured, OSError) as problem:
    # Nothing is set up yet, no language either: said as it is.
    sys.stderr.write(f"Không khởi động được: {problem}\nHãy kiểm tra DANGVU_HOME (ghi được không) và các biến DANGVU_…\n")
    sys.exit(2)

from django.db import InterfaceError, OperationalError, connections

from dangvu.commands.app import app
from dangvu.commands.ready import unreachable


def main() -> None:
    """Run one command; its exit code is 0 when all is well, 1 when something wrong was found, 2 for bad use."""
    # Nor is it looked through while the command works, or at the end. What a command opened is therefore closed by name.
    gc.freeze()
    gc.enable()
    try:
        app()
    except (OperationalError, InterfaceError) as problem:
        try:
            unreachable(problem, "--json" in sys.argv)
        except typer.Exit as told:
            sys.exit(told.exit_code)
    finally:
        connections.close_all()


if __name__ == "__main__":
    main()
