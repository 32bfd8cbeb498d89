"""The way from a page to the chapter of the guide that is about it."""

from __future__ import annotations

from django.template import Context, Library
from django.urls import reverse

from dangvu.guide import chapters

register = Library()


@register.simple_tag(takes_context=True)
def guide_address(context: Context) -> str:
    """The chapter about the present page; the table of contents where none is."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    found = chapters.about(match.url_name) if match and match.url_name else None
    return reverse("staff:guide_chapter", args=[found.name]) if found else reverse("staff:guide")
