"""The switch of language in the head of a page."""

from __future__ import annotations

from django.conf import settings
from django.template import Context, Library
from django.utils import translation
from django.utils.safestring import SafeString

from dangvu.staff import addresses, rendering

register = Library()
CHOICE = "ngon-ngu"
LINE = '<a class="language" lang="%s" hreflang="%s" href="%s">%s</a>'


@register.simple_tag(takes_context=True)
def languages(context: Context) -> SafeString:
    """The other languages, each a way to this very page in it."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    here = (translation.get_language() or "vi")[:2]
    asked = request.GET.dict()
    others = [(code, name) for code, name in settings.LANGUAGES if code != here]
    ways = ((code, code, addresses.changed(request.path, asked, **{CHOICE: code}), name) for code, name in others)
    return SafeString(f"{rendering.rows(LINE, ways)}\n")  # HTML already
