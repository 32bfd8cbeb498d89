"""A process that serves looks for cycles seldom, and not among what it began with."""

from __future__ import annotations

import subprocess
import sys

RUN = """
import gc
from dangvu.core import collector
kept = [[n] for n in range(50_000)]
collector.at_rest()
assert gc.get_freeze_count() > 50_000 and gc.get_threshold() == collector.RARELY
looks = []
gc.callbacks.append(lambda phase, told: looks.append(told["generation"]))
made = [[n] for n in range(100_000)]
assert 2 <= len(looks) <= 40 and 2 not in looks, looks
round = []
round.append(round)
del round
assert gc.collect() >= 1
"""


def test_the_collector_looks_seldom_and_not_at_what_was_there() -> None:
    subprocess.run([sys.executable, "-c", RUN], check=True)
