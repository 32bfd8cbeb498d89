"""Pages answered before a server forks its workers, and thrown away: what a process finds out and puts together at its first pages is
there for all of them then, in memory they share."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any, Final
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404
from django.urls import resolve, reverse, set_urlconf
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from dangvu.core.days import today
from dangvu.orgs.models import Grant

LOG = logging.getLogger(__name__)
PAGES: Final = (("figures", ()), ("figure", ("cell_count",)), ("statement", ()), ("tree", ()))
"""They name nobody, so nothing is written of who read them."""


def rehearse(site: Callable[..., Iterable[bytes]], addresses: str) -> None:
    """Answer the page of the login through the whole site, and PAGES as to the first account with a grant. Nobody gets the answers.

    ``addresses``: the module that has those of these pages.
    """
    set_urlconf(addresses)
    try:
        site(_asked(reverse(settings.LOGIN_URL)), lambda *_told: None)
        set_urlconf(addresses)
        with translation.override("vi"):
            _to_somebody()
    except (PermissionDenied, Http404):
        # Not every role opens them.
        return
    except Exception:
        # Whoever asks for the page will see its error; all other pages are to be served.
        LOG.exception("a page failed before the workers were forked")
    finally:
        set_urlconf(None)


def _to_somebody() -> None:
    grants = Grant.objects.filter(user__is_active=True, valid_from__lte=today(), valid_to=None)
    grant = grants.select_related("user").order_by("pk").first()
    if grant is None:
        return
    for name, told in PAGES:
        request: Any = WSGIRequest(_asked(reverse(f"staff:{name}", args=told)))
        # As it is when it has come through the door.
        request.user, request.session, request.LANGUAGE_CODE, request.htmx = grant.user, SessionBase(), "vi", HtmxDetails(request)
        request.resolver_match = found = resolve(request.path_info)
        found.func(request, *found.args, **found.kwargs)


def _asked(path: str) -> dict[str, Any]:
    host = next((each.lstrip(".") for each in settings.ALLOWED_HOSTS if each.strip("*.")), "localhost")
    asked = {"PATH_INFO": path, "HTTP_HOST": host, "wsgi.url_scheme": "https" if settings.HTTPS else "http"}
    setup_testing_defaults(asked)
    return asked
