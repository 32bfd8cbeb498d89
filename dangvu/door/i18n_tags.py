"""Django's tags of languages for templates, ``translate`` remembered: a page writes some hundred fixed words, and each was looked up anew.

``settings.TEMPLATES`` puts this in the place of ``{% load i18n %}``.
"""

from __future__ import annotations

from django.template import Context, Library
from django.template.base import FilterExpression, Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Fixed(i18n.TranslateNode):
    """A sentence that stands in the template itself: in a language it is always the same."""

    def __init__(self, sentence: FilterExpression) -> None:
        super().__init__(sentence, noop=False)
        self.told: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The sentence in the language of the moment; the template's own before any language is chosen."""
        language = get_language()
        if language not in self.told:
            self.told[language] = super().render(context)
        return self.told[language]


def translate(parser: Parser, token: Token) -> i18n.TranslateNode:
    """``{% translate %}`` as Django has it; one of fixed words, without context or name, is remembered by language."""
    node: i18n.TranslateNode = i18n.do_translate(parser, token)
    sentence = node.filter_expression
    plain = not (node.noop or node.asvar or node.message_context or sentence.filters)
    return Fixed(sentence) if plain and sentence.var.literal is not None else node


register.tag("translate", translate)
register.tag("trans", translate)
