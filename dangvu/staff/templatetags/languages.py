"""The switch of language in the head of a page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template import Context, Library
from django.utils import translation

from dangvu.staff import addresses

register = Library()
CHOICE = "ngon-ngu"


@register.inclusion_tag("staff/languages.html", takes_context=True)
def languages(context: Context) -> dict[str, Any]:
    """The other languages, each a way to this very page in it."""
    request = context.get("request")
    if request is None:
        return {"others": []}
    here = (translation.get_language() or "vi")[:2]
    asked = request.GET.dict()
    others = [(code, name, addresses.changed(request.path, asked, **{CHOICE: code})) for code, name in settings.LANGUAGES if code != here]
    return {"others": others}
