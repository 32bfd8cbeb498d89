"""The catalogue: every figure, family by family. A figure is declared in its family's module and nowhere else."""

from __future__ import annotations

from difflib import get_close_matches

from django.utils.translation import gettext as _

from dangvu.figures.base import Figure
from dangvu.figures.catalogue import (
    activities,
    badges,
    discipline,
    dossiers,
    dues,
    economy,
    handbook,
    inspection,
    meetings,
    membership,
    movements,
    offices,
    organisations,
    own,
    quality,
    ratings,
    registers,
    targets,
)
from dangvu.figures.engines.live import LIVE
from dangvu.figures.engines.store import Store
from dangvu.figures.errors import UnknownFigure

FAMILIES = (
    membership,
    quality,
    movements,
    organisations,
    badges,
    handbook,
    offices,
    dossiers,
    inspection,
    discipline,
    targets,
    ratings,
    registers,
    activities,
    meetings,
    dues,
    economy,
)


def _collect() -> dict[str, Figure]:
    """All figures by code; the same code twice is a mistake of ours, found when the program starts."""
    found: dict[str, Figure] = {}
    for family in FAMILIES:
        for figure in family.FIGURES:
            if figure.code in found:
                raise ValueError(f"Figure {figure.code} is declared twice.")
            found[figure.code] = figure
    return found


FIGURES = _collect()
"""The figures of the program, those a committee defined for itself not among them."""


def everything() -> dict[str, Figure]:
    """The program's figures, then the committee's own."""
    return FIGURES | {code: each for code, each in own.figures(FIGURES).items() if code not in FIGURES}


def get(code: str, known: int | None = None, store: Store = LIVE) -> Figure:
    """The figure of a code, one of the committee's own as defined at an entry number. Raises UnknownFigure, with codes that look alike."""
    if code in FIGURES:
        return FIGURES[code]
    mine = own.figures(FIGURES, known, store)
    if code in mine:
        return mine[code]
    near = get_close_matches(code, [*FIGURES, *mine], n=3, cutoff=0.5)
    message = _("Không có số liệu mang mã “%(code)s”; xem danh mục bằng lệnh dangvu figures.")
    if near:
        message = _("Không có số liệu mang mã “%(code)s”; có phải ý bạn là %(near)s? Xem lệnh dangvu figures.")
    raise UnknownFigure(message % {"code": code[:60], "near": ", ".join(near)})
