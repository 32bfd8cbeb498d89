"""The lake as a user works with it: written, asked in the place of the books, and refused with a sentence."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.commands.test_cli import BOOK, ENTERS, told, write

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_lake_is_written_asked_and_proved(run_dangvu: Run, tmp_path: Path) -> None:
    lake, out = tmp_path / "tỉnh", tmp_path / "all.csv"
    run_dangvu("load", write(tmp_path / "book.jsonl", [*BOOK, {**ENTERS, "ref": "m", "org": "A"}]))
    assert told(run_dangvu("lake", "export", lake, "--leave-out", "religion", "--json"))["entries"] == 5
    asked = ("figure", "member_total", "--org", "K", "--as-of", "2021-01-01", "--by", "sex", "--rows", "--json")
    live, found = told(run_dangvu(*asked)), told(run_dangvu(*asked, "--lake", lake))
    (row,) = found.pop("rows")  # type: ignore[misc]
    assert (row["org"], row["name"], row["entry"]) == ("A", None, 5)
    live.pop("rows")
    assert found == live
    refused = run_dangvu("figure", "member_by_religion", "--org", "K", "--as-of", "2021-01-01", "--lake", lake)
    assert refused.returncode == 2
    assert "tôn giáo" in refused.stderr
    assert told(run_dangvu("lake", "table", "member_total", "cell_count", "--as-of", "2021-01-01", "--lake", lake, "--out", out, "--json"))
    with out.open(encoding="utf-8-sig") as stream:
        assert list(csv.reader(stream)) == [
            ["org", "name", "member_total", "cell_count"],
            ["K", "Đảng bộ K", "1", "2"],
            ["A", "Chi bộ A", "1", "1"],
            ["B", "Chi bộ B", "0", "1"],
        ]
    assert told(run_dangvu("lake", "append", lake, "--json"))["new"] == 0
    assert run_dangvu("lake", "verify", lake).returncode == 0
    next(lake.glob("account-*")).unlink()
    assert run_dangvu("lake", "verify", lake).returncode == 1


def test_what_is_no_lake_is_said(run_dangvu: Run, tmp_path: Path) -> None:
    for words in (
        ("figure", "member_total", "--org", "K", "--lake", tmp_path),
        ("figure", "member_total", "--org", "K", "--spark", "local[1]"),
        ("lake", "append", tmp_path),
    ):
        done = run_dangvu(*words, "--json")
        assert done.returncode == 2, done.stdout
        assert told(done)["error"]["message"]  # type: ignore[index]
