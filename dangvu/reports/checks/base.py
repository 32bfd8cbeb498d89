"""What a check is: a function over a report and its content that returns findings as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dangvu.reports.content import Asked, Content
from dangvu.reports.models import Report

SEVERITIES: Final = ("error", "warning", "notice")
"""An error keeps the report from being issued; a warning should be answered; a notice is good to know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found and what to do. ``asked`` opens the rows that prove it; ``entry`` is the record it speaks of."""

    rule: str
    severity: str
    message: str
    remedy: str
    asked: Asked | None = None
    entry: int | None = None


Check = Callable[[Report, Content], Iterable[Finding]]
CHECKS: dict[str, Check] = {}


def check(rule: str) -> Callable[[Check], Check]:
    """Register a check under its rule's name."""

    def register(function: Check) -> Check:
        CHECKS[rule] = function
        return function

    return register


def run_all(report: Report, content: Content) -> list[Finding]:
    """Findings of every check, the gravest first."""
    found = [finding for function in CHECKS.values() for finding in function(report, content)]
    return sorted(found, key=lambda each: (SEVERITIES.index(each.severity), each.rule))


def pairs(content: Content, smaller: str, larger: str) -> Iterator[tuple[str, str]]:
    """Keys of two figures asked for the same days: ``(smaller@term, larger@term)``."""
    for key in content.facts:
        code, at, period = key.partition("@")
        if code == smaller and f"{larger}{at}{period}" in content.facts:
            yield key, f"{larger}{at}{period}"
