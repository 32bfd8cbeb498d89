"""Packages that only some installations have: found when they are needed, missed with a sentence."""

from __future__ import annotations

import importlib
from typing import Any

from django.utils.translation import gettext as _


class LakeError(RuntimeError):
    """Nothing was changed, or nothing can be read; the text is a sentence for the user."""


def extra(module: str, name: str) -> Any:
    """A module of an optional package, imported now so that no other command waits for it. Raises LakeError when it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as missing:
        message = _("Việc này cần gói “%(package)s”, máy này chưa cài; hãy chạy: pip install 'dangvu[%(extra)s]'.")
        raise LakeError(message % {"package": module.partition(".")[0], "extra": name}) from missing
