"""What each page costs, in statements and bytes, for the seed's committee: ``budgets.toml`` says it, and no page exceeds it by accident."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangvu.handbook import presence
from tests.staff.test_pages import EXPECTED, READERS, WHEN, address, office

__all__ = ["office"]
pytestmark = pytest.mark.django_db
FILE = Path(__file__).parent / "budgets.toml"
ROOM = 1.04
"""Bytes may differ a little: numbers of rows, names, the length of a token."""
HEAD = """# What each page of the office costs for the seed's committee on 22/3/2023: SQL statements and bytes of HTML, asked a second time.
# A page that costs more fails tests/staff/test_budgets.py. If it is meant to cost more, write the file anew and commit the difference:
#
#     DANGVU_BUDGETS=write .venv/bin/python -m pytest --engine=sqlite tests/staff/test_budgets.py
#
# A page that got cheaper fails nothing; the next writing of the file keeps what was won.

"""


def test_no_page_grows_by_accident(office: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    # Its drawing is as long as chance has it: the code is another every half minute.
    monkeypatch.setattr(presence, "code", lambda _meeting, _moment: "37f0a2c-abcdefghijkl")
    found = dict(sorted((name, cost) for name in EXPECTED if (cost := measured(office, name)) is not None))
    if os.environ.get("DANGVU_BUDGETS") == "write":
        lines = (f"{name} = {{ statements = {statements}, bytes = {size} }}\n" for name, (statements, size) in found.items())
        FILE.write_text(HEAD + "".join(lines), encoding="utf-8")
    budgets = tomllib.loads(FILE.read_text("utf-8"))
    assert set(found) == set(budgets), "a page is new or gone: write the budgets anew (see the head of tests/staff/budgets.toml)"
    over = {
        name: f"{statements} statements (budget {budgets[name]['statements']}), {size} bytes (budget {budgets[name]['bytes']})"
        for name, (statements, size) in found.items()
        if statements > budgets[name]["statements"] or size > budgets[name]["bytes"] * ROOM
    }
    assert over == {}, "pages cost more than their budget; mend them, or say so on purpose (see the head of tests/staff/budgets.toml)"


def measured(office: Callable[[str], Client], name: str) -> tuple[int, int] | None:
    """Statements and bytes of an HTML page for the first reader who may open it; None of what is no page."""
    reader = next((each for each, status in zip(READERS, EXPECTED[name][1], strict=True) if status == 200), None)
    if reader is None:
        return None
    browser, path = office(reader), address(name)
    if not browser.get(path, WHEN).headers.get("Content-Type", "").startswith("text/html"):
        return None
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(path, WHEN)
    return len(asked), len(answer.content)
