"""The collector of cycles in a process that serves."""

from __future__ import annotations

import gc

RARELY = (10_000, 20, 20)
"""New objects before the youngest are looked through, and how often before the older ones are. Python's own (700, 10, 10) looks dozens
of times at what one page makes, and now and then at everything the process remembers: that stopped a page for a third of a second."""


def at_rest() -> None:
    """Take what is there out of the collector's sight, and have it look seldom: pages leave few cycles behind.

    What could be thrown away stays too: the holes it would leave are filled by each process that is forked from here, and a page of the
    system's memory that is written to is no longer shared.
    """
    gc.freeze()
    gc.set_threshold(*RARELY)
    gc.enable()
