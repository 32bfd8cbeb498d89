"""Modules that are imported when something of theirs is first used: what draws pages and charts takes seconds and tens of megabytes,
and most requests draw neither."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
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


@contextmanager
def standing_in(others: Mapping[str, Any]) -> Iterator[None]:
    """Within, these pass for the modules of their names that are not imported yet; None: for one that is not installed.

    Whoever needs them later imports the real ones. Call it where a process begins, before there are threads.
    """
    hidden = {name: other for name, other in others.items() if name not in sys.modules}
    sys.modules.update(hidden)
    try:
        yield
    finally:
        for each in hidden:
            del sys.modules[each]


def imported(name: str, *, without: Collection[str] = (), later: Collection[str] = ()) -> ModuleType:
    """A module of a kept library, imported while others that it would like to have pass for not installed, or come at their first use.

    ``later``: it must import them whole (``import a``, ``from a import b`` where b is one of them), not names out of them.
    """
    with standing_in({**dict.fromkeys(without), **{each: lazily(each) for each in later}}), warnings.catch_warnings():
        # Some tell that they miss it.
        warnings.simplefilter("ignore")
        return importlib.import_module(name)


def apart(name: str) -> ModuleType:
    """A module without what its package imports beside it: one country of a library that has two hundred and fifty.

    Raises ModuleNotFoundError.
    """
    package = name.rpartition(".")[0]
    found = importlib.util.find_spec(package)
    bare = ModuleType(package)
    bare.__path__ = list(found.submodule_search_locations or ()) if found else []
    with standing_in({package: bare}):
        return importlib.import_module(name)
