"""The way from a page to the chapter of the guide that is about it."""

from __future__ import annotations

from functools import lru_cache

from django.template import Context, Library
from django.urls import get_script_prefix, reverse

from dangvu.guide import chapters

register = Library()
PAGES = 256
"""Pages whose chapter was looked up: there are some hundred and fifty."""


@register.simple_tag(takes_context=True)
def guide_address(context: Context) -> str:
    """The chapter about the present page; the table of contents where none is."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    return _address(get_script_prefix(), match.url_name or "" if match else "")


@lru_cache(maxsize=PAGES)
def _address(_prefix: str, page: str) -> str:
    found = chapters.about(page) if page else None
    return reverse("staff:guide_chapter", args=[found.name]) if found else reverse("staff:guide")
