"""One tag for help where one stands: a small “?” that opens what a thing is and where that is laid down."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library

from dangvu.staff import addresses
from dangvu.staff.explaining import explained

register = Library()


@register.inclusion_tag("staff/explain.html", takes_context=True)
def explain(context: Context, sort: str, *about: Any) -> dict[str, Any]:
    """``{% explain "figure" figure.code %}``, ``{% explain "rule" rule %}``, ``{% explain "step" row procedure %}``, ``"kind"``,
    ``{% explain "field" field.name kind %}``, ``{% explain "check" finding.rule %}``. Nothing where nothing is known.
    """
    found = explained(sort, *about)
    desk = context.get("desk")
    carried = desk.carried if desk else {}
    page = addresses.link(found.page[0], carried, *found.page[1:]) if found.page else ""
    return {"found": found, "page": page}
