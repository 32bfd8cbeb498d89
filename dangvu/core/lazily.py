"""Modules that are imported when something of theirs is first used: what draws pages and charts takes seconds and tens of megabytes,
and most requests draw neither."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any


class Later(ModuleType):
    """Stands for a module. Importing takes the interpreter's own lock, so two threads that use it first at once both find it whole."""

    def __getattr__(self, name: str) -> Any:
        found = getattr(importlib.import_module(self.__name__), name)
        setattr(self, name, found)
        return found


def lazily(name: str) -> Later:
    """The module, imported at its first use; what is wrong with it is raised there (``trouble`` tells it before)."""
    return Later(name)


def trouble(name: str) -> str:
    """Why a module that is installed cannot be used on this machine, for want of libraries of the system; empty when it can."""
    try:
        importlib.import_module(name)
    except OSError as problem:
        return str(problem)
    return ""
