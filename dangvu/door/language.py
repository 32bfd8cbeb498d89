"""The language of the pages: Vietnamese unless the reader chose otherwise. Nobody is sent English for a browser that came that way."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

CHOICE = "ngon-ngu"
YEAR = 365 * 24 * 60 * 60
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


class LanguageMiddleware:
    """``?ngon-ngu=en`` chooses and is kept in a cookie; the languages a browser asks for by itself do not count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.GET.get(CHOICE, "")
        language = next((each for each in (chosen, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")) if each in LANGUAGES), "vi")
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if chosen in LANGUAGES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        return response
