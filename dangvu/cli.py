"""The command line. Django is set up here, once, before anything that holds a table is imported."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")
django.setup()

from dangvu.commands.app import app  # noqa: E402 - the commands import models, which need the settings


def main() -> None:
    """Run one command; its exit code is 0 when all is well, 1 when something wrong was found, 2 for bad use."""
    if hasattr(sys.stdout, "reconfigure"):
        # A Windows console has another encoding by default; Vietnamese needs this one.
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    main()
