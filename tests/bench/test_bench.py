"""The bench's own promises: the same name gives the same lines, the ledger takes them all, and the page tells what was not measured."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from bench import performance
from bench.lines import Line
from bench.movements import Book
from bench.parts import PARTS
from bench.sizes import Size
from dangvu.exchange.load import load_lines

TINY = Size("tiny", 130, 120, 600)


@pytest.mark.django_db
def test_the_same_lines_every_time_and_all_are_taken() -> None:
    made, again = Book(TINY), Book(TINY)
    history, afterwards = list(made.lines()), list(made.afterwards())
    assert (history, afterwards) == (list(again.lines()), list(again.afterwards()))
    kinds = {line["kind"] for line in afterwards}
    assert kinds == {"handbook_registered", "reversal", "organisation_moved", "organisation_absorbed"}
    for lines in (history, afterwards):
        report = load_lines(lines, actor="bench")
        assert report.errors == []
        assert report.appended == len(lines)


def test_a_goal_holds_on_its_own_side_of_the_number() -> None:
    fast, slow = Line("load", 31_000, "lines/s", goal=30_000), Line("page", 31, "ms", goal=30)
    assert (fast.holds, slow.holds, Line("x", 1, "ms").holds) == (True, False, None)
    assert Line("x", 30, "ms", "y", 20).ratio == 1.5


def test_the_page_says_what_was_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(performance, "FOLDER", tmp_path)
    lines = [asdict(Line(f"work {n}", 10 * n, "ms", goal=20)) for n in (1, 3)]
    performance.write({"lists": {"engine": "sqlite", "size": "", "on": "2026-11-26", "machine": {"cores": "2"}, "lines": lines}})
    page = (tmp_path / "performance.md").read_text("utf-8")
    assert "| work 3 | 30.0 ms |  |  | ≤ 20.0 ms | **no** |" in page
    assert page.count("Not measured (`python -m bench ") == len(PARTS) - 1
    assert (tmp_path / "performance-lists.svg").read_text("utf-8").startswith("<svg")
