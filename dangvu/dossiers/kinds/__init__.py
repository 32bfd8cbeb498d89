"""Procedures, one module each family. Importing this package registers them all."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.kinds import (
    admission,
    badges,
    batches,
    corrections,
    discipline,
    duties,
    exemption,
    inspections,
    leaving,
    officers,
    organisations,
    recognition,
    returning,
    temporary,
    transfers,
)
from dangvu.dossiers.kinds.base import REGISTRY, Procedure

__all__ = [
    "REGISTRY", "Procedure", "admission", "badges", "batches", "corrections", "discipline", "duties", "exemption", "get",
    "inspections", "leaving", "officers", "organisations",
    "recognition", "returning", "temporary", "transfers",
]  # fmt: skip


def get(kind: str) -> Procedure:
    """The procedure of a code. Raises Refused when there is none."""
    found = REGISTRY.get(kind)
    if found is None:
        raise Refused([Problem("procedure", _("Không có thủ tục “%(kind)s”; hãy chọn trong danh sách.") % {"kind": kind[:40]})])
    return found
