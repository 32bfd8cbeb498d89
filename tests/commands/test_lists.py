"""Bringing in a list on the command line: looked at, written, taken back, in a home of its own."""

from __future__ import annotations

import json
from pathlib import Path

import orjson

from tests.cast import book
from tests.exchange.lists import HEADS, HOA, LAM, xlsx
from tests.homes import Home


def test_a_list_is_looked_at_written_and_taken_back(home: Home, tmp_path: Path) -> None:
    lines, file, mapping = tmp_path / "book.jsonl", tmp_path / "ds.xlsx", tmp_path / "cot.json"
    lines.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in book()))
    assert home.run("load", lines).returncode == 0
    an = ("3", "Nguyễn Văn An", "01/05/1970", "Nam", None, None, "Tổ 1", None, None)
    file.write_bytes(xlsx([HEADS, HOA, (*LAM[:6], "Tổ 1", *LAM[7:]), an]))
    mapping.write_bytes(orjson.dumps({"columns": dict(zip("BCDEFGHI", NAMES, strict=True)), "orgs": {"Tổ 1": "A"}}))
    looked = home.run("import", file, "--org", "R", "--dry-run", "--json")
    assert looked.returncode == 1 and json.loads(looked.stdout)["counts"]["error"] == 3
    words = ("import", file, "--org", "R", "--mapping", mapping, "--on", "2021-06-01", "--new", "carried_over")
    waiting = home.run(*words)
    assert waiting.returncode == 1 and "cần đối chiếu" in waiting.stderr
    done = home.run(*words, "--accept-matches", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["state"], told["counts"]["new"], told["counts"]["same"]) == ("written", 2, 1)
    assert counted(home) == 4
    assert home.run("import-undo", str(told["intake"])).returncode == 0 and counted(home) == 2
    assert home.run("import-undo", str(told["intake"])).returncode == 2
    assert home.run("verify").returncode == 0
    assert home.run("import", mapping, "--org", "R").returncode == 2


def test_somebody_new_is_no_opening_balance_where_members_stand(home: Home, tmp_path: Path) -> None:
    lines, file = tmp_path / "book.jsonl", tmp_path / "ds.xlsx"
    told = book()
    file.write_bytes(xlsx([HEADS, HOA]))
    words = ("import", file, "--org", "R", "--on", "2021-06-01", "--dry-run", "--json")
    lines.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in told if each["kind"] == "organisation_established"))
    assert home.run("load", lines).returncode == 0
    first = home.run(*words)
    assert first.returncode == 0 and json.loads(first.stdout)["counts"] == {"new": 1}
    lines.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in told if each["kind"] != "organisation_established"))
    assert home.run("load", lines).returncode == 0
    asked = home.run(*words)
    assert asked.returncode == 1 and "--new" in asked.stderr and json.loads(asked.stdout)["counts"]["error"] == 1
    assert home.run(*words, "--new", "transferred_in").returncode == 0
    assert home.run(*words, "--new", "somebody").returncode == 2


NAMES = ("name", "birth", "sex", "identity_number", "card_number", "org", "admitted_on", "official_on")


def counted(home: Home) -> int:
    return int(json.loads(home.run("figure", "member_total", "--org", "R", "--as-of", "2021-06-30", "--json").stdout)["value"])
