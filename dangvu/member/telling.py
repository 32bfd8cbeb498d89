"""Saying on the next page what became of something a member did."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from dangvu.handbook.acts import Outcome, Result


def say(request: HttpRequest, result: Result) -> None:
    """A good outcome in one tone, everything else in another."""
    good = result.outcome in (Outcome.TAKEN, Outcome.SAME)
    (messages.success if good else messages.warning)(request, result.why or _("Đã ghi."))
