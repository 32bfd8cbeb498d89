"""Days and moments as people write them, refused in the reader's language: the core reads them and knows no language."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from dangvu.core import days

LONGEST = 40
"""Letters of a wrong day that are said again."""


def parse_day(text: str) -> dt.date:
    """``core.days.parse_day``. Raises ValueError with a sentence for the reader."""
    try:
        return days.parse_day(text)
    except ValueError as error:
        message = _("“%(text)s” không phải là ngày hợp lệ; hãy ghi dạng 2023-03-22 hoặc 22/3/2023.")
        raise ValueError(message % {"text": text.strip()[:LONGEST]}) from error


def parse_moment(text: str) -> dt.datetime:
    """``core.days.parse_moment``. Raises ValueError with a sentence for the reader."""
    try:
        return days.parse_moment(text)
    except ValueError as error:
        message = _("“%(text)s” không phải là thời điểm hợp lệ; hãy ghi ngày (2023-03-22) hoặc ngày giờ (2023-03-22T17:30).")
        raise ValueError(message % {"text": text.strip()[:LONGEST]}) from error
