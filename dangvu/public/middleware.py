"""The door of the editor's room: only who writes the news by the register's grants, and only the parts of Wagtail that are used."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import ResolverMatch, set_urlconf

from dangvu.orgs.models import User
from dangvu.pages import rooms

ROOM = "/bien-tap/"
DAILY = "dangvu.urls"
"""The addresses without the room's."""
CLOSED_SPACES = {
    "wagtailusers_users", "wagtailusers_groups", "wagtailadmin_workflows", "wagtailadmin_workflow_tasks", "wagtailadmin_collections",
    "wagtailadmin_reports", "wagtaildocs", "wagtaildocs_chooser",
}  # fmt: skip
CLOSED_NAMES = (
    "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_account", "wagtailadmin_password_reset", "wagtailadmin_error_test",
    "wagtailsites", "wagtaillocales", "wagtailredirects",
)  # fmt: skip
"""Login, passwords, users, groups, workflows and sites are this program's, or nobody's."""
POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["blob:"],
    "frame-src": ["'self'"],
}
"""What Wagtail's pages need beyond the strict policy of every other page (docs/security.md)."""


class AlikeForAllMiddleware:
    """A page marked as alike for all (``response.alike``) says so to what keeps pages on the way, whoever looked at the session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(response, "alike", False) and not response.cookies:
            response["Vary"] = "Accept-Language"
        return response


class WayMiddleware:
    """Whoever does not enter the room goes by the addresses without it: they are loaded sooner, and take a tenth less of memory."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOM):
            request.urlconf = DAILY
            set_urlconf(DAILY)
        return self.get_response(request)


class EditorsDoorMiddleware:
    """Ask the register at every step into the room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(ROOM):
            response._csp_update = POLICY  # type: ignore[attr-defined]
            response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, _view: object, _args: object, _named: object) -> None:
        """Refuse who holds no grant, and what is not used."""
        if not request.path.startswith(ROOM):
            return
        # Who is nobody was sent to log in already, save from pages that ask for no login.
        user = request.user
        if user.is_authenticated and (not isinstance(user, User) or user.is_superuser or not rooms.align(user)):
            raise PermissionDenied
        if request.resolver_match and _closed(request.resolver_match):
            raise Http404


def _closed(match: ResolverMatch) -> bool:
    return bool(CLOSED_SPACES.intersection(match.namespaces)) or match.view_name.startswith(CLOSED_NAMES)
