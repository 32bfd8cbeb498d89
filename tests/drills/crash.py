"""A load that dies at its first step, another that dies at its second, and so on until one lives; what stood after each is told.

Every process is a fork of this one, which never opens the database itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")
django.setup()

from django.db import connection  # noqa: E402 - the settings come first

from dangvu.exchange.load import load_lines  # noqa: E402
from dangvu.ledger import store  # noqa: E402
from dangvu.ledger.models import Entry  # noqa: E402
from dangvu.ledger.verify import verify  # noqa: E402
from tests.drills.work import more  # noqa: E402

DEAD = 9


def in_a_process(work: Callable[[], object]) -> int:
    """Do something in a fork; how it ended."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def doomed_load(doomed: int) -> None:
    """Load, and be gone at a step as in a power cut: before a statement, around a bulk insert, before or after the commit."""
    left = doomed

    def step() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(DEAD)

    def around(plain: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*words: Any) -> Any:
            step()
            done = plain(*words)
            step()
            return done

        return stepped

    def asked(execute: Callable[..., Any], *words: Any) -> Any:
        step()
        return execute(*words)

    connection.ensure_connection()
    store.Writer.put, store._insert_pages = around(store.Writer.put), around(store._insert_pages)  # type: ignore[method-assign]
    connection._commit = around(connection._commit)
    with connection.execute_wrapper(asked):
        assert not load_lines(more(3), actor="drill").errors


def look() -> None:
    print(json.dumps({"entries": Entry.objects.count(), "findings": [str(each) for each in verify()[0]]}), flush=True)


def next_load(doomed: int) -> None:
    """Tell what the load before left behind, then the next one."""
    if doomed > 1:
        look()
    doomed_load(doomed)


def main() -> None:
    doomed, status = 0, DEAD
    while status == DEAD:
        doomed += 1
        status = in_a_process(partial(next_load, doomed))
    assert status == 0, status
    assert in_a_process(look) == 0


if __name__ == "__main__":
    main()
