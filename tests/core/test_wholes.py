"""Whole numbers as people type them, and key files that are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dangvu.core import key_file
from dangvu.core.wholes import MOST, whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), (" 45.000 ", 45_000), ("1 200 000", 1_200_000), ("45\u00a0000", 45_000), ("007", 7), ("１２", 12), (8, 8),
        ("1.5", None), ("45.00", None), ("1.2000", None), ("1,5", None), ("-3", None), ("3 người", None), ("²", None), ("", None),
        (None, None),
        (str(MOST + 1), None), ("9" * 400, None), ("٣", None), ("1.000 000", None),
    ],
)  # fmt: skip
def test_a_point_stands_between_thousands_and_nowhere_else(text: object, number: int | None) -> None:
    assert whole(text) == number


def test_bounds_are_part_of_the_question() -> None:
    assert (whole("5", 1, 9), whole("0", 1, 9), whole("10", 1, 9)) == (5, None, None)


def test_a_key_is_made_once_and_the_first_one_holds(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "some.key"
    assert key_file.kept(path, lambda: b"one") == b"one" == key_file.kept(path, lambda: b"two")
    key_file.create(path, b"three")
    assert path.read_bytes() == b"one" and [each.name for each in path.parent.iterdir()] == ["some.key"]
    assert os.name == "nt" or path.stat().st_mode & 0o077 == 0


def test_a_disk_without_hard_links_keeps_keys_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_names: object) -> None:
        raise OSError("not here")

    monkeypatch.setattr(os, "link", refused)
    assert key_file.kept(tmp_path / "a.key", lambda: b"one") == b"one" == key_file.kept(tmp_path / "a.key", lambda: b"two")
    assert [each.name for each in tmp_path.iterdir()] == ["a.key"]
