"""Tags that put a picture on a page: the drawing for desk, telephone, light and dark, what it shows, and its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template import Context, Library

from dangvu.reports.tables import CHARTS
from dangvu.staff import addresses
from dangvu.staff.pictures import Shown, refused

register = Library()
FACES = {"wide": {}, "narrow": {"hep": 1}, "wide_dark": {"toi": 1}, "narrow_dark": {"hep": 1, "toi": 1}}


@register.inclusion_tag("staff/picture.html", takes_context=True)
def picture(context: Context, key: str, shown: Shown | None = None, open: bool = False, tc: str = "") -> dict[str, Any]:  # noqa: A002
    """``{% picture "waterfall" %}``: the picture of what the desk looks at, with a way to its table; or with ``shown``, table and all.

    Without ``shown`` nothing is asked of the books until the browser asks for the drawing. ``tc``: the code of another organisation.
    """
    desk = context["desk"]
    changes = {"tc": tc} if tc else {}
    sketch = CHARTS[key]
    series = shown.series if shown else None
    return {
        "desk": desk,
        "report": None,
        "sketch": sketch,
        "title": series.title if series else sketch.title,
        "note": series.note if series else "",
        "table": shown.table if shown else None,
        "open": open,
        "why": refused(desk, sketch),
        "page": addresses.link("staff:picture", desk.carried, key, **changes),
        **{name: addresses.link("staff:drawing", desk.carried, key, **changes, **more) for name, more in FACES.items()},
    }


@register.simple_tag
def picture_mark(key: str) -> str:
    """How a report's narrative asks for the picture."""
    return "{{hinh:" + key + "}}"


@register.filter
def of_key(found: Mapping[str, Any], key: str) -> Any:
    """What stands under a key, or nothing."""
    return found.get(key) if found else None
