"""Each measure of a house rule finds a breach when there is one, and only then."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.structure import measures

LATE_IMPORT = "import os\n\ndef f():\n    if True:\n        import json\n"
DOCUMENTED = 'def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n    return a\n'


@pytest.mark.parametrize(
    ("find", "text", "lines"),
    [
        (measures.star_imports, "import os\nfrom os.path import *\n", [2]),
        (measures.star_imports, "from os import path\n", []),
        (measures.imports_inside_functions, LATE_IMPORT, [5]),
        (measures.imports_inside_functions, "class C:\n    async def f(self):\n        from os import path\n", [3]),
        (measures.imports_inside_functions, "import os\nif True:\n    import json\n", []),
        (measures.signals_and_thread_locals, "from django.db.models.signals import post_save\n", [1]),
        (measures.signals_and_thread_locals, "from django.db.models import signals\n", [1]),
        (measures.signals_and_thread_locals, "import os\nfrom django.dispatch import receiver\n", [2]),
        (measures.signals_and_thread_locals, "from threading import local\n", [1]),
        (measures.signals_and_thread_locals, "import threading\nstate = threading.local()\n", [2]),
        (measures.signals_and_thread_locals, "import threading\nfrom django.db import models\n", []),
    ],
)
def test_forbidden_lines_are_found(find: object, text: str, lines: list[int]) -> None:
    assert callable(find)
    assert find(text) == lines


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("def f():\n    return 1\n", 2),
        (DOCUMENTED, 3),
        ("@decorated\ndef f(\n    a,\n):\n    return a\n", 4),
        ("async def f():\n    'one line'\n    return 1\n", 2),
    ],
)
def test_length_of_a_function_leaves_out_its_docstring(text: str, length: int) -> None:
    assert [measures.body_length(function) for function in measures.functions(text)] == [length]


def test_inner_functions_and_methods_are_measured_too() -> None:
    text = "class C:\n    def a(self):\n        def b():\n            pass\n        return b\n"
    assert sorted(function.name for function in measures.functions(text)) == ["a", "b"]


def test_long_functions_move_the_percentiles() -> None:
    assert measures.median_and_p90([5] * 19 + [90]) == (5, 5)
    assert measures.median_and_p90([5] * 8 + [31] * 2) == (5, 31)
    assert measures.median_and_p90([11, 11, 11])[0] == 11


@pytest.mark.parametrize(
    "trace",
    [
        "/" + "work/main/dangvu",
        "/" + "root/x",
        "/" + "home/clerk/book",
        "'/" + "tmp/out.docx'",
        "https://files.python" + "hosted.org/packages",
        "registry.npm" + "js.org",
    ],
)
def test_traces_of_a_machine_are_found(trace: str) -> None:
    assert measures.machine_traces(f"see {trace} for more\n")


@pytest.mark.parametrize("text", ["a/home/b", "https://example.vn/home/page", "/workers/1", "<a href='/home/'>", "docs/tmp/x"])
def test_ordinary_addresses_are_no_traces(text: str) -> None:
    assert not measures.machine_traces(text)


def test_a_module_without_a_docstring_is_found() -> None:
    assert measures.has_docstring('"""What for."""\n')
    assert not measures.has_docstring("# a comment is not enough\nimport os\n")


def test_packages_asked_for_and_justified() -> None:
    assert measures.required_packages("# why\n-r base.in\nDjango>=5.2,<5.3\npsycopg[binary]\nrich # tables\n") == {
        "django",
        "psycopg",
        "rich",
    }
    table = "| package | why |\n|---|---|\n| rich | Tables. |\n| typer |  |\n"
    assert measures.justified_packages(table) == {"rich"}


def test_a_package_of_formalities_needs_no_tests() -> None:
    package = Path("dangvu")
    paths = [package / "urls.py", package / "a" / "__init__.py", package / "a" / "apps.py", package / "b" / "models.py"]
    assert measures.packages_with_code(paths, package) == {"b"}


def test_threading_local_is_told_from_other_attributes() -> None:
    assert measures.is_thread_local(ast.parse("threading.local", mode="eval").body)
    assert not measures.is_thread_local(ast.parse("settings.local", mode="eval").body)
