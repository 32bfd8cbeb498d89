"""What the house rules are measured with: plain functions from source text to findings, so that each can fail."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dangvu"
Function = ast.FunctionDef | ast.AsyncFunctionDef
# Spelled in pieces, or this file would break the rule that it measures.
MACHINE_PATH = re.compile(r"(?<![\w./~$-])/(?:" + "|".join(("work", "root", "tmp", "home")) + r")/[\w.-]+")
REGISTRY_HOST = re.compile(r"(?:py{}|python{}|npm{}|deb\.debian)\.(?:org|com)".format("pi", "hosted", "js"))
SIGNAL_MODULES = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")
BANNED_FILES = {"utils.py", "helpers.py", "misc.py", "common.py"}


@cache
def house_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    paths = sorted({ROOT / name for name in listed.split("\0") if name})
    return tuple(path for path in paths if path.is_file())


def program_modules() -> list[Path]:
    """The program's own Python files; migrations are written by Django and measured by nobody."""
    return [path for path in house_files() if path.suffix == ".py" and PACKAGE in path.parents and "migrations" not in path.parts]


def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def text_of(path: Path) -> str:
    """The text of a file, or nothing for one that is not text (a picture, a template document)."""
    try:
        return source(path)
    except UnicodeDecodeError:
        return ""


def line_count(text: str) -> int:
    return len(text.splitlines())


def functions(text: str) -> Iterator[Function]:
    """Every function of a module, methods and inner ones too."""
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, Function))


def body_length(function: Function) -> int:
    """Lines from ``def`` to the end, without the docstring."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented and ast.get_docstring(function) else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def median_and_p90(lengths: list[int]) -> tuple[float, float]:
    """The median and the ninetieth percentile of two or more lengths."""
    return statistics.median(lengths), statistics.quantiles(lengths, n=10, method="inclusive")[8]


def imports(tree: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))


def star_imports(text: str) -> list[int]:
    """Lines with ``from … import *``."""
    return [
        node.lineno
        for node in imports(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names)
    ]


def imports_inside_functions(text: str) -> list[int]:
    """Lines with an import inside a function: the usual way round a cycle that should not be there."""
    return sorted({node.lineno for function in functions(text) for node in imports(function)})


def imported_names(text: str) -> Iterator[tuple[int, str]]:
    """Each imported thing by its full name, with its line."""
    for node in imports(ast.parse(text)):
        prefix = f"{node.module or ''}." if isinstance(node, ast.ImportFrom) else ""
        yield from ((node.lineno, prefix + name.name) for name in node.names)


def signals_and_thread_locals(text: str) -> list[int]:
    """Lines that import Django's signals or a thread-local, and lines that use ``threading.local``."""
    taken = [
        line
        for line, name in imported_names(text)
        if f"{name}.".startswith(tuple(f"{module}." for module in SIGNAL_MODULES)) or name == "threading.local"
    ]
    used = [node.lineno for node in ast.walk(ast.parse(text)) if isinstance(node, ast.expr) and is_thread_local(node)]
    return sorted({*taken, *used})


def is_thread_local(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node) == "threading.local"


def machine_traces(text: str) -> list[str]:
    """Paths of somebody's machine and hosts of package registries: neither holds anywhere else."""
    return [match.group() for pattern in (MACHINE_PATH, REGISTRY_HOST) for match in pattern.finditer(text)]


def has_docstring(text: str) -> bool:
    return bool(ast.get_docstring(ast.parse(text)))


def required_packages(text: str) -> set[str]:
    """The names in a requirements file, without versions, extras, comments and options."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return {re.split(r"[\s\[<>=!~;]", line)[0].lower() for line in lines if line and not line.startswith("-")}


def justified_packages(text: str) -> set[str]:
    """The names in the first column of the table of dependencies that have something said in the second."""
    rows = (re.match(r"\|\s*([\w.-]+)\s*\|\s*(\S.*?)\s*\|$", line) for line in text.splitlines())
    return {row.group(1).lower() for row in rows if row} - {"package", "---"}


def packages_with_code(modules: Iterable[Path], package: Path) -> set[str]:
    """First-level packages that hold more than the files Django asks every application for."""
    formal = {"__init__.py", "apps.py"}
    return {path.relative_to(package).parts[0] for path in modules if path.parent != package and path.name not in formal}
