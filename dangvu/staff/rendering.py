"""Lists to choose from, written at once: Django renders two templates for every line, 35 µs each, and a list names hundreds of persons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

SELECT, OPTION = "django/forms/widgets/select.html", "django/forms/widgets/select_option.html"


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
