"""Which codes are figures: what a line that names one is checked against."""

from __future__ import annotations

from dangvu.figures.catalogue import FIGURES, everything


def known_code(code: str) -> bool:
    """Whether the catalogue has a figure of this code."""
    return code in FIGURES or code in everything()
