"""How a public page is answered: to everybody alike, without a login, without cookies, with what a browser and a proxy need to keep it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from dangvu import __version__
from dangvu.core.days import today
from dangvu.pages import services
from dangvu.pages.reading import stamp

SECONDS = 60
"""How long a page may be kept without asking again: an article that is taken away is gone everywhere after a minute."""
View = Callable[..., HttpResponseBase]


def _etag(request: HttpRequest, *_args: Any, **_named: Any) -> str:
    told = f"{__version__}|{request.LANGUAGE_CODE}|{request.get_full_path()}|{today()}|{stamp()}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


def public(view: View) -> View:
    """A page for everybody. What is due is published before it is answered, so that a clock that nobody wound changes nothing."""
    kept = condition(etag_func=_etag)(view)

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if services.due():
            services.publish_due()
        response = kept(request, *args, **named)
        patch_cache_control(response, public=True, max_age=SECONDS)
        response.alike = True  # type: ignore[attr-defined]
        return response

    free: View = login_not_required(wrapped)
    return free
