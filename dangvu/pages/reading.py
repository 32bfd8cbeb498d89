"""What the public reads: published articles by organisation, month, topic and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.functions import TruncMonth

from dangvu.core.vietnamese import fold
from dangvu.pages.content import Content
from dangvu.pages.editions import Edition
from dangvu.pages.frozen import content_of
from dangvu.pages.models import Article, CommitteePage, Topic
from dangvu.pages.shown import plain, shown

WORDS = 12
"""Words of a search that are looked for."""


@dataclass(frozen=True)
class Teaser:
    """An article in a list. Nothing in it is read live."""

    page: Article
    edition: Edition
    content: Content
    lead: str

    @property
    def title(self) -> str:
        return self.content.title


def articles() -> QuerySet[Article]:
    """All that is published, the newest news first."""
    return Article.objects.filter(live=True).select_related("picture").order_by("-on", "-first_published_at", "-pk")


def of_committee(committee: CommitteePage) -> QuerySet[Article]:
    found: QuerySet[Article] = articles().child_of(committee)  # type: ignore[attr-defined]
    return found


def of_month(first: dt.date) -> QuerySet[Article]:
    """Those whose news is of the month that begins on a day."""
    return articles().filter(on__year=first.year, on__month=first.month)


def search(text: str) -> QuerySet[Article]:
    """Articles that hold all words of a text, whatever the diacritics; an empty text finds nothing."""
    words = fold(text).split()[:WORDS]
    found = articles()
    for word in words:
        found = found.filter(folded__contains=word)
    return found if words else found.none()


def months() -> list[dt.date]:
    """First days of the months that have news, the latest first."""
    return list(articles().order_by().annotate(m=TruncMonth("on")).values_list("m", flat=True).distinct().order_by("-m"))


def topics() -> list[Topic]:
    """What there is news about, in the order of the topics."""
    told = set(articles().order_by().values_list("topic", flat=True).distinct())
    return [each for each in Topic if each.value in told]


def committees() -> QuerySet[CommitteePage]:
    """Pages of organisations that have published something."""
    parents = {page.get_parent().pk for page in articles().select_related(None).only("path", "depth")}
    return CommitteePage.objects.filter(pk__in=parents).order_by("title")


def teasers(pages: Iterable[Article]) -> list[Teaser]:
    """Articles as lists show them."""
    found = []
    for page in pages:
        edition = page.edition
        if edition is not None:
            content = content_of(edition)
            found.append(Teaser(page, edition, content, plain(shown_lead(page, content))))
    return found


def shown_lead(page: Article, content: Content) -> tuple[Any, ...]:
    """The words below the title, with their numbers."""
    return shown(page, content).lead


def stamp() -> str:
    """Changes whenever anything of the site does: what a browser keeps is asked for by it."""
    told = Edition.objects.aggregate(last=Max("pk"), gone=Max("withdrawn_at"))
    return f"{told['last'] or 0}-{told['gone'] or ''}-{articles().count()}"
