"""Lists to choose from and rows of tables, written at once.

Django renders two templates for every line to choose from, 35 µs each, and a list names hundreds of persons. A row of a table in a
template costs up to ten µs for each of its nodes.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

SELECT, OPTION = "django/forms/widgets/select.html", "django/forms/widgets/select_option.html"
BETWEEN = "\0"
"""What no text holds that a database keeps."""


def rows(written: str, cells: Iterable[Sequence[str]]) -> SafeString:
    """One row for each line of cells: HTML of ours with ``%s`` where a cell stands. Cells are escaped unless they are HTML already."""
    lines = list(cells)
    flat = [each for line in lines for each in line]
    # A page has four hundred cells, and escaping is five calls: they are escaped as one text.
    plain = [place for place, each in enumerate(flat) if type(each) is not SafeString]
    for place, told in zip(plain, _escaped([flat[place] for place in plain]), strict=True):
        flat[place] = told
    return SafeString(written * len(lines) % tuple(flat))  # every cell in it is escaped


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    told = html.escape(BETWEEN.join(texts)).split(BETWEEN) if texts else []
    return told if len(told) == len(texts) else [html.escape(each) for each in texts]


def pattern(written: str, **words: str) -> str:
    """A pattern for ``rows``, its fixed words put in: they may hold anything."""
    return written.format(**{name: html.escape(word).replace("%", "%%") for name, word in words.items()})


def options(pairs: Iterable[tuple[str, object]], chosen: str | None = None) -> SafeString:
    """Lines to choose from, each its value and its words."""
    told = (
        f'<option value="{html.escape(str(key))}"{" selected" if key == chosen else ""}>{html.escape(str(word))}</option>'
        for key, word in pairs
    )
    return SafeString("\n".join(told))  # every value in it is escaped


class Choices:
    """Lines to choose from that are the same from page to page: written once, and only marked where one is chosen."""

    def __init__(self, pairs: Iterable[tuple[str, object]]) -> None:
        self.pairs = tuple(pairs)

    @cached_property
    def _lines(self) -> str:
        return options(self.pairs)

    def written(self, chosen: str) -> SafeString:
        """The lines with the chosen one marked."""
        line = f'<option value="{html.escape(chosen)}"'
        return SafeString(self._lines.replace(f"{line}>", f"{line} selected>"))  # every value in it is escaped


class Widgets(DjangoTemplates):
    """Django's own renderer of form fields, but for plain lists: these come out the same but for empty lines, sooner."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """A field as HTML."""
        if template_name == SELECT and _plain(context["widget"]):
            return SafeString(_select(context["widget"]))  # every value in it is escaped below
        return super().render(template_name, context, request)


def _plain(widget: Mapping[str, Any]) -> bool:
    """Whether every line is Django's own, and its words are words: a number would be written by the habits of a language."""
    options = (each for _name, group, _place in widget["optgroups"] for each in group)
    return all(each["template_name"] == OPTION and isinstance(each["label"], str | Promise) for each in options)


def _select(widget: Mapping[str, Any]) -> str:
    parts = [f'<select name="{conditional_escape(widget["name"])}"{_attrs(widget["attrs"])}>']
    for name, group, _place in widget["optgroups"]:
        if name:
            parts.append(f'\n  <optgroup label="{conditional_escape(name)}">')
        parts.extend(
            f'\n  <option value="{escape(str(each["value"]))}"{_attrs(each["attrs"])}>{conditional_escape(each["label"])}</option>'
            for each in group
        )
        if name:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>"])


def _attrs(attrs: Mapping[str, Any]) -> str:
    told = ((name, value) for name, value in attrs.items() if value is not False)
    return "".join(
        f" {conditional_escape(name)}" if value is True else f' {conditional_escape(name)}="{escape(str(value))}"' for name, value in told
    )
