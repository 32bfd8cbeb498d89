"""A small newsroom: editors and secretaries by their grants, and articles as an editor writes them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.files.base import ContentFile

from dangvu.orgs.models import Grant, Organisation, Role, User
from dangvu.pages import rooms
from dangvu.pages.draft import block, listed
from dangvu.pages.models import Article, Picture
from tests.cast import org
from tests.drawn import PNG

SINCE, DAY = dt.date(2015, 1, 1), dt.date(2021, 6, 30)
TEXT = "<p>Đến ngày {{as_of_day}}, Đảng bộ có {{cell_count}} chi bộ với {{member_total}} đảng viên.</p>"


def user(name: str, place: str, role: str = Role.EDITOR, until: dt.date | None = None) -> User:
    """Somebody with a grant."""
    made: User = User.objects.create_user(name)
    Grant.objects.create(user=made, organisation=Organisation.objects.get(code=place), role=role, valid_from=SINCE, valid_to=until)
    return made


def body(*blocks: dict[str, Any]) -> str:
    return json.dumps(list(blocks))


def paragraph(text: str = TEXT) -> dict[str, Any]:
    return block("paragraph", text)


def figures(*codes: str, **days: Any) -> dict[str, Any]:
    empty = {"organisation": "", "start": None, "end": None, "caption": ""}
    return block("figures", listed([{"figure": code, **empty, **days} for code in codes]))


def article(place: str = "K1", **fields: Any) -> Article:
    """A draft of an organisation, its numbers as of the middle of 2021."""
    told = {
        "title": "Tin thử", "slug": f"tin-{Article.objects.count()}", "lead": "Lời dẫn của bài.", "on": DAY, "as_of": DAY,
        "start": dt.date(2021, 1, 1), "end": DAY, "body": body(paragraph()), "live": False,
    }  # fmt: skip
    page = Article(**{**told, **fields})
    rooms.open_room(org(place)).add_child(instance=page)
    page.save_revision()
    return page


def write(page: Article, **fields: Any) -> Article:
    """Change what was last written."""
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return Article.objects.get(pk=page.pk)


def picture(place: str = "K1", raw: bytes = PNG, name: str = "anh.png") -> Picture:
    kept = Picture(title="Ảnh", description="Một điểm xám", credit="vẽ", collection=rooms.shelf_of(org(place)))
    kept.file = ContentFile(raw, name=name)
    kept.save()
    return kept
