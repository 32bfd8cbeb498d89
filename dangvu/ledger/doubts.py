"""What faulty lines were to bring about: a later line that fails only for want of it is no fault of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.kinds.base import Data

ENTERING = frozenset({"carried_over", "admitted", "readmitted", "transferred_in"})
LEAVING = ("died", "struck_off", "expelled", "left_voluntarily", "admission_annulled", "transferred_out")
LEADS_TO = {
    **dict.fromkeys(LEAVING, ("readmitted", "restored", "transferred_in", "badge_awarded")),
    **dict.fromkeys(("temporary_out", "temporary_in"), ("temporary_ended",)),
    "exempted": ("exemption_ended",),
    "exemption_ended": ("exempted",),
    "suspended": ("suspension_ended",),
    "suspension_ended": ("suspended",),
    "temporary_ended": ("temporary_out", "temporary_in"),
    "appointed": ("appointment_ended",),
    "handbook_registered": ("handbook_ended",),
    "handbook_ended": ("handbook_registered", "handbook_on_paper"),
}
"""Kinds a member's later line can only be of once the first one stands."""

PERSONAL = frozenset({"person", "posthumous", "kind"})
"""Fields at which the fold of a person refuses."""

Want = tuple[str, str]
"""Something missing: ``person`` or ``org`` with its code, ``ref`` with itself, or a kind with the person it is about."""


class Doubts:
    """What is missing because a line was refused, and which later refusals that explains."""

    def __init__(self) -> None:
        self._wanting: set[Want] = set()

    def remember(self, line: Data, stands: Callable[[str], bool]) -> None:
        """A line is refused. ``stands``: whether an organisation of a code was ever established."""
        kind, person, ref = (line.get(name) for name in ("kind", "person", "ref"))
        if isinstance(ref, str):
            self._wanting.add(("ref", ref))
        if not isinstance(kind, str) or kind not in REGISTRY:
            return
        if isinstance(person, str):
            brings = (*(("person",) if kind == "person" or kind in ENTERING else ()), *LEADS_TO.get(kind, ()))
            self._wanting.update((each, person) for each in brings)
        if REGISTRY[kind].family == "structure":
            self._wanting.update(("org", code) for code in _founded(line) if not stands(code))

    def settle(self, line: Data) -> None:
        """A line is good: whom it brings in is in doubt no longer."""
        kind = line["kind"]
        if self._wanting and (kind == "person" or kind in ENTERING):
            self._wanting.discard(("person", line["person"]))

    def explain(self, line: Data, field: str, declared: Callable[[str], bool]) -> bool:
        """Whether what a field was refused for is explained by what is missing.

        ``declared``: whether a person of a code is known. Who is brought in twice is a fault whatever went before.
        """
        if not self._wanting:
            return False
        kind, person = line.get("kind"), line.get("person")
        if field in PERSONAL and isinstance(kind, str) and isinstance(person, str):
            if (kind, person) in self._wanting:
                return True
            if kind == "person" or (kind in ENTERING and declared(person)):
                return False
        return any(want in self._wanting for want in _named(line, field))


def _named(line: Data, field: str) -> Iterator[Want]:
    """What a field names, wherever it stands in it."""
    value = line.get(field)
    sort = {"person": "person", "of": "ref"}.get(field, "org")
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield sort, each
        elif isinstance(each, dict):
            yield from (("org", each[name]) for name in ("org", "parent") if isinstance(each.get(name), str))
            yield from _persons(each)


def _persons(value: Data) -> Iterator[Want]:
    listed = value.get("persons")
    found: list[Any] = [value.get("person"), *(listed if isinstance(listed, list) else ())]
    return (("person", code) for code in found if isinstance(code, str))


def _founded(line: Data) -> list[str]:
    """Codes of the organisations a line was to bring into being."""
    into = line.get("into")
    newborns = [line] if line["kind"] == "organisation_established" else into if isinstance(into, list) else [into]
    return [each["org"] for each in newborns if isinstance(each, dict) and isinstance(each.get("org"), str)]
