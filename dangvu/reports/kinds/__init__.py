"""The kinds of reports the program knows: one module each, an outline as data."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from dangvu.reports.kinds import mid_term, quarterly
from dangvu.reports.outline import Kind

KINDS: Final[dict[str, Kind]] = {kind.code: kind for kind in (mid_term.KIND, quarterly.KIND)}


class UnknownKind(ValueError):
    """No kind of report has this code; the message names those there are."""


def get(code: str) -> Kind:
    """The kind of a code. Raises :class:`UnknownKind`."""
    if code not in KINDS:
        message = _("Không có loại báo cáo “%(code)s”; các loại có sẵn: %(codes)s.")
        raise UnknownKind(message % {"code": code, "codes": ", ".join(KINDS)})
    return KINDS[code]
