"""The site as a WSGI application."""

import os
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")


def behind_proxy(app: Callable[..., Any], trusted: str) -> Callable[..., Any]:
    """Believe a reverse proxy at these addresses what it says of the caller's address and of https; nobody else."""
    wrapped: Callable[..., Any] = wrap_wsgi_with_proxy_headers(app, trusted_hosts=trusted)
    return wrapped


application = behind_proxy(get_wsgi_application(), settings.PROXY) if settings.HTTPS else get_wsgi_application()
