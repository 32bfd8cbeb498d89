"""Forms of many rows, one a member: what was typed in each, and what is wrong, at its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dangvu.dossiers.reading import whole_number
from dangvu.dues.services import Given
from dangvu.ledger.refusal import Fault


class Mistyped(ValueError):
    """Faults by row, before anything was asked of the ledger."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


def money(text: str) -> int | None:
    """Whole đồng with points between thousands; nothing typed is None. Raises ValueError."""
    return whole_number(text) if text.strip() else None


def dues_rows(told: Mapping[str, Any], persons: Iterable[str]) -> list[Given]:
    """What was typed of each member's dues. Raises Mistyped."""
    found, faults = [], []
    for number, code in enumerate(persons, start=1):
        text = {name: str(told.get(f"{name}:{code}", "")) for name in ("group", "base", "paid", "exempt")}
        try:
            found.append(Given(code, text["group"], money(text["base"]), money(text["paid"]), text["exempt"].strip()[:300]))
        except ValueError as error:
            faults.append(Fault(number, code, str(error)))
    if faults:
        raise Mistyped(faults)
    return found
