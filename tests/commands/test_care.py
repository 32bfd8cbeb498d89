"""Doctor and upgrade as a user runs them: what is wrong is said with what to do; nothing is changed without a copy of what was there."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dangvu.exchange import health
from tests.commands.test_safety import BOOK, load
from tests.homes import Home

Run = Callable[..., subprocess.CompletedProcess[str]]


def told(home: Home, *words: str, env: dict[str, str] | None = None) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    done = home.run("doctor", "--json", "--port", "9", *words, env=env)
    found: dict[str, list[dict[str, Any]]] = {}
    for each in json.loads(done.stdout)["checks"]:
        found.setdefault(each["name"], []).append(each)
    return done.returncode, found


def states(found: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    worst = [health.GOOD, health.WARNING, health.BAD]
    return {name: max((each["state"] for each in some), key=worst.index) for name, some in found.items()}


def test_a_fresh_home_is_healthy_and_keys_that_others_can_read_are_not(home: Home) -> None:
    code, found = told(home)
    assert code == 0, found
    assert "bad" not in states(found).values() and len(found) == 14
    assert all(each["remedy"] for some in found.values() for each in some if each["state"] != "good")
    if os.name == "posix":
        (home.path / "keys" / "secret.key").chmod(0o644)
        code, found = told(home)
        assert code == 1 and "chmod 600" in found["Khóa bảo vệ"][0]["remedy"]


def test_what_was_done_is_remembered(home: Home, tmp_path: Path) -> None:
    load(home.run, tmp_path, *BOOK)
    assert home.run("backup", tmp_path).returncode == 0 and home.run("verify").returncode == 0
    _code, found = told(home)
    assert states(found)["Bản sao lưu"] == states(found)["Kiểm chứng sổ"] == "good"
    long_ago = {"at": "2020-01-01T00:00:00+00:00", "entries": 1}
    (home.path / "last-backup.json").write_text(json.dumps(long_ago), encoding="utf-8")
    (home.path / "last-verify.json").write_text(json.dumps({**long_ago, "findings": 2}), encoding="utf-8")
    done = home.run("doctor", "--port", "9")
    assert done.returncode == 1 and "Sao lưu ngay" in done.stdout and "2 chỗ sai" in done.stdout and "→" in done.stdout


def test_an_address_open_to_others_without_https_and_a_database_that_is_away(home: Home) -> None:
    away = "postgresql://nobody@127.0.0.1:9/none?connect_timeout=2"
    code, found = told(home, env={"DANGVU_HOSTS": "dangvu.example.vn", "DANGVU_DATABASE_URL": away})
    assert code == 1 and "https" in found["Địa chỉ trang"][0]["found"]
    assert states(found)["Cơ sở dữ liệu"] == "bad" and "DANGVU_DATABASE_URL" in found["Cơ sở dữ liệu"][0]["remedy"]


def test_bad_settings_are_a_sentence_and_no_trace(home: Home) -> None:
    done = home.run("doctor", env={"DANGVU_HTTPS": "perhaps"})
    assert done.returncode == 2 and "DANGVU_HTTPS" in done.stderr and "Traceback" not in done.stderr


def steps_of(home: Home, *statements: str) -> None:
    """Change what the database says of the steps it has taken, as an older or a newer program would have left it."""
    with sqlite3.connect(home.path / "dangvu.sqlite3") as database:
        for statement in statements:
            database.execute(statement)


OLDER = ("DELETE FROM django_migrations WHERE app = 'quality'", "DROP TABLE quality_apart")
NEWER = "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_of_tomorrow', '2030-01-01')"


def test_an_upgrade_keeps_what_was_there_before(home: Home, tmp_path: Path) -> None:
    if "DANGVU_DATABASE_URL" in home.env:
        pytest.skip("one engine is enough: the steps are Django's, and backups of the other are tested elsewhere")
    load(home.run, tmp_path, *BOOK)
    steps_of(home, *OLDER)
    (home.path / "backups").write_text("no folder", encoding="utf-8")
    stopped = home.run("verify")
    assert stopped.returncode == 2 and "sao lưu" in stopped.stderr, "nothing is changed that could not be kept"
    (home.path / "backups").unlink()
    done = home.run("upgrade", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0 and answer["steps"] == ["quality.0001_apart"] and Path(answer["backup"]).is_file()
    steps_of(home, *OLDER)
    used = home.run("verify")
    assert used.returncode == 0 and "nâng cấp" in used.stderr, "any command that needs the tables brings them up, after a backup"
    assert len(list((home.path / "backups").glob("*.tar.gz"))) == 2
    steps_of(home, NEWER)
    assert states(told(home)[1])["Phiên bản dữ liệu"] == "bad"
    refused = home.run("upgrade")
    assert refused.returncode == 2 and "mới hơn" in refused.stderr
