"""Django's tags of addresses for templates, remembered: a page's head asks for some twenty that are the same on every page.

``settings.TEMPLATES`` puts this in the place of Django's ``{% url %}`` and of ``{% load static %}``.
"""

from __future__ import annotations

from django.conf import settings
from django.template import Context, Library
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags import static
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix, get_urlconf

register = Library()
register.tags.update(static.register.tags)


class FixedFile(StaticNode):
    """A file that is named in the template itself: its address depends on where files are, and on nothing else."""

    def __init__(self, node: StaticNode) -> None:
        super().__init__(node.varname, node.path)
        self.told: dict[tuple[str, bool], str] = {}

    def render(self, context: Context) -> str:
        """Its address."""
        asked = settings.STATIC_URL, context.autoescape
        if asked not in self.told:
            self.told[asked] = super().render(context)
        return self.told[asked]


class FixedPage(URLNode):
    """A page that is named in the template itself, without anything in its path."""

    def __init__(self, node: URLNode) -> None:
        super().__init__(node.view_name, node.args, node.kwargs, node.asvar)
        self.told: dict[tuple[str, str | None, str, bool], str] = {}

    def render(self, context: Context) -> str:
        """Its address: by where the site stands, and by which of several rooms of one kind the reader is in."""
        request = getattr(context, "request", None)
        match = getattr(request, "resolver_match", None)
        room = getattr(request, "current_app", None) or (match.namespace if match else "")
        asked = get_script_prefix(), get_urlconf(), room, context.autoescape
        if asked not in self.told:
            self.told[asked] = super().render(context)
        return self.told[asked]


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """``{% url %}`` as Django has it; one of a fixed name, without parts, is remembered."""
    node: URLNode = django_url(parser, token)
    plain = not (node.args or node.kwargs or node.asvar) and _fixed(node.view_name)
    return FixedPage(node) if plain else node


@register.tag("static")
def file(parser: Parser, token: Token) -> StaticNode:
    """``{% static %}`` as Django has it; one of a fixed name is remembered."""
    node: StaticNode = StaticNode.handle_token(parser, token)
    return FixedFile(node) if node.varname is None and _fixed(node.path) else node


def _fixed(word: object) -> bool:
    """Whether a word of a template stands for itself."""
    return not getattr(word, "filters", ()) and isinstance(getattr(word, "var", None), str)
