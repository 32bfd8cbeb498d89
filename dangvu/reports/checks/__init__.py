"""Checks that run before a report is issued, one module a rule."""

from dangvu.reports.checks import (
    assertions,
    elsewhere,
    empty,
    marks,
    opening,
    parts,
    rates,
    statement,
    targets,
    turns,
    unknown,
)
from dangvu.reports.checks.base import CHECKS, Check, Finding, check, run_all

__all__ = [
    "CHECKS", "Check", "Finding", "assertions", "check", "elsewhere", "empty", "marks", "opening", "parts", "rates",
    "run_all", "statement", "targets", "turns", "unknown",
]  # fmt: skip
