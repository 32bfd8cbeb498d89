"""Whose pages these are: every one shows a member the own affairs and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dangvu.orgs.models import User

View = Callable[..., HttpResponse]


def own(view: View) -> View:
    """Give a view the member whose account it is; an account that is no member's has nothing here."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or user.person is None:
            raise PermissionDenied(_("Tài khoản này chưa gắn với đảng viên nào; hãy hỏi văn phòng đảng ủy."))
        return view(request, user, user.person, *args, **named)

    return wrapped
