"""The program as a user runs it: exit codes, JSON, real processes, and a byte flipped behind its back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from tests.homes import ROOT, Home

Run = Callable[..., subprocess.CompletedProcess[str]]
FOUNDED = {"on": "2015-01-01", "kind": "organisation_established"}
BOOK = [
    {**FOUNDED, "ref": "k", "org": "K", "name": "Đảng bộ K", "org_kind": "grassroots_committee"},
    {**FOUNDED, "ref": "a", "org": "A", "name": "Chi bộ A", "org_kind": "attached_cell", "parent": "K"},
    {**FOUNDED, "ref": "b", "org": "B", "name": "Chi bộ B", "org_kind": "attached_cell", "parent": "K"},
    {"kind": "person", "on": "2019-01-01", "ref": "p", "person": "an", "name": "Nguyễn Văn An", "birth": "1970-05-01", "sex": "male"},
]
TALK = {"kind": "activity", "on": "2020-01-01", "org": "K", "type": "talk"}
ENTERS = {"kind": "carried_over", "on": "2020-01-01", "person": "an", "status": "official"}


def write(path: Path, lines: list[dict[str, object]]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return path


def told(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_load_ask_and_prove(run_dangvu: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "book.jsonl", [*BOOK, {**ENTERS, "ref": "m", "org": "A"}])
    assert told(run_dangvu("load", file, "--dry-run", "--json"))["dry_run"] is True
    loaded = run_dangvu("load", file, "--json")
    assert (loaded.returncode, told(loaded)["appended"], told(loaded)["last_entry"]) == (0, 5, 5)
    assert told(run_dangvu("load", file, "--json"))["skipped"] == 5
    asked = told(run_dangvu("figure", "member_total", "--org", "K", "--as-of", "2021-01-01", "--by", "sex", "--rows", "--json"))
    assert (asked["value"], asked["breakdown"], asked["as_of"]) == (1, [{"key": "male", "label": "nam", "value": 1}], "2021-01-01")
    assert [(row["org"], row["person"]) for row in asked["rows"]] == [("A", "an")]  # type: ignore[attr-defined]
    statement = told(run_dangvu("statement", "--org", "K", "--from", "2020-01-01", "--to", "2020-12-31", "--json"))
    assert (statement["opening"], statement["closing"], statement["balances"]) == (0, 1, True)
    assert told(run_dangvu("verify", "--json"))["ok"] is True
    assert run_dangvu("figures", "--json").returncode == 0


def test_every_draft_is_checked_at_night(run_dangvu: Run, tmp_path: Path) -> None:
    run_dangvu("load", write(tmp_path / "book.jsonl", [*BOOK, {**ENTERS, "ref": "m", "org": "A"}]))
    assert told(run_dangvu("report", "check-all", "--json")) == {"reports": []}
    asked = ("--kind", "monthly", "--org", "K", "--from", "2021-03-01", "--to", "2021-03-31")
    assert run_dangvu("report", "create", *asked).returncode == 0
    done = run_dangvu("report", "check-all", "--json")
    (report,) = told(done)["reports"]  # type: ignore[misc]
    assert done.returncode == 1 and "cell_not_empty" in {each["rule"] for each in report["findings"]}


@pytest.fixture(scope="module")
def loaded(make_home: Callable[..., Home], tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the book, for what changes nothing there."""
    made = make_home()
    assert made.run("load", write(tmp_path_factory.mktemp("lines") / "book.jsonl", BOOK)).returncode == 0
    return made


