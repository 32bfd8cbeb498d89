"""How long a login lasts: a working day for who works, not for a machine that is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase

BEGAN, RENEWED = "began", "renewed"
EVERY = 60 * 60
"""Seconds between two renewals: each one writes the session."""


class StayingMiddleware:
    """A login ends ``SESSION_COOKIE_AGE`` (eight hours) after the last renewal. It is renewed hourly by pages that are asked for, in its
    first eight hours: who begins at half past seven is not sent to the login in the afternoon, and no login is older than sixteen hours.

    A session that is not read is not read here either: what everybody may see stays alike for all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if request.session.accessed and SESSION_KEY in request.session:
            _renew(request.session, int(time.time()))
        return answer


def _renew(session: SessionBase, now: int) -> None:
    began = session.get(BEGAN)
    if began is None:
        if session.modified:
            # Somebody logs in: it is written anyway.
            session[BEGAN] = session[RENEWED] = now
    elif now - session[RENEWED] >= EVERY and now - began < settings.SESSION_COOKIE_AGE:
        session[RENEWED] = now
