"""Two people at one text: what somebody else saved meanwhile is not written over by accident.

A page says by marks what it showed; what comes back unchanged is left alone, and what changed on both sides is written by nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.utils.translation import gettext as _

SEEN = "seen"
"""The name of the field that carries the marks."""


class Overlap(Exception):
    """Somebody else saved other words since the page was shown. ``field``: where."""

    def __init__(self, field: str) -> None:
        message = _("Người khác vừa lưu bản khác của mục này nên chưa ghi gì. Hãy xem bản ấy ở cửa sổ khác, ghép vào rồi lưu lại.")
        super().__init__(message)
        self.field = field


def mark(text: str) -> str:
    """A short mark of a text, however its lines end."""
    return hashlib.sha256(_plain(text).encode()).hexdigest()[:8]


def seen(now: Mapping[str, str]) -> str:
    """The marks of all texts a page shows, as its hidden field carries them."""
    return " ".join(f"{name}={mark(text)}" for name, text in now.items())


def mine(told: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Those of the texts sent that are to be written; ``now``: the texts as they stand. Raises Overlap.

    Where a page does not say what it showed, all that is sent is written.
    """
    shown = dict(each.split("=", 1) for each in told.get(SEEN, "").split() if "=" in each)
    changed = {name: told[name] for name in now if name in told and mark(told[name]) != shown.get(name)}
    for name, text in changed.items():
        if name in shown and mark(now[name]) not in (shown[name], mark(text)):
            raise Overlap(name)
    return changed


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
