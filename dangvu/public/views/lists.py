"""Lists of the site: by words, month and topic, and the list for search engines."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from dangvu.pages import reading
from dangvu.pages.models import Topic
from dangvu.public.reading import public
from dangvu.public.views.site import LIST, show


def _listed(request: HttpRequest, template: str, found: Any, **context: Any) -> HttpResponse:
    listed = Paginator(found, LIST).get_page(request.GET.get("trang"))
    return show(request, template, listed=listed, found=reading.teasers(listed), **context)


@public
def search(request: HttpRequest) -> HttpResponse:
    """Articles that hold all the words, with or without diacritics."""
    asked = request.GET.get("q", "").strip()[:200]
    return _listed(request, "search", reading.search(asked), q=asked)


@public
def archive(request: HttpRequest) -> HttpResponse:
    """All months that have news."""
    return show(request, "archive", months=reading.months())


@public
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The news of a month."""
    try:
        first = dt.date(year, month, 1)
    except ValueError as error:
        raise Http404 from error
    return _listed(request, "list", reading.of_month(first), first=first)


@public
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The news about something."""
    if topic not in Topic.values:
        raise Http404
    return _listed(request, "list", reading.articles().filter(topic=topic), topic=Topic(topic))


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every article and organisation's page, for search engines."""
    answer = show(request, "sitemap", articles=reading.articles(), committees=reading.committees())
    answer["Content-Type"] = "application/xml; charset=utf-8"
    return answer
