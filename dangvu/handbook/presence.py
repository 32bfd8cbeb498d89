"""The code on the wall: it changes every thirty seconds, and whoever scans it shows to have been in the hall while it was shown.

A code holds the half minute it was shown in and an HMAC over that and the meeting, so that the phone's clock is never believed.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac

from django.conf import settings

from dangvu.meetings.models import Meeting

STEP = 30
"""Seconds a code is shown."""
GRACE = 2
"""Codes that still hold at once: the one shown, and those just gone while the phone was opening the page."""
LETTERS = 12
"""Letters of the HMAC, five bits each: sixty bits are not guessed in half a minute."""


def code(meeting: Meeting, moment: dt.datetime) -> str:
    """The code of a moment."""
    return _code(meeting, int(moment.timestamp()) // STEP)


def _code(meeting: Meeting, step: int) -> str:
    told = hmac.new(settings.SECRET_KEY.encode(), f"presence:{meeting.pk}:{step}".encode(), hashlib.sha256).digest()
    return f"{step:x}-{base64.b32encode(told).decode()[:LETTERS].lower()}"


def shown_at(meeting: Meeting, text: str) -> dt.datetime | None:
    """When a code began to be shown; None for one that this meeting never showed."""
    number, _dash, _rest = text.strip().lower().partition("-")
    try:
        step = int(number, 16) if len(number) <= 12 else -1
        moment = dt.datetime.fromtimestamp(step * STEP, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if step >= 0 and hmac.compare_digest(_code(meeting, step).encode(), text.strip().lower().encode()) else None


def fresh(shown: dt.datetime, now: dt.datetime) -> bool:
    """Whether a code shown then is still as good as being seen in the hall now."""
    return dt.timedelta() <= now - shown < dt.timedelta(seconds=STEP * (1 + GRACE))
