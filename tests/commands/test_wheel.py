"""The one wheel: everything the program opens is in it, nothing of the house's own is, and it starts from an empty directory."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.homes import ROOT

OPENED = (".html", ".css", ".js", ".svg", ".docx", ".toml", ".ttf", ".json", ".csv", ".mo", ".pem", ".sql")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the tree as it is, without asking any address."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*words, "--wheel-dir", str(folder), str(ROOT)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_file_the_program_opens_is_inside(wheel: Path) -> None:
    inside = names(wheel)
    files = [file for file in (ROOT / "dangvu").rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    wanted = {file.relative_to(ROOT).as_posix() for file in files if file.suffix in (".py", *OPENED)}
    assert wanted - inside == set()
    case = ROOT / "cases" / "dong-anh"
    assert {f"dangvu/case/{file.relative_to(case).as_posix()}" for file in case.rglob("*.jsonl")} <= inside
    assert not any(name.startswith(("tests/", "bench/", "cases/", "var/")) for name in inside)


def test_the_program_of_the_wheel_starts_from_an_empty_directory(wheel: Path, tmp_path: Path) -> None:
    """Unpacked beside nothing but its dependencies: the source tree is not looked at."""
    place, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    env = {**os.environ, "PYTHONPATH": str(place), "DANGVU_HOME": str(tmp_path / "home")}
    env.pop("DANGVU_DATABASE_URL", None)
    (tmp_path / "home").mkdir(mode=0o700)
    told = "import dangvu, dangvu.commands.demo as demo; print(dangvu.__file__); print(demo.CASE)"
    asked = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'dangvu.settings'; import django; django.setup(); " + told
    done = subprocess.run([sys.executable, "-c", asked], cwd=empty, env=env, capture_output=True, text=True)
    module, case = done.stdout.split()
    assert Path(module).is_relative_to(place) and Path(case) == place / "dangvu" / "case", done.stderr
    looked = subprocess.run(
        [sys.executable, "-m", "dangvu", "doctor", "--port", "9"], cwd=empty, env=env, capture_output=True, encoding="utf-8"
    )
    assert looked.returncode == 0 and list(empty.iterdir()) == []
