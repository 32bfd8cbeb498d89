"""Checks that run before a report is issued, one module a rule: every module beside this one is read."""

from importlib import import_module
from pkgutil import iter_modules

from dangvu.reports.checks.base import CHECKS, Check, Finding, check, run_all

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["CHECKS", "Check", "Finding", "check", "run_all"]
