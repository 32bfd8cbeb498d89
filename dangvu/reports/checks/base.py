"""What a check is: a function over a report and its content that returns findings as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dangvu.figures import remembered
from dangvu.figures import services as figures
from dangvu.reports.content import Asked, Content, Value
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


def query(content: Content) -> figures.Query:
    """The question to the books a report's own days ask."""
    return figures.Query(content.org, content.as_of, content.start, content.end, content.known)


def asked(content: Content, code: str, by: str = "", part: str = "") -> Asked:
    """The address of a figure of the report's own days."""
    return Asked(code, content.org, content.as_of, content.start, content.end, by, part)


def value(content: Content, code: str) -> Value:
    """A figure of the report's own days, whether the report prints it or not."""
    return answer(code, query(content)).value


def answer(code: str, asked: figures.Query) -> figures.Answer:
    """A figure of other days."""
    return remembered.evaluate([code], asked)[code]


def count(content: Content, code: str) -> int:
    """The same as a whole number; 0 when nobody knows."""
    return int(value(content, code) or 0)


def part(content: Content, code: str, by: str, key: str) -> int:
    """One part of a figure of the report's own days; 0 when there is none."""
    return int(remembered.part(code, query(content), by, [key]) or 0)
