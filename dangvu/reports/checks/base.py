"""What a check is: a function over a report and its content that returns findings as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Final

from dangvu.figures import remembered
from dangvu.figures import services as figures
from dangvu.reports.content import Asked, Content, Value
from dangvu.reports.models import Report
from dangvu.rules import services as rules

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
AFRESH: set[str] = set()
"""Rules of which the state of the book does not tell what they find."""
READINGS: Final = 32
NUMBERS: Final = ("facts", "statement", "targets", "tables", "series")


def check(rule: str, *, afresh: bool = False) -> Callable[[Check], Check]:
    """Register a check under its rule's name.

    ``afresh``: it reads more than the content, the book and the rules (other reports, dossiers, the day), and is asked at every look.
    What the others find is remembered; of the report they are given no more than the content tells.
    """

    def register(function: Check) -> Check:
        CHECKS[rule] = function
        if afresh:
            AFRESH.add(rule)
        return function

    return register


def run_all(report: Report, content: Content) -> list[Finding]:
    """Findings of every check, the gravest first."""
    return run(CHECKS, report, content)


def run(chosen: Iterable[str], report: Report, content: Content) -> list[Finding]:
    """Findings of some checks by their rules, the gravest first."""
    names = tuple(chosen)
    now = (finding for rule in names if rule in AFRESH for finding in CHECKS[rule](report, content))
    found = [*_of_the_book(remembered.state_of(query(content)), Told(content), names, rules.Rulebook()), *now]
    return sorted(found, key=lambda each: (SEVERITIES.index(each.severity), each.rule))


@dataclass(frozen=True, eq=False)
class Told:
    """A content to remember by: equal to another one with the same words and days and the very same numbers."""

    content: Content

    def __hash__(self) -> int:
        return hash((self.content.org, self.content.start, self.content.end, self.content.known))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Told) and all(_alike(each.name, self.content, other.content) for each in fields(Content))


def _alike(name: str, one: Content, other: Content) -> bool:
    mine, theirs = getattr(one, name), getattr(other, name)
    return mine is theirs or (name not in NUMBERS and bool(mine == theirs))


@remembered.kept(READINGS)
def _of_the_book(told: Told, names: tuple[str, ...], _rules: rules.Rulebook) -> tuple[Finding, ...]:
    content = told.content
    report = Report(kind=content.kind, organisation_id=content.org, start=content.start, end=content.end, as_of=content.as_of)
    return tuple(finding for rule in names if rule not in AFRESH for finding in CHECKS[rule](report, content))


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
