"""The pictures: all of them on one page, each with its table on its own, and the drawings themselves."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.html import escape

from dangvu.orgs.access import VIEW
from dangvu.reports.content import Series
from dangvu.reports.drawing import NARROW, WIDE, Manner, drawn
from dangvu.staff import wording
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.periods import presets
from dangvu.staff.pictures import in_order, picture, sketch_or_404, subject_of

ON_PAGE = 740
"""Pixels of a drawing on a wide page."""


@page(VIEW)
def pictures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every picture of the organisation, each with what it shows and its table."""
    subject = subject_of(desk)
    found = [picture(desk, chosen, subject) for chosen in in_order()]
    return show(request, desk, "staff/pictures.html", pictures=found, presets=presets(desk))


@page(VIEW)
def one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """One picture with its table."""
    found = picture(desk, sketch_or_404(key))
    return show(request, desk, "staff/picture_page.html", shown=found, presets=presets(desk), others=in_order())


@page(VIEW)
def drawing(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The drawing: ``?hep=1`` for a telephone, ``?toi=1`` for a dark page."""
    found = picture(desk, sketch_or_404(key))
    return answered(request, found.series) if found.series else HttpResponse(sentence(found.why), content_type="image/svg+xml")


def sentence(why: str) -> str:
    """A drawing of nothing but the sentence that says why there is none: grey, so that it is read by day and by night."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="740" height="48" viewBox="0 0 740 48">'
        f'<text x="4" y="30" font-size="16" font-family="sans-serif" fill="#8a8f98">{escape(why)}</text></svg>'
    )


def answered(request: HttpRequest, series: Series) -> HttpResponse:
    """A series as SVG. A browser that has it already is told so."""
    narrow = request.GET.get("hep") == "1"
    chart = drawn(series, Manner(NARROW if narrow else max(ON_PAGE, WIDE), number=wording.number))
    svg = chart.night if request.GET.get("toi") == "1" else chart.svg
    tag = f'"{hashlib.sha256(svg.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return HttpResponse(svg, content_type="image/svg+xml", headers={"ETag": tag, "Cache-Control": "private, no-cache"})
