"""Lines to choose from and lines to fill in, written at once: a list may name every cell of a province."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from dangvu.staff import rendering
from dangvu.staff.rendering import Choices

register = template.Library()
Pairs = Iterable[tuple[str, object]]


@register.simple_tag
def options(pairs: Pairs | Choices, chosen: str = "") -> SafeString:
    """Lines to choose from, each its value and its words."""
    return pairs.written(chosen) if isinstance(pairs, Choices) else rendering.options(pairs, chosen)


@register.simple_tag
def grouped_options(groups: Iterable[tuple[object, Pairs]], chosen: str = "") -> SafeString:
    """The same in groups, each below its title."""
    return format_html_join("\n", '<optgroup label="{}">{}</optgroup>', ((str(title), options(pairs, chosen)) for title, pairs in groups))


@register.simple_tag
def to_fill_in(words: Iterable[str]) -> SafeString:
    """The rest of a row that is begun, and a row for each further word: a word, and room to write beside it by hand."""
    told = (f'<td lang="vi">{escape(word)}</td><td class="blank"></td></tr>' for word in words)
    return SafeString("<tr>".join(told))  # every word in it is escaped
