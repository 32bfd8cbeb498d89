"""How the answer of a figure is shown: the number, or that nobody has recorded anything of the kind yet."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from dangvu.figures.services import Answer
from dangvu.staff import spoken, wording

register = template.Library()


@register.filter
def answered(answer: Answer) -> str:
    """The number with its sign of percent, without its unit."""
    if not answer.recorded:
        return _("chưa ghi")
    return f"{spoken.number(answer.value)}%" if answer.unit == "%" and answer.value is not None else spoken.number(answer.value)


@register.filter
def answered_in_full(answer: Answer) -> str:
    """The number with its unit."""
    told = answered(answer)
    return told if answer.unit == "%" or answer.shown is None else f"{told} {wording.unit(answer.unit)}".strip()