@pytest.mark.parametrize(
    "words",
    [
        ("figure", "nonsense", "--org", "K", "--as-of", "2021-01-01"),
        ("figure", "member_total", "--org", "Z", "--as-of", "2021-01-01"),
        ("figure", "member_total", "--org", "K", "--as-of", "yesterday"),
        ("figure", "admitted", "--org", "K", "--from", "2021-01-01", "--to", "2020-01-01"),
        ("figure", "admitted", "--org", "K", "--from", "2021-01-01"),
        ("figure", "member_total", "--org", "K", "--as-of", "2021-01-01", "--by", "colour"),
        ("statement", "--org", "K", "--from", "2021-01-01", "--to", "2020-01-01"),
        ("load", "nowhere.jsonl"),
        ("report", "verify", "12"),
        ("teleport",),
    ],
)
def test_bad_use_is_a_sentence_and_exit_code_two(loaded: Home, words: tuple[str, ...]) -> None:
    done = loaded.run(*words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr and done.stderr.strip()


def test_the_catalogue_is_told_on_the_first_day_too(make_home: Callable[..., Home]) -> None:
    asked = make_home(new=True).run("figures", "--json")
    assert asked.returncode == 0 and json.loads(asked.stdout), asked.stderr


def test_a_faulty_file_is_exit_code_one(run_dangvu: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "book.jsonl", [*BOOK, {**ENTERS, "ref": "m", "org": "K"}])
    done = run_dangvu("load", file, "--json")
    assert (done.returncode, told(done)["appended"]) == (1, 0)
    assert [(each["line"], each["field"]) for each in told(done)["errors"]] == [(5, "org")]  # type: ignore[attr-defined]


def test_of_two_writers_at_once_one_makes_the_member_and_the_other_is_refused(home: Home, tmp_path: Path) -> None:
    assert home.run("load", write(tmp_path / "book.jsonl", BOOK)).returncode == 0
    files = [write(tmp_path / f"{cell}.jsonl", [{**ENTERS, "ref": cell, "org": cell}]) for cell in "AB"]
    codes = sorted(done.returncode for done in at_once(home, [["load", str(file)] for file in files]))
    assert codes == [0, 1]
    assert told(home.run("figure", "member_total", "--org", "K", "--as-of", "2021-01-01", "--json"))["value"] == 1


def test_many_writers_at_once_leave_no_gap(home: Home, tmp_path: Path) -> None:
    assert home.run("load", write(tmp_path / "book.jsonl", BOOK)).returncode == 0
    files = [
        write(
            tmp_path / f"{n}.jsonl",
            [{"kind": "activity", "on": "2020-01-01", "ref": f"{n}-{m}", "org": "K", "type": "talk"} for m in range(50)],
        )
        for n in range(4)
    ]
    assert [done.returncode for done in at_once(home, [["load", str(file)] for file in files])] == [0] * 4
    proof = told(home.run("verify", "--json"))
    assert (proof["ok"], proof["checked"]) == (True, {"entries": 204, "postings": 206})


def at_once(home: Home, commands: list[list[str]]) -> list[subprocess.CompletedProcess[str]]:
    """Run the program several times at the same time."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "dangvu", *words], cwd=ROOT, env=home.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for words in commands
    ]
    ended = [(each, *each.communicate(timeout=300)) for each in running]
    return [subprocess.CompletedProcess(each.args, each.returncode, out, err) for each, out, err in ended]


def test_a_byte_flipped_in_the_file_is_found(home: Home, tmp_path: Path, engine: str) -> None:
    if engine != "sqlite":
        pytest.skip("PostgreSQL keeps its own files; changed rows are tried in tests/ledger")
    assert home.run("load", write(tmp_path / "book.jsonl", [*BOOK, {**ENTERS, "ref": "m", "org": "A"}])).returncode == 0
    database = home.path / "dangvu.sqlite3"
    raw = database.read_bytes()
    name = "Nguyễn Văn An".encode()
    assert name in raw
    database.write_bytes(raw.replace(name, "Nguyễn Văn Ân".encode()[: len(name)].ljust(len(name), b"?"), 1))
    done = home.run("verify", "--json")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert {each["table"] for each in told(done)["findings"]} & {"orgs_person", "ledger_sealed"}  # type: ignore[attr-defined]


def test_the_reference_is_what_the_registries_say(run_dangvu: Run) -> None:
    assert run_dangvu("reference", "--check").returncode == 0, "run `make reference`"
