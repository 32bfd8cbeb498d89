"""What the templates of the news site need: days in words, a number's address, pictures."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from dangvu.core.days import today, vn_day
from dangvu.core.vietnamese import vn_number
from dangvu.pages.editions import Edition
from dangvu.pages.shown import Printed

register = template.Library()
WEEKDAYS = (_("Thứ hai"), _("Thứ ba"), _("Thứ tư"), _("Thứ năm"), _("Thứ sáu"), _("Thứ bảy"), _("Chủ nhật"))


@register.filter
def day(value: dt.date | None) -> str:
    """``22/3/2023``."""
    return vn_day(value) if value else ""


@register.filter
def html(text: str) -> SafeString:
    """Text of a paragraph, whose markup the editor's room made and cleaned."""
    return mark_safe(text)  # noqa: S308


@register.filter
def number(value: int) -> str:
    """A number as Vietnamese write it: ``2.585``."""
    return vn_number(value)


@register.simple_tag
def today_in_words() -> str:
    """``Thứ tư, 22/3/2023``."""
    now = today()
    return f"{WEEKDAYS[now.weekday()]}, {vn_day(now)}"


@register.simple_tag
def address(number: Printed, edition: Edition | None) -> str:
    """Where a number opens: the page of the edition, or of a draft the figure itself in the office's face."""
    if edition is not None:
        return reverse("public:number", args=[edition.pk, number.place])
    asked = number.fact.asked
    days = {"ngay": asked.as_of or asked.end, "tu": asked.start, "den": asked.end}
    return reverse("staff:figure", args=[asked.code]) + "?" + urlencode({name: each.isoformat() for name, each in days.items() if each})


@register.simple_tag(takes_context=True)
def page_of(context: Any, number: int) -> str:
    """The address of another page of a list."""
    query = context["request"].GET.copy()
    query["trang"] = number
    return f"?{query.urlencode()}"
