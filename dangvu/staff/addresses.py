"""Links that keep what one is looking at: organisation, day, knowledge and period stay in the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.urls import get_script_prefix, reverse

# A link to one of these stands for itself: the organisation it names in its path replaces the one carried along.
NAMES_ITS_ORGANISATION = frozenset({"staff:organisation"})
PLAIN = re.compile(r"[A-Za-z0-9_.~-]*")
"""What stands in an address as it is: most values are a day, a code or a number, and a page has a thousand of them."""


def link(name: str, carried: Mapping[str, str], *args: object, **changes: object) -> str:
    """The address of a page with everything carried along; ``changes`` sets parameters, None or "" drops one."""
    merged: dict[str, object] = {**carried, **changes}
    if name in NAMES_ITS_ORGANISATION:
        merged.pop("tc", None)
    return way(name, *args) + query(merged)


def way(name: str, *args: object) -> str:
    """The path of a page, without anything it is asked for."""
    return _way(get_script_prefix(), name, *map(str, args))


@lru_cache(maxsize=4096)
def _way(_prefix: str, name: str, *args: str) -> str:
    """Addresses of pages depend on nothing but their names."""
    return reverse(name, args=args)


def changed(path: str, asked: Mapping[str, object], **changes: object) -> str:
    """A path with a query; parameters without a value are left out."""
    return path + query({**asked, **changes})


def query(asked: Mapping[str, object]) -> str:
    """What stands after the path, with its mark; nothing where nothing is asked for."""
    said = {key: str(value) for key, value in asked.items() if value not in (None, "")}
    if all(map(PLAIN.fullmatch, said.values())):
        return f"?{'&'.join([f'{key}={value}' for key, value in said.items()])}" if said else ""
    return f"?{urlencode(said)}"


def quoted(name: str) -> str:
    """A file's name as a header carries it."""
    return quote(name, safe="")
