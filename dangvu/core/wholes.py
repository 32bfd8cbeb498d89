"""Whole numbers as they come from fields and addresses: one way to read them. Never a guess: what is no such number is none."""

from __future__ import annotations

import re

MOST = 10**12 - 1
"""The largest number a field takes unless it says otherwise."""
_WHOLE = re.compile(r"\d{1,18}|\d{1,3}(\.\d{3}){1,5}|\d{1,3}( \d{3}){1,5}", re.ASCII)


_SAME = {0x00A0: " ", 0x2009: " ", 0x202F: " ", **{0xFF10 + digit: str(digit) for digit in range(10)}}
"""What keyboards and copied text put for a space and for digits."""


def whole(text: object, least: int = 0, most: int = MOST) -> int | None:
    """``12``, ``45.000`` or ``45 000``; None for anything else, for nothing, and for a number outside the bounds.

    A point or a space stands between thousands and nowhere else: ``1.5`` is no whole number and must not become 15.
    """
    plain = str(text if text is not None else "").translate(_SAME).strip()
    if not _WHOLE.fullmatch(plain):
        return None
    found = int(plain.replace(".", "").replace(" ", ""))
    return found if least <= found <= most else None
