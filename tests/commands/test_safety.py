"""Backup and restore as an office does them, on both engines: while in use, proved before they replace, refused when tampered with."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.homes import Home

Run = Callable[..., subprocess.CompletedProcess[str]]
FOUNDED = {"on": "2015-01-01", "kind": "organisation_established"}
BOOK: list[dict[str, object]] = [
    {**FOUNDED, "ref": "k", "org": "K", "name": "Đảng bộ K", "org_kind": "grassroots_committee"},
    {**FOUNDED, "ref": "a", "org": "A", "name": "Chi bộ A", "org_kind": "attached_cell", "parent": "K"},
]
TALK = {"kind": "activity", "on": "2020-01-01", "org": "K", "type": "talk"}


def load(run: Run, tmp_path: Path, *lines: dict[str, object]) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    assert run("load", file).returncode == 0


def talks(run: Run) -> int:
    asked = run("figure", "activities_total", "--org", "K", "--from", "2020-01-01", "--to", "2020-12-31", "--json")
    return int(json.loads(asked.stdout)["value"])


def made(run: Run, folder: Path, *words: str) -> Path:
    done = run("backup", folder, "--json", *words)
    assert done.returncode == 0, done.stderr
    return Path(json.loads(done.stdout)["file"])


def rewritten(source: Path, target: Path, change: Callable[[str, bytes], bytes | None], *, honest: bool = False) -> Path:
    """The archive with some of its parts changed; with ``honest`` the list of hashes is made to agree."""
    with tarfile.open(source) as archive:
        parts = {each.name: archive.extractfile(each).read() for each in archive.getmembers()}  # type: ignore[union-attr]
    parts = {name: new for name, raw in parts.items() if (new := change(name, raw)) is not None}
    if honest:
        told = json.loads(parts["manifest.json"])
        told["files"] = {name: hashlib.sha256(raw).hexdigest() for name, raw in parts.items() if name != "manifest.json"}
        parts["manifest.json"] = json.dumps(told).encode()
    with tarfile.open(target, "w:gz") as archive:
        for name, raw in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(raw)
            archive.addfile(entry, io.BytesIO(raw))
    return target


def test_what_was_saved_comes_back_and_what_stood_here_is_kept(run_dangvu: Run, home: Home, tmp_path: Path) -> None:
    load(run_dangvu, tmp_path, *BOOK, {**TALK, "ref": "1"})
    scan = home.path / "papers" / "ab" / "abc"
    scan.parent.mkdir(parents=True)
    scan.write_bytes(b"scan")
    file = made(run_dangvu, tmp_path)
    load(run_dangvu, tmp_path, {**TALK, "ref": "2"}, {**TALK, "ref": "3"})
    scan.unlink()
    assert talks(run_dangvu) == 3
    done = run_dangvu("restore", file, "--yes", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (json.loads(done.stdout)["entries"], talks(run_dangvu), scan.read_bytes()) == (3, 1, b"scan")
    assert run_dangvu("verify").returncode == 0
    load(run_dangvu, tmp_path, {**TALK, "ref": "4"})
    assert talks(run_dangvu) == 2 and list(home.path.glob("before-restore-*")) and not list(home.path.glob("restore-*"))


def test_under_a_password(run_dangvu: Run, tmp_path: Path) -> None:
    load(run_dangvu, tmp_path, *BOOK, {**TALK, "ref": "1"})
    secret, other = tmp_path / "mat-khau", tmp_path / "khac"
    secret.write_text("câu dài khó đoán\n", encoding="utf-8")
    other.write_text("câu khác\n", encoding="utf-8")
    file = made(run_dangvu, tmp_path, "--password-file", str(secret))
    assert file.suffix == ".sealed" and b"talk" not in file.read_bytes()
    for words in ((), ("--password-file", str(other))):
        refused = run_dangvu("restore", file, "--yes", "--json", *words)
        assert refused.returncode == 2 and "mật khẩu" in refused.stdout
    load(run_dangvu, tmp_path, {**TALK, "ref": "2"})
    assert run_dangvu("restore", file, "--yes", "--password-file", secret).returncode == 0 and talks(run_dangvu) == 1


def test_a_tampered_backup_is_refused_and_nothing_changes(run_dangvu: Run, home: Home, tmp_path: Path) -> None:
    load(run_dangvu, tmp_path, *BOOK, {**TALK, "ref": "1"})
    file = made(run_dangvu, tmp_path)
    load(run_dangvu, tmp_path, {**TALK, "ref": "2"})
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(file.read_bytes()[:-200])
    bent = rewritten(
        file, tmp_path / "bent.tar.gz", lambda name, raw: raw[:-1] + bytes([raw[-1] ^ 1]) if name.startswith("dangvu.") else raw
    )
    less = rewritten(file, tmp_path / "less.tar.gz", lambda name, raw: None if name.startswith("keys/") else raw)
    for wrong in (cut, bent, less, tmp_path / "nothing.tar.gz", tmp_path / "lines.jsonl"):
        refused = run_dangvu("restore", wrong, "--yes", "--json")
        assert refused.returncode == 2 and json.loads(refused.stdout)["error"]["message"], wrong
    assert talks(run_dangvu) == 2 and not list(home.path.glob("*restore-*"))


def test_books_changed_inside_a_backup_whose_hashes_were_made_to_agree(run_dangvu: Run, engine: str, tmp_path: Path) -> None:
    if engine != "sqlite":
        pytest.skip("the copy of PostgreSQL is no file one edits")
    load(run_dangvu, tmp_path, *BOOK, {**TALK, "ref": "1"})

    def changed(name: str, raw: bytes) -> bytes:
        if name != "dangvu.sqlite3":
            return raw
        copy = tmp_path / "copy.sqlite3"
        copy.write_bytes(raw)
        with sqlite3.connect(copy) as books:
            for (trigger,) in books.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                books.execute(f"DROP TRIGGER {trigger}")
            books.execute("UPDATE ledger_posting SET quantity = 9 WHERE quantity = 1")
        books.close()
        return copy.read_bytes()

    wrong = rewritten(made(run_dangvu, tmp_path), tmp_path / "wrong.tar.gz", changed, honest=True)
    refused = run_dangvu("restore", wrong, "--yes", "--json")
    assert refused.returncode == 2 and "verify" in refused.stdout and talks(run_dangvu) == 1


def test_where_nothing_can_be_written(run_dangvu: Run, tmp_path: Path) -> None:
    refused = run_dangvu("backup", tmp_path / "usb", "--json")
    assert refused.returncode == 2 and "USB" in refused.stdout
    assert not list(tmp_path.glob("*.part"))


def test_verify_against_an_issued_report(run_dangvu: Run, home: Home, tmp_path: Path) -> None:
    load(run_dangvu, tmp_path, *BOOK, {**TALK, "ref": "1"})
    asked = ("--kind", "monthly", "--org", "K", "--from", "2021-03-01", "--to", "2021-03-31")
    told: dict[str, Any] = json.loads(run_dangvu("report", "create", *asked, "--json").stdout)
    issued = run_dangvu("report", "issue", str(told["id"]), "--json")
    assert issued.returncode == 0, issued.stdout + issued.stderr
    (word,) = (home.path / "files" / "reports").glob("*.docx")
    assert run_dangvu("verify", "--against", word, "--json").returncode == 0
    other = tmp_path / "other.docx"
    other.write_bytes(word.read_bytes() + b"\0")
    changed = run_dangvu("verify", "--against", other, "--json")
    assert changed.returncode == 1 and "không giống từng byte" in changed.stdout
    assert run_dangvu("verify", "--against", "99-BC/X", "--json").returncode == 1
    symbol = json.loads(issued.stdout)["symbol"]
    assert run_dangvu("verify", "--against", symbol, "--json").returncode == 0
    assert run_dangvu("verify", "--head", "3:abc", "--json").returncode == 1


def test_nobody_is_unlocked_who_is_not_there(run_dangvu: Run) -> None:
    refused = run_dangvu("unlock", "khong-co", "--json")
    assert refused.returncode == 2 and "khong-co" in refused.stdout
