"""Links that keep what one is looking at: organisation, day, knowledge and period stay in the address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from django.urls import reverse

# A link to one of these stands for itself: the organisation it names in its path replaces the one carried along.
NAMES_ITS_ORGANISATION = frozenset({"staff:organisation"})


def link(name: str, carried: Mapping[str, str], *args: object, **changes: object) -> str:
    """The address of a page with everything carried along; ``changes`` sets parameters, None or "" drops one."""
    merged: dict[str, object] = {**carried, **changes}
    if name in NAMES_ITS_ORGANISATION:
        merged.pop("tc", None)
    return changed(reverse(name, args=args), merged)


def changed(path: str, query: Mapping[str, object], **changes: object) -> str:
    """A path with a query; parameters without a value are left out."""
    merged = {**query, **changes}
    said = {key: value for key, value in merged.items() if value not in (None, "")}
    return f"{path}?{urlencode(said)}" if said else path


def quoted(name: str) -> str:
    """A file's name as a header carries it."""
    return quote(name, safe="")
