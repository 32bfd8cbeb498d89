"""Files as they come: every bad one is a sentence with its line, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from dangvu.exchange.load import load_file
from dangvu.ledger.models import Entry
from tests.cast import book

pytestmark = pytest.mark.django_db
GOOD = b"\n".join(orjson.dumps(line) for line in book()) + b"\n"

BAD = {
    "cut in the middle": (GOOD[:-20], len(book()), "cắt giữa chừng"),
    "UTF-16": (GOOD.decode().encode("utf-16"), 1, "UTF-16"),
    "UTF-16 without a mark": (GOOD.decode().encode("utf-16-le"), 1, "UTF-16"),
    "a byte-order mark": (b"\xef\xbb\xbf" + GOOD, 1, "BOM"),
    "10 MB in one line": (GOOD + b'{"kind":"person","name":"' + b"x" * 10_000_000 + b'"}\n' + b"{}\n", len(book()) + 1, "dài quá"),
    "no JSON": (GOOD + b"hello\n", len(book()) + 1, "không đúng dạng JSON"),
    "no object": (GOOD + b"[1]\n", len(book()) + 1, "đối tượng JSON"),
    "another encoding": (GOOD + '{"kind":"người"}\n'.encode("utf-16-le").replace(b"\0", b"\xff"), len(book()) + 1, "UTF-8"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_answered_by_a_sentence(name: str, tmp_path: Path) -> None:
    raw, number, words = BAD[name]
    file = tmp_path / "lines.jsonl"
    file.write_bytes(raw)
    report = load_file(file, actor="test")
    assert (report.errors[0].line, words in report.errors[0].message) == (number, True)
    assert not Entry.objects.exists()


def test_what_follows_an_endless_line_is_still_read(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(BAD["10 MB in one line"][0])
    assert [fault.line for fault in load_file(file, actor="test").errors] == [len(book()) + 1, len(book()) + 2]


def test_blank_lines_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(GOOD.replace(b"\n", b"\r\n") + b"\r\n")
    report = load_file(file, actor="test")
    assert (report.errors, report.appended) == ([], len(book()))
