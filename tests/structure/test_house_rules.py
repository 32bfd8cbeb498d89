"""The house rules that can be measured, measured on every file of the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.structure import measures

MOST_LINES, MANY_LINES = 500, 300
MEDIAN_LINES, P90_LINES = 10, 30
# Folders of tests that answer to no single package: they look at the house as a whole.
WHOLE_HOUSE = {"structure", "oracle", "properties", "scenarios", "browser", "cases", "bench", "drills"}
TESTS = measures.ROOT / "tests"
Finder = Callable[[str], list[int]]


def shown(path: Path) -> str:
    return str(path.relative_to(measures.ROOT))


def lengths_of_functions() -> list[tuple[int, str]]:
    return [
        (measures.body_length(function), f"{shown(path)}:{function.lineno} {function.name}")
        for path in measures.program_modules()
        for function in measures.functions(measures.source(path))
    ]


def test_there_is_a_program_to_measure() -> None:
    assert len(measures.program_modules()) > 20
    assert len(lengths_of_functions()) > 50


def test_no_file_is_longer_than_the_very_most() -> None:
    lengths = {shown(path): measures.line_count(measures.source(path)) for path in measures.program_modules()}
    for name, length in lengths.items():
        if length > MANY_LINES:
            print(f"{length} lines, one room or two? {name}")
    assert not {name: length for name, length in lengths.items() if length > MOST_LINES}


def test_functions_are_short() -> None:
    measured = lengths_of_functions()
    median, p90 = measures.median_and_p90([length for length, _ in measured])
    longest = "\n".join(f"{length} {name}" for length, name in sorted(measured, reverse=True)[:10])
    assert median <= MEDIAN_LINES, longest
    assert p90 <= P90_LINES, longest


@pytest.mark.parametrize("find", [measures.star_imports, measures.imports_inside_functions, measures.signals_and_thread_locals])
def test_no_module_imports_what_the_house_forbids(find: Finder) -> None:
    found = {shown(path): find(measures.source(path)) for path in measures.program_modules()}
    assert not {name: lines for name, lines in found.items() if lines}


def test_no_drawer_for_odds_and_ends() -> None:
    assert not [shown(path) for path in measures.program_modules() if path.name in measures.BANNED_FILES]


def test_every_module_says_what_it_is_for() -> None:
    modules = measures.program_modules()
    assert not [shown(path) for path in modules if not measures.has_docstring(measures.source(path))]


def test_no_trace_of_a_machine_or_a_registry() -> None:
    found = {shown(path): measures.machine_traces(measures.text_of(path)) for path in measures.house_files()}
    assert not {name: traces for name, traces in found.items() if traces}


def test_requirements_are_pinned_hashed_and_without_addresses() -> None:
    for name in ("base", "dev"):
        text = measures.source(measures.ROOT / "requirements" / f"{name}.txt")
        locked = measures.required_packages("\n".join(line for line in text.splitlines() if "==" in line))
        asked = measures.required_packages(measures.source(measures.ROOT / "requirements" / f"{name}.in"))
        assert asked <= locked, "run `make lock`"
        assert text.count("--hash=sha256:") >= len(locked)
        assert not [line for line in text.splitlines() if line.startswith("--") or "://" in line]


def test_every_dependency_is_justified_and_no_other() -> None:
    asked = (measures.source(measures.ROOT / "requirements" / f"{name}.in") for name in ("base", "lake", "spark"))
    required = measures.required_packages("\n".join(asked))
    assert required == measures.justified_packages(measures.source(measures.ROOT / "docs" / "dependencies.md"))


def test_tests_mirror_the_program() -> None:
    tested = {path.relative_to(TESTS).parts[0] for path in measures.house_files() if is_test_in_a_folder(path)}
    packages = measures.packages_with_code(measures.program_modules(), measures.PACKAGE)
    assert tested - WHOLE_HOUSE <= packages, "these folders of tests mirror nothing"
    assert packages <= tested, "these packages have no tests"


def is_test_in_a_folder(path: Path) -> bool:
    return path.name.startswith("test_") and TESTS in path.parents and path.parent != TESTS
