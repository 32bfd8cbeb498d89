"""The sign of what a form cannot do without, beside the label of every field that has to be filled in.

It follows from the field itself (``required``, or ``aria-required`` where the services tell what is missing): no page keeps a list.
Screen readers hear that attribute, so that the sign is only for the eye.
"""

from __future__ import annotations

from django.forms import BoundField
from django.template import Library
from django.utils.html import format_html
from django.utils.translation import gettext as _

register = Library()


@register.simple_tag
def needed(field: BoundField | None = None) -> str:
    """``{{ field.label }}{% needed field %}``; without a field, beside one that is written in the template itself as ``required``."""
    told = field is None or field.field.required or "aria-required" in field.field.widget.attrs
    return format_html(' <small aria-hidden="true">{}</small>', _("(bắt buộc)")) if told else ""
