"""The front page, pages of organisations and articles, what stands behind a number, and the proof of an edition."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dangvu.figures import services as figures
from dangvu.figures.errors import FigureError
from dangvu.figures.labels import DIMENSIONS
from dangvu.ledger import book
from dangvu.orgs.models import Organisation
from dangvu.pages import services
from dangvu.pages.content import Content
from dangvu.pages.frozen import content_of
from dangvu.pages.models import Article, CommitteePage, Edition, Topic
from dangvu.pages.reading import articles, committees, of_committee, teasers, topics
from dangvu.pages.rooms import front as front_page
from dangvu.pages.shown import shown
from dangvu.public.reading import public
from dangvu.reports.content import Fact
from dangvu.reports.marks import printed

FRONT, LIST = 13, 20
"""Articles on the front page, and on a page of a list."""


def show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A public page with what every one of them needs."""
    site = front_page()
    told = {"site": site, "topics": topics(), "base": request.build_absolute_uri("/").rstrip("/")}
    return render(request, f"public/{template}.html", {**told, **context}, status=status)


@public
def front(request: HttpRequest) -> HttpResponse:
    """The newest news of all organisations, the first of them large."""
    found = teasers(articles()[:FRONT])
    first = found[0] if found else None
    numbers = shown(first.page, first.content).parts if first else ()
    figures_of_first = [number for part in numbers if part.kind == "figures" for number in part.numbers][:6]
    parts = [(topic, [each for each in found[1:] if each.page.topic == topic.value]) for topic in Topic]
    return show(
        request, "front", first=first, others=found[1:], figures=figures_of_first, by_topic=[each for each in parts if each[1]],
        committees=committees(),
    )  # fmt: skip


@public
def page(request: HttpRequest, path: str) -> HttpResponse:
    """An organisation's page, or an article of it."""
    words = [word for word in path.split("/") if word]
    committee = get_object_or_404(CommitteePage, slug=words[0]) if words else None
    if committee is None or len(words) > 2:
        raise Http404
    if len(words) == 1:
        listed = Paginator(of_committee(committee), LIST).get_page(request.GET.get("trang"))
        return show(request, "committee", committee=committee, listed=listed, found=teasers(listed))
    return _article(request, get_object_or_404(Article.objects.child_of(committee), slug=words[1]), committee)


def _article(request: HttpRequest, found: Article, committee: CommitteePage) -> HttpResponse:
    edition = found.edition
    if not found.live or edition is None:
        gone = found.editions.last()
        if gone is None:
            raise Http404
        return show(request, "gone", status=410, edition=gone, committee=committee)
    content = content_of(edition)
    others = teasers(articles().exclude(pk=found.pk)[:4])
    return show(
        request, "article", page=found, committee=committee, edition=edition, shown=shown(found, content), others=others,
        corrections=found.editions.exclude(correction=""), code=Organisation.objects.get(pk=content.org).code,
    )  # fmt: skip


@public
def number(request: HttpRequest, edition: int, place: int) -> HttpResponse:
    """What a printed number is: its definition, whose and of when, as known when; from there who may goes on to its rows."""
    found = get_object_or_404(Edition, pk=edition, withdrawn_at__isnull=True, page__live=True)
    content = content_of(found)
    if place >= len(content.order):
        raise Http404
    fact = content.fact(content.order[place])
    return show(
        request, "number", edition=found, content=content, fact=fact, definition=_definition(fact), org_name=_name(fact, content),
        rows=_rows(fact, found), value=printed(fact.value, "", ""), part=_part(fact),
    )  # fmt: skip


def _definition(fact: Fact) -> str:
    try:
        return str(figures.get(fact.asked.code).definition)
    except FigureError:
        return ""


def _part(fact: Fact) -> str:
    return f"{DIMENSIONS.get(fact.asked.by, fact.asked.by)}: {fact.asked.part}" if fact.asked.by else ""


def _name(fact: Fact, content: Content) -> str:
    line = book.tree(content.known).timelines[fact.asked.org]
    return (line.at(content.as_of) or line.states[-1]).name


def _rows(fact: Fact, edition: Edition) -> str:
    """The address of the figure in the office's face, as asked and as known then. Who may open it is decided there."""
    asked = fact.asked
    day = asked.as_of or asked.end
    told = {
        "tc": Organisation.objects.get(pk=asked.org).code,
        "ngay": day.isoformat() if day else "",
        "tu": asked.start.isoformat() if asked.start else "",
        "den": asked.end.isoformat() if asked.end else "",
        "biet": edition.known_at.isoformat() if edition.known_at else "",
        "theo": asked.by,
    }
    return reverse("staff:figure", args=[asked.code]) + "?" + urlencode({name: value for name, value in told.items() if value})


@public
def edition(request: HttpRequest, code: str) -> HttpResponse:
    """The proof of what was published: when, as known when, and whether it still is what it was."""
    found = get_object_or_404(Edition, check_code=code.upper())
    return show(request, "edition", edition=found, content=content_of(found), stands=services.still_stands(found))


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may look at: the news and where the list of it is, and nothing of the books."""
    lists = request.build_absolute_uri(reverse("public:sitemap"))
    told = ["User-agent: *", f"Allow: {reverse('public:front')}", "Allow: /static/", "Disallow: /", f"Sitemap: {lists}", ""]
    return HttpResponse("\n".join(told), content_type="text/plain; charset=utf-8")
