"""The second factor, before anything else."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dangvu.accounts.factors import required
from dangvu.orgs.models import User

PASSED = "second_factor"
FREE = ("account_", "mfa_", "usersessions_", "staff:slip", "public:", "wagtail_serve")
"""Addresses open to somebody who still has to set up a second factor: that, the password, the way out, and what everybody may read."""


class SecondFactorMiddleware:
    """Who needs a second factor and has none sets one up before anything else. Who has one was asked for it at the login."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: object, _named: object) -> HttpResponse | None:
        """Send to the page of second factors."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        # Who reads the news is not even looked at: the page is the same for all, and may be kept on the way.
        user = None if name.startswith(FREE) else request.user
        if not isinstance(user, User) or request.session.get(PASSED):
            return None
        if not settings.SECOND_FACTOR_ROLES or not required(user):
            return None
        if is_mfa_enabled(user):
            request.session[PASSED] = True
            return None
        messages.warning(request, _("Vai trò của bạn cần thêm một lớp xác thực; hãy cài đặt rồi dùng tiếp."))
        return redirect("mfa_index")
