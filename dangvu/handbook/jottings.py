"""Own notes written on two phones, or in two windows: what comes in never takes the place of what its writer had not seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST = 20_000
"""Letters of a note."""


@dataclass(frozen=True)
class Note:
    """A text, and when it was written."""

    text: str
    at: dt.datetime | None = None

    @property
    def stamp(self) -> str:
        """What tells this state of the notes from another; empty where nothing was written."""
        return self.at.isoformat() if self.at is not None and self.text else ""


def cut(text: str) -> str:
    """A note as it is kept: lines end alike, and no more than ``LONGEST`` letters."""
    return text.replace("\r\n", "\n")[:LONGEST]


def together(kept: Note, new: Note, seen: str | None) -> tuple[Note, bool]:
    """The notes after another text came in, and whether both are kept, the new one below. ``new`` bears a time.

    Both are where the one kept is the later, or is not the one the writer saw (``seen``: its stamp; None where that is not known).
    """
    times = [each for each in (kept.at, new.at) if each is not None]
    late = kept.at is not None and new.at is not None and kept.at > new.at
    unseen = seen is not None and seen != kept.stamp
    if not (late or unseen) or not kept.text or kept.text in new.text:
        return Note(new.text, max(times)), False
    if new.text in kept.text:
        return kept, False
    both = f"{kept.text}\n\n— {_('Bản viết trên máy khác')} —\n{new.text}"
    return Note(both[: 2 * LONGEST], max(times)), True
