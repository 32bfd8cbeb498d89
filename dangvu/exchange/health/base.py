"""What a check of an installation tells: how one thing is, what was found, what to do."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

GOOD, WARNING, BAD = "good", "warning", "bad"


@dataclass(frozen=True)
class Health:
    """One thing looked at: how it is, what was found, what to do (empty when it is good)."""

    name: str
    state: str
    found: str
    remedy: str = ""


def short(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or [type(problem).__name__])[0][:200]


def good(found: str) -> Health:
    return Health("", GOOD, found)


def warning(found: str, remedy: str) -> Health:
    return Health("", WARNING, found, remedy)


def bad(found: str, remedy: str) -> Health:
    return Health("", BAD, found, remedy)


def table(name: str) -> bool:
    return name in connection.introspection.table_names()


def noted(name: str) -> dict[str, Any] | None:
    """What was noted in the home of the last time something was done; None when it never was, or the note cannot be read."""
    try:
        found: dict[str, Any] = json.loads((settings.HOME / name).read_text(encoding="utf-8"))
        dt.datetime.fromisoformat(found["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found
