"""The newest news as RSS."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dangvu.pages.reading import Teaser, articles, teasers
from dangvu.pages.rooms import front
from dangvu.public.reading import public

NEWEST = 30


class Latest(Feed):
    """Titles, leads and addresses of the newest articles."""

    description_template = None

    def __call__(self, request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        return super().__call__(request, *args, **named)

    def title(self) -> str:
        site = front()
        return site.title if site else _("Trang tin")

    def link(self) -> str:
        return reverse("public:front")

    def description(self) -> str:
        return _("Tin của đảng bộ và các chi bộ")

    def items(self) -> list[Teaser]:
        return teasers(articles()[:NEWEST])

    def item_title(self, item: Teaser) -> str:
        return item.title

    def item_description(self, item: Teaser) -> str:
        return item.lead

    def item_link(self, item: Teaser) -> str:
        return str(item.page.get_url() or reverse("public:front"))

    def item_pubdate(self, item: Teaser) -> dt.datetime:
        return item.page.first_published_at or item.edition.published_at

    def item_updateddate(self, item: Teaser) -> dt.datetime:
        return item.edition.published_at

    def item_guid(self, item: Teaser) -> str:
        return f"tin-{item.page.pk}"

    item_guid_is_permalink = False


latest = public(Latest())
